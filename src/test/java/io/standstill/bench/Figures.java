package io.standstill.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What one benchmark found: a line for each figure at once, and a file with all of them at its end. */
final class Figures {

    /** What falls by more than this has become slower, and not only seemed so. */
    private static final double NOTABLE = 0.15;

    private final String benchmark;
    private final PrintStream out;
    private final JsonArray all = new JsonArray();
    private final JsonObject settings = new JsonObject();
    private final JsonObject ratios = new JsonObject();

    Figures(String benchmark, PrintStream out) {
        this.benchmark = benchmark;
        this.out = out;
    }

    /** Under what it was measured. */
    void setting(String name, Object value) {
        settings.put(name, value);
    }

    /**
     * Tells one.
     *
     * @param keysAndValues in turn; a key names its unit
     */
    void tell(Object... keysAndValues) {
        var figure = new JsonObject();
        for (var i = 0; i < keysAndValues.length; i += 2) {
            var value = keysAndValues[i + 1];
            figure.put((String) keysAndValues[i], value instanceof Spread spread ? spread.toString() : value);
        }
        all.add(figure);
        say(figure.stream().map(one -> one.getKey() + "=" + one.getValue()).collect(Collectors.joining(" ")));
    }

    /** Tells how much better we are than what it is compared with in the same run; more is better. */
    void ratio(String name, Spread timesAsGood) {
        ratios.put(name, timesAsGood.median());
        tell("ratio", name, "timesAsGood", timesAsGood);
    }

    private void say(String line) {
        out.println("bench " + benchmark + " " + line);
        out.flush();
    }

    /** Keeps them in a file, and says which ratio has fallen since they were last committed. */
    void write(Path folder) throws IOException, InterruptedException {
        var whole = new JsonObject()
                .put("bench", benchmark)
                .put("commit", commit())
                .put("jdk", Runtime.version().toString())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("settings", settings)
                .put("ratios", ratios)
                .put("figures", all);
        Files.writeString(Files.createDirectories(folder).resolve(benchmark + ".json"), whole.encodePrettily() + "\n");
        compare();
    }

    private void compare() throws IOException {
        try (var committed = Figures.class.getResourceAsStream("/bench/" + benchmark + ".json")) {
            if (committed == null) {
                say("committed=none");
                return;
            }
            var before = new JsonObject(new String(committed.readAllBytes(), StandardCharsets.UTF_8));
            fallen(before.getJsonObject("ratios", new JsonObject()), ratios)
                    .fieldNames()
                    .forEach(name -> say("fell=%s from=%.3f to=%s since=%s"
                            .formatted(
                                    name,
                                    before.getJsonObject("ratios").getDouble(name),
                                    ratios.getValue(name, "absent"),
                                    before.getString("commit"))));
        }
    }

    /** Those that are worse now by more than could be chance, or are not there any more. */
    static JsonObject fallen(JsonObject before, JsonObject now) {
        var fallen = new JsonObject();
        for (var name : before.fieldNames()) {
            var is = now.getDouble(name);
            if (is == null || is < before.getDouble(name) * (1 - NOTABLE)) {
                fallen.put(name, is);
            }
        }
        return fallen;
    }

    private static String commit() throws IOException, InterruptedException {
        var asked = new ProcessBuilder("git", "describe", "--always", "--dirty")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = asked.inputReader()) {
            var told = out.readLine();
            return asked.waitFor() == 0 && told != null ? told : "unknown";
        }
    }
}
