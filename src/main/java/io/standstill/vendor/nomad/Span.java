package io.standstill.vendor.nomad;

import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import java.time.Duration;

/** The time that everything which belongs to one call may take together. */
record Span(Ticker ticker, long endNanos) {

    /** As long as any call may take. */
    static Span longest(Ticker ticker) {
        return of(ticker, Wire.LONGEST_CALL);
    }

    static Span of(Ticker ticker, Duration time) {
        return new Span(ticker, ticker.nanos() + time.toNanos());
    }

    Duration left() {
        return Duration.ofNanos(endNanos - ticker.nanos());
    }
}
