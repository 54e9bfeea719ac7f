package io.standstill.vendor.feldera;

import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Trace;
import io.standstill.vendor.Account;
import io.standstill.vendor.Ask;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Fault;
import io.standstill.vendor.Lists;
import io.standstill.vendor.Paths;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Span;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One Feldera instance and tenant. */
final class FelderaAccount implements Account, Lists {

    private static final String PIPELINES = "/v0/pipelines";
    private static final Duration EDITION_KEPT = Duration.ofMinutes(1);
    private static final String CONFIG = "/v0/config";
    private static final String SESSION = "/v0/config/session";
    private static final String STATUS_ONLY = "?selector=status";

    private final Terms terms;
    private final Ticker ticker;
    private final Wire wire;
    private final Secret apiKey;
    private final String tenant;

    /** What edition it is, once it has told, and when that was asked: an instance can be upgraded. */
    private @Nullable Returned<String> edition;

    private long editionNanos;

    /** Which tenant the key acts in, once it has told; empty: this version does not tell. */
    private @Nullable String actingTenant;

    FelderaAccount(Vertx vertx, Ticker ticker, Terms terms, Secret apiKey, String tenant) {
        this.terms = terms;
        this.ticker = ticker;
        this.wire = new Wire(vertx, ticker, terms.url(), new Blotter(List.of(apiKey), List.of()));
        this.apiKey = apiKey;
        this.tenant = tenant;
    }

    @Override
    public String vendor() {
        return Feldera.NAME;
    }

    @Override
    public Policy policy() {
        return terms.policy();
    }

    @Override
    public String seenAs() {
        var told = actingTenant == null || actingTenant.isEmpty() ? tenant : actingTenant;
        return told.isEmpty() ? terms.url().toString() : terms.url() + " tenant " + told;
    }

    // ---- the stop

    /** The community edition has no graceful stop: what edition it is is asked once. */
    @Override
    public Future<Optional<Returned<Problem>>> objection(Mode mode) {
        return mode == Mode.FORCE
                ? Future.succeededFuture(Optional.empty())
                : edition().map(told -> Optional.of(told)
                        .filter(known -> known.says().equals(FelderaAnswers.COMMUNITY_EDITION))
                        .map(known -> known.map(community -> FelderaAnswers.noGracefulStop())));
    }

    private Future<Returned<String>> edition() {
        if (edition != null && ticker.nanos() - editionNanos < EDITION_KEPT.toNanos()) {
            return Future.succeededFuture(edition);
        }
        var asked = ticker.nanos();
        return ask(Ask.get(CONFIG)).map(exchange -> {
            var told = Returned.of(exchange, Trace.Source.LOOK, FelderaAnswers.edition(exchange));
            if (!told.says().isEmpty()) {
                edition = told;
                editionNanos = asked;
            }
            return told;
        });
    }

    @Override
    public Future<Returned<Reply>> stop(String id, Mode mode) {
        return ask(Ask.post(pipeline(id) + "/stop?force=" + (mode == Mode.FORCE)))
                .map(exchange -> Returned.of(exchange, Trace.Source.ANSWER, FelderaAnswers.toStop(exchange)));
    }

    // ---- looks

    /** The key decides the tenant, and a pipeline of another tenant reads as unknown: so that is asked first, once. */
    @Override
    public Future<Returned<Reading>> look(String id) {
        var span = Span.longest(ticker);
        return actingTenant(span)
                .compose(exchange -> actingTenant == null
                        ? Future.succeededFuture(
                                Returned.of(exchange, Trace.Source.LOOK, new Reading.Unsure(noTenant(exchange), null)))
                        : lookInTenant(id, span));
    }

    private static String noTenant(Exchange exchange) {
        return "it does not tell which tenant this is: " + exchange.inShort();
    }

    private Future<Exchange> actingTenant(Span span) {
        if (actingTenant != null) {
            return Future.succeededFuture(Exchange.none());
        }
        return ask(Ask.get(SESSION), span).onSuccess(exchange -> {
            // Older versions have no such path, and not every login acts in a tenant; a page is something in between.
            var own = exchange.object().isPresent()
                    || (exchange.status() == 404 && exchange.body().length() == 0);
            if (own && (exchange.status() == 200 || exchange.status() == 404)) {
                actingTenant = FelderaAnswers.tenant(exchange);
            }
        });
    }

    private Future<Returned<Reading>> lookInTenant(String id, Span span) {
        return ask(Ask.get(pipeline(id) + STATUS_ONLY), span)
                .compose(exchange -> FelderaReadings.saysUnknown(exchange)
                        ? controlled(exchange, id, span)
                        : Future.succeededFuture(
                                Returned.of(exchange, Trace.Source.LOOK, FelderaReadings.of(exchange, id))));
    }

    /** An absence counts only beside a second look that answers. */
    private Future<Returned<Reading>> controlled(Exchange absence, String id, Span span) {
        return list(span)
                .map(control ->
                        Returned.of(absence, Trace.Source.LOOK, control.says().absenceOf(id)));
    }

    @Override
    public Optional<Lists> lists() {
        return Optional.of(this);
    }

    @Override
    public Future<Returned<Listing>> list() {
        var span = Span.longest(ticker);
        return actingTenant(span)
                .compose(exchange -> actingTenant == null
                        ? Future.succeededFuture(
                                Returned.of(exchange, Trace.Source.LOOK, Listing.broken(noTenant(exchange))))
                        : list(span));
    }

    private Future<Returned<Listing>> list(Span span) {
        return ask(Ask.get(PIPELINES + STATUS_ONLY).forAll(), span)
                .map(exchange -> Returned.of(exchange, Trace.Source.LOOK, listing(exchange)));
    }

    private static Listing listing(Exchange exchange) {
        return exchange.status() == 200
                ? exchange.json()
                        .filter(JsonArray.class::isInstance)
                        .map(all -> FelderaReadings.ofAll((JsonArray) all))
                        .orElse(Listing.broken("the vendor's list makes no sense"))
                : Listing.broken(exchange.inShort());
    }

    // ---- the account

    @Override
    public Future<List<Finding>> check() {
        return ask(Ask.get(CONFIG)).compose(config -> ask(Ask.get(SESSION))
                .compose(session -> ask(Ask.get(PIPELINES + STATUS_ONLY).forAll())
                        .map(listed -> FelderaCheck.of(config, session, listed, listing(listed)))));
    }

    /** What belongs to one call ends in one call's time. */
    private Future<Exchange> ask(Ask ask, Span span) {
        var left = span.left();
        return left.isNegative() || left.isZero()
                ? Future.succeededFuture(Exchange.faulty(Fault.OfCall.NO_TIME_TO_ASK))
                : ask(ask.within(left));
    }

    private Future<Exchange> ask(Ask ask) {
        var full = ask.with("Accept", "application/json");
        if (!apiKey.isEmpty()) {
            full = full.with("Authorization", "Bearer " + apiKey.reveal());
        }
        return wire.call(tenant.isEmpty() ? full : full.with("Feldera-Tenant", tenant));
    }

    private static String pipeline(String id) {
        return PIPELINES + "/" + Paths.segment(id);
    }

    @Override
    public Optional<Wire.Told> clock() {
        return wire.clock();
    }

    @Override
    public void close() {
        wire.close();
    }
}
