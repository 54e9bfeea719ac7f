package io.standstill.vendor.nomad;

import io.standstill.vendor.Ask;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Fault;
import io.standstill.vendor.Session;
import io.standstill.vendor.Span;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The line to one account: shows with each call what it is let in by, and ends each in time, logins included. */
final class NomadLine {

    /**
     * How long a login that failed is not tried again, nor one whose token was refused like the one before: a user who
     * logs in too often is locked out, or ends the session of another.
     */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private static final List<String> SECRET_FIELDS = List.of(
            "token",
            "accessToken",
            "refreshToken",
            "password",
            "newPassword",
            "inputStreamKey",
            "inputAuthKey",
            // The key is part of the address that a broadcaster sends to.
            "inputIngestAddress",
            "inputIngestAddressSrt");

    private final Vertx vertx;
    private final Ticker ticker;
    private final Wire wire;
    private final Nomad.Credentials credentials;
    private final Session session;

    /** When a token was last refused that was granted because the one before was. */
    private @Nullable Long inVainNanos;

    NomadLine(Vertx vertx, Ticker ticker, URI url, Nomad.Credentials credentials) {
        this.vertx = vertx;
        this.ticker = ticker;
        this.wire = new Wire(
                vertx, ticker, url, new Blotter(List.of(credentials.password(), credentials.apiKey()), SECRET_FIELDS));
        this.credentials = credentials;
        this.session = new Session(new NomadLogin(wire, credentials.username(), credentials.password()), ticker, PAUSE);
    }

    Future<Exchange> call(Ask ask, Span span) {
        return call(ask, span, () -> {});
    }

    /** Calls, and tells when the request leaves; it never does where no login is to be had in time. */
    Future<Exchange> call(Ask ask, Span span, Runnable leaving) {
        if (span.left().compareTo(Duration.ofMillis(1)) < 0) {
            return Future.succeededFuture(Exchange.faulty(Fault.OfCall.NO_TIME));
        }
        var call = new Call(ask.with("Accept", "application/json"), span, leaving);
        return credentials.byKey() ? call.send("ApiKey " + credentials.apiKey().reveal()) : call.loggedIn();
    }

    Optional<Wire.Told> clock() {
        return wire.clock();
    }

    void close() {
        wire.close();
    }

    /** An ended token reads as either. */
    private static boolean isRefused(Exchange exchange) {
        return exchange.status() == 401 || exchange.status() == 403;
    }

    private boolean lately(@Nullable Long nanos) {
        return nanos != null && ticker.nanos() - nanos < PAUSE.toNanos();
    }

    /** One call under way. */
    private final class Call {

        private final Ask ask;
        private final Span span;
        private final Runnable leaving;
        private final Promise<Exchange> answer = Promise.promise();
        private int sent;

        Call(Ask ask, Span span, Runnable leaving) {
            this.ask = ask;
            this.span = span;
            this.leaving = leaving;
        }

        Future<Exchange> send(String authorization) {
            leaving.run();
            return wire.call(ask.with("Authorization", authorization).within(atLeastSome(span.left())));
        }

        /** Waiting for a login that others share must not take longer than the call may. */
        Future<Exchange> loggedIn() {
            var timer = vertx.setTimer(
                    atLeastSome(span.left()).toMillis(),
                    late -> answer.tryComplete(Exchange.faulty(Fault.OfCall.LATE)));
            session.call(span, (token, atMost) -> show(token), exchange -> isRefused(exchange) && !lately(inVainNanos))
                    .onSuccess(answer::tryComplete);
            return answer.future().onComplete(answered -> vertx.cancelTimer(timer));
        }

        private Future<Exchange> show(Session.Token token) {
            if (answer.future().isComplete()) {
                // Nobody waits for it any more: it must not be sent now.
                return answer.future();
            }
            sent++;
            return send("Bearer " + token.text().reveal()).map(exchange -> {
                if (sent > 1 && isRefused(exchange)) {
                    inVainNanos = ticker.nanos();
                }
                return exchange;
            });
        }

        private static Duration atLeastSome(Duration left) {
            return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
        }
    }
}
