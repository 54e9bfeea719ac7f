package io.standstill.vendor.storm;

import io.standstill.vendor.Ask;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Session;
import io.standstill.vendor.Span;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import java.util.Optional;

/** The line to one cluster, with the token that all its calls share. */
final class StormLine {

    private final Wire wire;
    private final Session session;
    private final Ticker ticker;

    StormLine(Wire wire, Session session, Ticker ticker) {
        this.wire = wire;
        this.session = session;
        this.ticker = ticker;
    }

    /** The time of several calls in a row that together may take no longer than one. */
    Span span() {
        return Span.longest(ticker);
    }

    /** A single call. */
    Future<Exchange> call(Ask ask) {
        return call(ask, span());
    }

    Future<Exchange> call(Ask ask, Span span) {
        return session.call(
                span,
                (token, atMost) -> wire.call(ask.with("Accept", "application/json")
                        .with("Authorization", "Bearer " + token.text().reveal())
                        .within(atMost)),
                StormAnswers::refusesToken);
    }

    Optional<Wire.Told> clock() {
        return wire.clock();
    }

    void close() {
        wire.close();
    }
}
