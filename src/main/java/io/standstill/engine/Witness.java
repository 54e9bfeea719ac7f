package io.standstill.engine;

import io.standstill.journal.Accounts;
import io.standstill.journal.JsonText;
import io.standstill.journal.Sighting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a holder has to say of its account: when it was last seen as a whole, how the vendor behaves, and that it went out
 * of sight or is seen again.
 */
final class Witness {

    private final Station station;
    private Seen reporting = Seen.NOTHING;
    private Seen reported = Seen.NOTHING;
    private long reportedNanos;
    private @Nullable String reportedHealth;

    /** Whether the account was told to be out of sight; null: nobody here knows yet. */
    private @Nullable Boolean lost;

    private @Nullable Long sightedWhenLostNanos;

    Witness(Station station) {
        this.station = station;
        this.reportedNanos = station.ticker().nanos();
    }

    /** What is worth writing down now: a newer look, or another state of health; at most once a cadence. */
    Optional<Accounts.Report> report() {
        var now = station.ticker().nanos();
        var cadence = station.policy().pace().lookEvery().toNanos();
        // First of all, for in most rounds it is too early, and all else asks everything in flight.
        if (reportedHealth != null && now - reportedNanos < cadence) {
            return Optional.empty();
        }
        var health = health();
        var seen = seen();
        if (!seen.newerThan(reported) && health.equals(reportedHealth)) {
            return Optional.empty();
        }
        reporting = seen;
        return Optional.of(
                new Accounts.Report(station.name(), ago(seen.nanos(), now), ago(seen.overdueNanos(), now), health));
    }

    void reported(Accounts.Report report) {
        reported = reporting;
        reportedHealth = report.health();
        reportedNanos = station.ticker().nanos();
    }

    private static @Nullable Duration ago(@Nullable Long thenNanos, long nowNanos) {
        return thenNanos == null ? null : Duration.ofNanos(nowNanos - thenNanos);
    }

    private Seen seen() {
        var flights = station.flights();
        return station.policy().readable() ? new Seen(flights.seenNanos(), flights.overdueSeenNanos()) : Seen.NOTHING;
    }

    /**
     * Up to when the account was seen.
     *
     * @param nanos everything in flight that is not overdue; null: nobody here knows
     * @param overdueNanos the overdue included; null: nobody here knows
     */
    private record Seen(@Nullable Long nanos, @Nullable Long overdueNanos) {

        static final Seen NOTHING = new Seen(null, null);

        boolean newerThan(Seen other) {
            return newer(nanos, other.nanos) || newer(overdueNanos, other.overdueNanos);
        }

        private static boolean newer(@Nullable Long one, @Nullable Long other) {
            return one != null && (other == null || one - other > 0);
        }
    }

    /** That the account went out of sight, or is seen again; empty: nothing turned. */
    Optional<Sighting> turned() {
        if (!station.policy().readable()) {
            return Optional.empty();
        }
        var flights = station.flights();
        var outOfSight = flights.outOfSight();
        if (outOfSight.isPresent() && !Boolean.TRUE.equals(lost)) {
            sightedWhenLostNanos = flights.sightedNanos();
            return Optional.of(new Sighting(
                    station.name(),
                    true,
                    "nothing in flight could be seen for %d s"
                            .formatted(outOfSight.get().toSeconds())));
        }
        // What becomes overdue may go unseen for longer: that alone does not make it seen again.
        var seenSince = Boolean.TRUE.equals(lost)
                ? flights.all().isEmpty() || !Objects.equals(flights.sightedNanos(), sightedWhenLostNanos)
                : lost == null;
        if (outOfSight.isEmpty() && flights.sightedNanos() != null && seenSince && flights.mostUrgentInSight()) {
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
