package io.standstill.domain;

import org.jspecify.annotations.Nullable;

/**
 * What followed from a piece of evidence.
 *
 * @param resource what is known now; null: still nothing
 * @param changed whether that differs from before, if only in what the machine remembers
 * @param news what is to be told; null: nothing new
 * @param denied why a request was not granted; null: it was, or none was made
 */
public record Outcome(
        @Nullable Resource resource,
        boolean changed,
        @Nullable News news,
        @Nullable String denied) {

    public static Outcome nothing(@Nullable Resource resource) {
        return new Outcome(resource, false, null, null);
    }

    static Outcome denied(@Nullable Resource resource, String why) {
        return new Outcome(resource, false, null, why);
    }
}
