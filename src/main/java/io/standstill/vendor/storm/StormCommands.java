package io.standstill.vendor.storm;

import io.standstill.domain.Command;
import io.standstill.domain.Trace;
import io.standstill.vendor.Ask;
import io.standstill.vendor.Commands;
import io.standstill.vendor.Returned;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stream can be told besides to stop: to be propagated, and which of its sources comes first.
 *
 * <p>A command is rebuilt from what was understood of it: what was not understood is never sent.
 */
final class StormCommands implements Commands {

    private static final String COMMAND = "command";
    private static final String PROPAGATE = "propagate";
    private static final String REORDER = "reorder";
    private static final String SOURCES = "sourceList";
    private static final int MOST_SOURCES = 100;

    private final StormLine line;

    StormCommands(StormLine line) {
        this.line = line;
    }

    /** Asks for this of the stream; the vendor goes by the attributes' shape. */
    static Ask ask(String streamKey, JsonObject attributes) {
        return Ask.post(StormAccount.stream(streamKey) + "/command")
                .json(new JsonObject().put("data", new JsonObject().put("attributes", attributes)));
    }

    @Override
    public Optional<String> faultOf(JsonObject command) {
        var word = command.getValue(COMMAND);
        if (PROPAGATE.equals(word)) {
            return command.fieldNames().equals(Set.of(COMMAND))
                    ? Optional.empty()
                    : Optional.of("nothing beside the command was expected");
        }
        if (!REORDER.equals(word)) {
            return Optional.of("the command propagate or reorder was expected; a delete is ordered as a stop");
        }
        if (!Set.of(COMMAND, SOURCES).containsAll(command.fieldNames())) {
            return Optional.of("nothing beside the command and its sourceList was expected");
        }
        return isListOfSources(command.getValue(SOURCES))
                ? Optional.empty()
                : Optional.of("a sourceList of 1 to %d source ids was expected".formatted(MOST_SOURCES));
    }

    private static boolean isListOfSources(@Nullable Object value) {
        return value instanceof JsonArray sources
                && !sources.isEmpty()
                && sources.size() <= MOST_SOURCES
                && sources.stream().allMatch(source -> source instanceof String id && !id.isBlank());
    }

    @Override
    public Future<Returned<Result>> run(String id, JsonObject command) {
        var fault = faultOf(command);
        if (fault.isPresent()) {
            var refused = new Result(Command.End.REFUSED, fault.get());
            return Future.succeededFuture(new Returned<>(refused, null, Trace.INTENT));
        }
        return PROPAGATE.equals(command.getValue(COMMAND))
                ? send(id, new JsonObject().put(COMMAND, PROPAGATE), "Stream has been propagated")
                : send(id, reordering(id, command.getJsonArray(SOURCES)), "Stream sources have been reordered");
    }

    /** As documented: it is told by its sources, and names no command. */
    private static JsonObject reordering(String streamKey, JsonArray sources) {
        return new JsonObject().put("streamKey", streamKey).put(SOURCES, sources.copy());
    }

    private Future<Returned<Result>> send(String id, JsonObject attributes, String done) {
        return line.call(ask(id, attributes))
                .map(exchange -> Returned.of(exchange, Trace.Source.ANSWER, StormAnswers.toCommand(exchange, done)));
    }
}
