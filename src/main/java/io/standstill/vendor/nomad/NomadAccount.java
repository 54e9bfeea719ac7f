package io.standstill.vendor.nomad;

import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Trace;
import io.standstill.vendor.Account;
import io.standstill.vendor.Advice;
import io.standstill.vendor.Ask;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Lists;
import io.standstill.vendor.Paths;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Span;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One Nomad instance, and one user or key of it. */
final class NomadAccount implements Account, Lists {

    private static final String CHANNELS = "/api/liveChannel";

    private final Ticker ticker;
    private final Policy policy;
    private final String seenAs;
    private final NomadLine line;
    private final Refreshes refreshes;

    /** The key of the configuration that lets it in. */
    private final String admits;

    NomadAccount(Vertx vertx, Ticker ticker, URI url, Policy policy, Nomad.Credentials credentials) {
        this.ticker = ticker;
        this.policy = policy;
        this.seenAs = url + (credentials.byKey() ? " by api key" : " user " + credentials.username());
        this.admits = credentials.byKey() ? "apiKey" : "password";
        this.line = new NomadLine(vertx, ticker, url, credentials);
        this.refreshes = new Refreshes(vertx, ticker, line);
    }

    @Override
    public String vendor() {
        return Nomad.NAME;
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public String seenAs() {
        return seenAs;
    }

    @Override
    public Optional<String> faultOfId(String id) {
        return id.matches("[0-9A-Fa-f-]{32,36}")
                ? Optional.empty()
                : Optional.of("a channel's id was expected: 32 to 36 characters of 0-9, a-f and dashes");
    }

    // ---- the stop

    @Override
    public Future<Returned<Reply>> stop(String id, Mode mode) {
        return line.call(Ask.post(channel(id) + "/stop"), Span.longest(ticker))
                .map(exchange -> Returned.of(exchange, Trace.Source.ANSWER, NomadAnswers.toStop(exchange)));
    }

    // ---- looks

    @Override
    public Future<Returned<Reading>> look(String id) {
        var span = Span.longest(ticker);
        var refresh = refreshes.next();
        if (refresh.isEmpty()) {
            return read(id, span)
                    .map(exchange -> told(exchange, NomadReadings::remembered, NomadReadings.of(exchange, id)));
        }
        return refresh.get().compose(refreshed -> read(id, span).compose(exchange -> {
            var reading = NomadReadings.of(exchange, id);
            if (!NomadAnswers.took(refreshed)) {
                return Future.succeededFuture(told(exchange, NomadReadings.unrefreshed(refreshed), reading));
            }
            return reading instanceof Reading.Absent
                    ? controlled(exchange, id, span)
                    : Future.succeededFuture(Returned.of(exchange, Trace.Source.LOOK, reading));
        }));
    }

    private Future<Exchange> read(String id, Span span) {
        return line.call(Ask.get(channel(id)), span);
    }

    /** What was read without a refresh; where something would hang on it, the next one that counts is awaited. */
    private Returned<Reading> told(Exchange exchange, UnaryOperator<Reading> worth, Reading reading) {
        var wait = NomadReadings.tempts(reading) ? refreshes.untilNext() : Duration.ZERO;
        return new Returned<>(
                worth.apply(reading), longer(wait, exchange.retryAfter()), exchange.trace(Trace.Source.LOOK));
    }

    /** An absence counts only beside a second look that answers, and that does not show the channel after all. */
    private Future<Returned<Reading>> controlled(Exchange absence, String id, Span span) {
        return readAll(span).map(exchange -> {
            var control = NomadReadings.ofAll(exchange);
            Reading reading = NomadReadings.shows(control, id)
                    ? new Reading.Unsure("it is not found, but the vendor's list shows it", null)
                    : control.absenceOf(id);
            return Returned.of(absence, Trace.Source.LOOK, reading);
        });
    }

    @Override
    public Optional<Lists> lists() {
        return Optional.of(this);
    }

    @Override
    public Future<Returned<Listing>> list() {
        var span = Span.longest(ticker);
        var refresh = refreshes.next();
        if (refresh.isEmpty()) {
            return readAll(span).map(exchange -> toldOfAll(exchange, NomadReadings::remembered));
        }
        return refresh.get().compose(refreshed -> readAll(span)
                .map(exchange -> NomadAnswers.took(refreshed)
                        ? Returned.of(exchange, Trace.Source.LOOK, NomadReadings.ofAll(exchange))
                        : toldOfAll(exchange, NomadReadings.unrefreshed(refreshed))));
    }

    private Future<Exchange> readAll(Span span) {
        return line.call(Ask.get(CHANNELS).forAll(), span);
    }

    private Returned<Listing> toldOfAll(Exchange exchange, UnaryOperator<Reading> worth) {
        var listing = NomadReadings.ofAll(exchange);
        var tempts = listing.readings().values().stream().anyMatch(NomadReadings::tempts);
        return new Returned<>(
                NomadReadings.each(listing, worth),
                longer(tempts ? refreshes.untilNext() : Duration.ZERO, exchange.retryAfter()),
                exchange.trace(Trace.Source.LOOK));
    }

    private static @Nullable Duration longer(Duration ours, @Nullable Duration wish) {
        if (ours.isZero()) {
            return wish;
        }
        return wish == null || wish.compareTo(ours) < 0 ? ours : wish;
    }

    // ---- the account

    @Override
    public Future<List<Finding>> check() {
        return readAll(Span.longest(ticker)).map(exchange -> {
            var findings = new ArrayList<Finding>();
            var fault = NomadReadings.ofAll(exchange).fault();
            if (fault != null) {
                findings.add(Advice.unlisted("live channels", fault, Advice.on(exchange, admits, "/api")));
            }
            var barred = policy.barred();
            if (barred != null) {
                findings.add(
                        Finding.fault("nothing can be stopped here: " + barred.detail(), NomadAnswers.advice(barred)));
            }
            return findings;
        });
    }

    private static String channel(String id) {
        return CHANNELS + "/" + Paths.segment(id);
    }

    @Override
    public Optional<Wire.Told> clock() {
        return line.clock();
    }

    @Override
    public void close() {
        line.close();
    }
}
