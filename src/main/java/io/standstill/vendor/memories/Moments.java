package io.standstill.vendor.memories;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads points in time that the vendor writes in a way it documents nowhere. */
final class Moments {

    private static final int LONGEST = 64;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");

    /** Smaller numbers count from the beginning of a stream, not from that of 1970. */
    private static final double FIRST_SECOND = 1e9;

    private static final double FIRST_MILLISECOND = 1e11;
    private static final double END = 1e14;

    private Moments() {}

    /** A text with a time zone, or a number of seconds or milliseconds; null: it tells no point in time. */
    static @Nullable Instant read(@Nullable Object value) {
        if (value instanceof Number number) {
            return read(number.doubleValue());
        }
        if (value instanceof String text && text.length() <= LONGEST) {
            return NUMBER.matcher(text).matches() ? read(Double.parseDouble(text)) : readText(text);
        }
        return null;
    }

    private static @Nullable Instant read(double number) {
        if (!(number >= FIRST_SECOND && number < END)) {
            return null;
        }
        return Instant.ofEpochMilli(Math.round(number >= FIRST_MILLISECOND ? number : number * 1_000));
    }

    private static @Nullable Instant readText(String text) {
        try {
            return OffsetDateTime.parse(text.strip()
                            .replaceFirst(" (?=[0-9])", "T")
                            .replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2"))
                    .toInstant();
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
