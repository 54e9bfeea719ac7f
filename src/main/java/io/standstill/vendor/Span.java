package io.standstill.vendor;

import java.time.Duration;

/** The time that everything which belongs to one call may take together. */
public record Span(Ticker ticker, long endNanos) {

    /** As long as any call may take. */
    public static Span longest(Ticker ticker) {
        return of(ticker, Wire.LONGEST_CALL);
    }

    public static Span of(Ticker ticker, Duration time) {
        return new Span(ticker, ticker.nanos() + time.toNanos());
    }

    /** What is left of it; nothing, or less, once it is over. */
    public Duration left() {
        return Duration.ofNanos(endNanos - ticker.nanos());
    }
}
