package io.standstill.simulator.storm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command as it was sent.
 *
 * <p>The body's shape says which it is: a {@code command}, or none of that and a {@code sourceList}, which is a reorder.
 */
record Command(String name, List<String> sourceList) {

    static final String DELETE = "delete";
    static final String PROPAGATE = "propagate";
    static final String REORDER = "reorder";

    private static final int MOST_SOURCES = 100;

    Command {
        sourceList = List.copyOf(sourceList);
    }

    /** A stream's command, if this body is one. */
    static Optional<Command> ofStream(JsonObject body, String streamKey) {
        return attributes(body)
                .flatMap(attributes -> attributes.containsKey("command")
                        ? named(attributes, Set.of(DELETE, PROPAGATE))
                        : reorder(attributes, streamKey));
    }

    /** A source's command, if this body is one. */
    static Optional<Command> ofSource(JsonObject body) {
        return attributes(body)
                .flatMap(attributes -> named(attributes, Set.of(DELETE, "moveToTop", "moveUp", "moveDown")));
    }

    private static Optional<JsonObject> attributes(JsonObject body) {
        return body.getValue("data") instanceof JsonObject data
                        && data.getValue("attributes") instanceof JsonObject attributes
                ? Optional.of(attributes)
                : Optional.empty();
    }

    private static Optional<Command> named(JsonObject attributes, Set<String> known) {
        return attributes.getValue("command") instanceof String name && known.contains(name)
                ? Optional.of(new Command(name, List.of()))
                : Optional.empty();
    }

    private static Optional<Command> reorder(JsonObject attributes, String streamKey) {
        return streamKey.equals(attributes.getValue("streamKey"))
                        && attributes.getValue("sourceList") instanceof JsonArray sources
                        && sources.size() <= MOST_SOURCES
                        && sources.stream().allMatch(String.class::isInstance)
                ? Optional.of(new Command(
                        REORDER, sources.stream().map(String.class::cast).toList()))
                : Optional.empty();
    }
}
