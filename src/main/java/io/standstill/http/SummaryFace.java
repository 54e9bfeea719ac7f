package io.standstill.http;

import io.standstill.domain.State;
import io.standstill.http.door.Caller;
import io.standstill.journal.Accounts;
import io.standstill.journal.JsonText;
import io.standstill.journal.Tally;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How everything stands, in figures. */
final class SummaryFace {

    private static final BigDecimal HOUR = BigDecimal.valueOf(3_600);

    private final Ground ground;

    SummaryFace(Ground ground) {
        this.ground = ground;
    }

    // ---- GET /v1/summary

    Future<Answer> summary(RoutingContext request) {
        var caller = Caller.of(request);
        var tallies = ground.tallies(caller);
        var times = ground.resources().timesToStandstill(caller.accounts());
        var standings = ground.standings(caller);
        return Future.all(tallies, times, standings).map(all -> {
            var summary = new JsonObject()
                    .put("states", states(tallies.result()))
                    .put("accounts", accounts(tallies.result(), standings.result()))
                    .put("timeToStandstill", times(times.result()));
            return Answer.json(200, summary.encode());
        });
    }

    private static JsonObject states(List<Tally> tallies) {
        var states = new JsonObject();
        for (var state : State.values()) {
            states.put(
                    state.word(),
                    tallies.stream()
                            .filter(tally -> tally.state().equals(state.word()))
                            .mapToLong(Tally::number)
                            .sum());
        }
        return states;
    }

    private JsonArray accounts(List<Tally> tallies, List<Accounts.Standing> standings) {
        Map<String, List<Tally>> byAccount =
                tallies.stream().collect(Collectors.groupingBy(Tally::account, TreeMap::new, Collectors.toList()));
        var accounts = new JsonArray();
        for (var standing : standings) {
            var own = byAccount.getOrDefault(standing.account(), List.of());
            var exposure = own.stream().mapToDouble(Tally::exposureSeconds).sum();
            accounts.add(new JsonObject()
                    .put("account", standing.account())
                    .put("vendor", standing.vendor())
                    .put("states", states(own))
                    .put("oldestInFlight", JsonText.timeOrNull(oldest(own)))
                    .put("stopCalls", own.stream().mapToLong(Tally::stopCalls).sum())
                    .put("exposureSeconds", Math.round(exposure))
                    .put("exposureCost", cost(standing.account(), exposure))
                    .put(
                            "costPerHour",
                            ground.rules().costPerHour(standing.account()).orElse(null))
                    .put("strays", standing.strays())
                    .put("lastLookAt", JsonText.timeOrNull(standing.lookedAt())));
        }
        return accounts;
    }

    private static @Nullable Instant oldest(List<Tally> tallies) {
        return tallies.stream()
                .map(Tally::oldest)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** What the vendor charged meanwhile, where it is configured what an hour costs. */
    private @Nullable BigDecimal cost(String account, double seconds) {
        return ground.rules()
                .costPerHour(account)
                .map(perHour -> perHour.multiply(BigDecimal.valueOf(seconds)).divide(HOUR, 2, RoundingMode.HALF_UP))
                .orElse(null);
    }

    private static JsonObject times(List<Double> seconds) {
        return new JsonObject()
                .put("p50", seconds.isEmpty() ? null : seconds.get(0))
                .put("p95", seconds.isEmpty() ? null : seconds.get(1))
                .put("p99", seconds.isEmpty() ? null : seconds.get(2));
    }
}
