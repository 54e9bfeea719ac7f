package io.standstill.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.standstill.http.door.Caller;
import io.standstill.journal.Accounts;
import io.standstill.journal.Head;
import io.standstill.journal.Tally;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Figures for Prometheus: what this node has counted, and what the database knows, which every node tells alike. */
final class MetricsFace {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsFace.class);

    /** Whoever scrapes gives up soon; what this node has counted is told even while the database is away. */
    private static final long PATIENCE_MILLIS = 3_000;

    private static final List<String> QUANTILES = List.of("0.5", "0.95", "0.99");

    private final Ground ground;

    MetricsFace(Ground ground) {
        this.ground = ground;
    }

    // ---- GET /metrics

    Future<Answer> metrics(RoutingContext request) {
        var caller = Caller.of(request);
        return known(caller)
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .otherwise(away -> {
                    LOG.atWarn().addKeyValue("fault", away.toString()).log("figures without those of the database");
                    return "";
                })
                .map(known -> Answer.text(
                        200, caller.accounts().isEmpty() ? ground.meters().scrape() + known : known));
    }

    private Future<String> known(Caller caller) {
        var tallies = ground.tallies(caller);
        var times = ground.resources().timesToStandstill(caller.accounts());
        var standings = ground.standings(caller);
        var head = ground.journal().head();
        return Future.all(tallies, times, standings, head)
                .map(all -> known(tallies.result(), times.result(), standings.result(), head.result()));
    }

    private String known(List<Tally> tallies, List<Double> times, List<Accounts.Standing> standings, Head head) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        byState(registry, "standstill.resources", "Resources that are known", tallies, Tally::number);
        byState(registry, "standstill.attempts", "Stops sent since the last orders", tallies, Tally::stopCalls);
        byState(
                registry,
                "standstill.exposure.seconds",
                "Time lived on after the orders",
                tallies,
                Tally::exposureSeconds);
        byAccount(
                registry,
                "standstill.strays",
                "What the vendor lists and nobody here knows",
                standings,
                Accounts.Standing::strays);
        byAccount(
                registry,
                "standstill.account.out.of.sight",
                "1 where what is in flight cannot be seen",
                standings,
                standing -> standing.sightLostAt() == null ? 0 : 1);
        byAccount(
                registry,
                "standstill.account.paused",
                "1 where sends are held",
                standings,
                standing -> standing.pausedAt() == null ? 0 : 1);
        gauge(
                registry,
                "standstill.account.looked.timestamp.seconds",
                "When all in flight that is not overdue was last looked at, by the database's clock",
                standings.stream()
                        .filter(standing -> standing.lookedAt() != null)
                        .map(standing -> MultiGauge.Row.of(
                                of(standing),
                                Objects.requireNonNull(standing.lookedAt()).getEpochSecond())));
        gauge(
                registry,
                "standstill.time.to.standstill.seconds",
                "From order to proof, of the thousand that were stopped last",
                IntStream.range(0, times.size())
                        .mapToObj(i -> MultiGauge.Row.of(Tags.of("quantile", QUANTILES.get(i)), times.get(i))));
        var read = ground.feed().head();
        var behind =
                read.epoch().equals(head.epoch()) ? Math.max(0, head.position() - read.position()) : head.position();
        gauge(
                registry,
                "standstill.feed.lag.entries",
                "Entries of the journal that this node has not read yet",
                Stream.of(MultiGauge.Row.of(Tags.empty(), behind)));
        try {
            return registry.scrape();
        } finally {
            registry.close();
        }
    }

    private static void byState(
            MeterRegistry registry, String name, String says, List<Tally> tallies, Function<Tally, Number> figure) {
        gauge(
                registry,
                name,
                says,
                tallies.stream()
                        .map(tally -> MultiGauge.Row.of(
                                Tags.of("account", tally.account(), "vendor", tally.vendor(), "state", tally.state()),
                                figure.apply(tally))));
    }

    private static void byAccount(
            MeterRegistry registry,
            String name,
            String says,
            List<Accounts.Standing> standings,
            Function<Accounts.Standing, Number> figure) {
        gauge(
                registry,
                name,
                says,
                standings.stream().map(standing -> MultiGauge.Row.of(of(standing), figure.apply(standing))));
    }

    private static Tags of(Accounts.Standing standing) {
        return Tags.of("account", standing.account(), "vendor", standing.vendor());
    }

    private static void gauge(MeterRegistry registry, String name, String says, Stream<MultiGauge.Row<Number>> rows) {
        MultiGauge.builder(name).description(says).register(registry).register(rows.collect(Collectors.toList()));
    }
}
