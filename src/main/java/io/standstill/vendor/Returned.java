package io.standstill.vendor;

import io.standstill.domain.Trace;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came back from a vendor.
 *
 * @param says what it amounts to, in our words
 * @param notBefore how long it asked to be left alone; null: it did not say
 * @param trace its raw side
 */
public record Returned<T>(T says, @Nullable Duration notBefore, Trace trace) {

    /** What this exchange amounts to. */
    public static <T> Returned<T> of(Exchange exchange, Trace.Source source, T says) {
        return new Returned<>(says, exchange.retryAfter(), exchange.trace(source));
    }

    public <R> Returned<R> map(Function<? super T, ? extends R> reading) {
        return new Returned<>(reading.apply(says), notBefore, trace);
    }
}
