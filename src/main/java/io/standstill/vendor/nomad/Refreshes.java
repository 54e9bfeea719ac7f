package io.standstill.vendor.nomad;

import io.standstill.vendor.Ask;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Span;
import io.standstill.vendor.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The refreshes of the cache that all reads of an account come from: seldom enough to be borne, and shared.
 *
 * <p>A look may wait for a refresh that has not left yet, never for one that has: what that one found may be older than
 * the look.
 */
final class Refreshes {

    /** A refresh makes the vendor ask its cloud about every channel there is. */
    static final Duration EVERY = Duration.ofSeconds(10);

    /** Long enough for all looks of one round to join. */
    private static final Duration GATHERING = Duration.ofMillis(5);

    /** So long that the read after it can still be done within the same call. */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final Vertx vertx;
    private final Ticker ticker;
    private final NomadLine line;

    /** The refresh that can still be joined. */
    private @Nullable Promise<Exchange> gathering;

    private @Nullable Long leftNanos;
    private Duration pause = EVERY;

    Refreshes(Vertx vertx, Ticker ticker, NomadLine line) {
        this.vertx = vertx;
        this.ticker = ticker;
        this.line = line;
    }

    /** The refresh that will begin after now; empty: none may be sent yet. */
    Optional<Future<Exchange>> next() {
        if (gathering == null) {
            if (!untilNext().isZero()) {
                return Optional.empty();
            }
            var begun = Promise.<Exchange>promise();
            gathering = begun;
            vertx.setTimer(GATHERING.toMillis(), gathered -> send(begun));
        }
        return Optional.of(gathering.future());
    }

    /** How long until the next one may be sent. */
    Duration untilNext() {
        if (leftNanos == null) {
            return Duration.ZERO;
        }
        var left = pause.minusNanos(ticker.nanos() - leftNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void send(Promise<Exchange> begun) {
        line.call(Ask.post("/api/liveChannel/refresh"), Span.of(ticker, LONGEST), () -> leaves(begun))
                .onSuccess(exchange -> {
                    closes(begun);
                    var wish = exchange.retryAfter();
                    pause = wish == null || wish.compareTo(EVERY) < 0 ? EVERY : wish;
                    begun.complete(exchange);
                });
    }

    private void leaves(Promise<Exchange> begun) {
        closes(begun);
        leftNanos = ticker.nanos();
    }

    private void closes(Promise<Exchange> begun) {
        if (begun.equals(gathering)) {
            gathering = null;
        }
    }
}
