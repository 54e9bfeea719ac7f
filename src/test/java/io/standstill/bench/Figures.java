package io.standstill.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What one benchmark found: a line for each figure at once, and a file with all of them at its end. */
final class Figures {

    private final String benchmark;
    private final PrintStream out;
    private final JsonArray all = new JsonArray();

    Figures(String benchmark, PrintStream out) {
        this.benchmark = benchmark;
        this.out = out;
    }

    /**
     * Tells one.
     *
     * @param keysAndValues in turn; a key names its unit
     */
    void tell(Object... keysAndValues) {
        var figure = new JsonObject();
        for (var i = 0; i < keysAndValues.length; i += 2) {
            figure.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        all.add(figure);
        out.println(figure.stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" ", "bench " + benchmark + " ", "")));
        out.flush();
    }

    void write(Path folder) throws IOException {
        var whole = new JsonObject().put("bench", benchmark).put("figures", all);
        Files.writeString(Files.createDirectories(folder).resolve(benchmark + ".json"), whole.encodePrettily() + "\n");
    }
}
