package io.standstill.vendor.storm;

import io.standstill.vendor.Ask;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Session;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import java.time.Duration;

/** The line to one cluster, with the token that all its calls share. */
final class StormLine {

    /** A call that has no time left still ends as one that was not answered in time. */
    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final Wire wire;
    private final Session session;
    private final Ticker ticker;

    StormLine(Wire wire, Session session, Ticker ticker) {
        this.wire = wire;
        this.session = session;
        this.ticker = ticker;
    }

    /** Several calls in a row that together may take no longer than one. */
    Calls calls() {
        return new Calls(ticker.nanos());
    }

    /** A single call. */
    Future<Exchange> call(Ask ask) {
        return calls().next(ask);
    }

    /** Calls in a row, and when the first of them began. */
    final class Calls {

        private final long beganNanos;

        private Calls(long beganNanos) {
            this.beganNanos = beganNanos;
        }

        Future<Exchange> next(Ask ask) {
            return session.call(
                    (token, atMost) -> wire.call(ask.with("Accept", "application/json")
                            .with("Authorization", "Bearer " + token.text().reveal())
                            .within(shorter(atMost, left()))),
                    StormAnswers::refusesToken);
        }

        private Duration left() {
            var left = Wire.LONGEST_CALL.minusNanos(ticker.nanos() - beganNanos);
            return left.compareTo(NO_TIME) < 0 ? NO_TIME : left;
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }

    void close() {
        wire.close();
    }
}
