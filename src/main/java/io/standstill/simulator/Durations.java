package io.standstill.simulator;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as the controls take them: {@code 250ms}, {@code 1s}, {@code 2m}, {@code 1h}. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Durations() {}

    static boolean is(Object value) {
        return FORM.matcher(value.toString()).matches();
    }

    public static @Nullable Duration of(@Nullable Object text) {
        if (text == null) {
            return null;
        }
        var match = FORM.matcher(text.toString());
        if (!match.matches()) {
            throw new IllegalArgumentException("a duration like 250ms, 1s, 2m or 1h was expected, not " + text);
        }
        var count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }
}
