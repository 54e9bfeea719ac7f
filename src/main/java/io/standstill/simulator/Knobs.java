package io.standstill.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What can be turned: each knob's name and what it takes.
 *
 * <p>A knob nobody knows, or a value it cannot take, is told at once; otherwise a misspelt one would make a test pass
 * that proves nothing.
 */
public record Knobs(Map<String, Takes> known) {

    /** What a knob takes; {@code null} always puts it back. */
    public enum Takes {
        FLAG("true or false"),
        COUNT("a number from 0 to 1000000"),
        DURATION("a duration like 250ms, 1s, 2m or 1h"),
        WORD("a word"),
        LOOPBACK_URL("a URL of this machine, like http://127.0.0.1:8080/path");

        private final String expected;

        Takes(String expected) {
            this.expected = expected;
        }

        boolean fits(Object value) {
            return switch (this) {
                case FLAG -> value instanceof Boolean;
                case COUNT -> value instanceof Integer count && count >= 0 && count <= 1_000_000;
                case DURATION -> Durations.is(value);
                case WORD -> value instanceof String;
                case LOOPBACK_URL -> value instanceof String url && Loopback.is(url);
            };
        }
    }

    /** How any thing can behave. */
    static final Knobs OF_ANY_THING = new Knobs(Map.of(
            "stopAfter", Takes.DURATION,
            "never", Takes.FLAG,
            "failStops", Takes.COUNT,
            "failStatus", Takes.COUNT,
            "dropReplies", Takes.COUNT,
            "delay", Takes.DURATION,
            "restartAfter", Takes.DURATION,
            "garbage", Takes.COUNT));

    /** How any vendor can behave: {@code rateLimit} calls a second and no more. */
    static final Knobs OF_ANY_VENDOR = new Knobs(Map.of("rateLimit", Takes.COUNT));

    public Knobs {
        known = Map.copyOf(known);
    }

    Knobs and(Knobs more) {
        var all = new TreeMap<>(known);
        all.putAll(more.known);
        return new Knobs(all);
    }

    /** The turned knobs, if each is known and takes what it is given. */
    JsonObject check(JsonObject turned) {
        for (var turn : turned) {
            var takes = known.get(turn.getKey());
            if (takes == null) {
                throw new IllegalArgumentException("no such knob: %s; there are %s"
                        .formatted(turn.getKey(), String.join(", ", new TreeMap<>(known).keySet())));
            }
            if (turn.getValue() != null && !takes.fits(turn.getValue())) {
                throw new IllegalArgumentException("%s: %s was expected".formatted(turn.getKey(), takes.expected));
            }
        }
        return turned;
    }

    /** The knobs as they stand after these turns. */
    static JsonObject turn(JsonObject before, JsonObject turned) {
        var after = before.copy();
        for (var turn : turned) {
            put(after, turn.getKey(), turn.getValue());
        }
        return after;
    }

    private static void put(JsonObject knobs, String name, @Nullable Object value) {
        if (value == null) {
            knobs.remove(name);
        } else {
            knobs.put(name, value);
        }
    }
}
