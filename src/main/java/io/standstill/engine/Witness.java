package io.standstill.engine;

import io.standstill.journal.Accounts;
import io.standstill.journal.JsonText;
import io.standstill.journal.Sighting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a holder has to say of its account: when it was last seen as a whole, how the vendor behaves, and that it went out
 * of sight or is seen again.
 */
final class Witness {

    private final Station station;
    private @Nullable Long reportingSeenNanos;
    private @Nullable Long reportedSeenNanos;
    private long reportedNanos;
    private @Nullable String reportedHealth;

    /** Whether the account was told to be out of sight; null: nobody here knows yet. */
    private @Nullable Boolean lost;

    Witness(Station station) {
        this.station = station;
        this.reportedNanos = station.ticker().nanos();
    }

    /** What is worth writing down now: a newer look, or another state of health; at most once a cadence. */
    Optional<Accounts.Report> report() {
        var now = station.ticker().nanos();
        var health = health();
        var seen = seenNanos();
        var newer = seen != null && (reportedSeenNanos == null || seen - reportedSeenNanos > 0);
        var news = newer || !health.equals(reportedHealth);
        var cadence = station.policy().pace().lookEvery().toNanos();
        var early = reportedHealth != null && now - reportedNanos < cadence;
        if (!news || early) {
            return Optional.empty();
        }
        reportingSeenNanos = seen;
        return Optional.of(
                new Accounts.Report(station.name(), seen == null ? null : Duration.ofNanos(now - seen), health));
    }

    void reported(Accounts.Report report) {
        reportedSeenNanos = reportingSeenNanos;
        reportedHealth = report.health();
        reportedNanos = station.ticker().nanos();
    }

    private @Nullable Long seenNanos() {
        return station.policy().readable() ? station.flights().seenNanos() : null;
    }

    /** That the account went out of sight, or is seen again; empty: nothing turned. */
    Optional<Sighting> turned() {
        if (!station.policy().readable()) {
            return Optional.empty();
        }
        var outOfSight = station.flights().outOfSight();
        if (outOfSight && !Boolean.TRUE.equals(lost)) {
            return Optional.of(new Sighting(
                    station.name(),
                    true,
                    "nothing in flight could be seen for %d s"
                            .formatted(station.policy().staleAfter().toSeconds())));
        }
        if (!outOfSight && station.flights().sightedNanos() != null && !Boolean.FALSE.equals(lost)) {
            return Optional.of(new Sighting(station.name(), false, "what is in flight can be seen again"));
        }
        return Optional.empty();
    }

    void told(Sighting sighting) {
        lost = sighting.lost();
    }

    /**
     * By how many seconds the vendor's clock is ahead of the database's; null: nobody knows. It tells whole seconds, so
     * that one more or less says nothing.
     */
    private @Nullable Long skew() {
        return station.account()
                .clock()
                .map(told -> {
                    var then =
                            station.tenure().now().minusNanos(station.ticker().nanos() - told.nanos());
                    var seconds = Duration.between(then, told.time()).toSeconds();
                    return Math.abs(seconds) < 2 ? Long.valueOf(0) : Long.valueOf(seconds);
                })
                .orElse(null);
    }

    private String health() {
        var allowance = station.allowance();
        var fault = allowance.lastFault();
        return JsonText.of(out -> {
            out.writeStartObject();
            out.writeStringField("breaker", allowance.inTrouble() ? "open" : "closed");
            var skew = skew();
            if (skew != null) {
                out.writeNumberField("clockSkewSeconds", skew);
            }
            if (fault != null) {
                out.writeStringField("lastFault", fault);
                out.writeStringField(
                        "lastFaultAt",
                        JsonText.time(station.tenure()
                                .now()
                                .minus(allowance.sinceLastFault())
                                .truncatedTo(ChronoUnit.SECONDS)));
            }
            out.writeEndObject();
        });
    }
}
