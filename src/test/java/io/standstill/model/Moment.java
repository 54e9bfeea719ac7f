package io.standstill.model;

import io.standstill.domain.Resource;
import io.standstill.domain.StopOrder;
import io.standstill.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything at one moment.
 *
 * @param known what the journal knows; null: nothing yet
 * @param flights calls under way
 * @param held some node holds the account
 * @param left how often each thing may still happen
 * @param now seconds since the story began
 */
record Moment(
        @Nullable Resource known,
        World world,
        List<Flight> flights,
        boolean held,
        Bounds left,
        Ledger ledger,
        long now) {

    /** Attempts differ only in how long they wait, and soon no more in that. */
    private static final int MANY = 2;

    Moment {
        flights = List.copyOf(flights);
    }

    static Moment first(boolean absentAtRest, Bounds bounds) {
        var world = new World(World.Life.RUNNING, 1, absentAtRest);
        return new Moment(null, world, List.of(), true, bounds, Ledger.EMPTY, 0);
    }

    Instant time() {
        return Samples.NOON.plusSeconds(now);
    }

    Moment knowing(@Nullable Resource other) {
        return new Moment(other, world, flights, held, left, ledger, now);
    }

    Moment in(World other) {
        return new Moment(known, other, flights, held, left, ledger, now);
    }

    Moment flying(List<Flight> others) {
        return new Moment(known, world, others, held, left, ledger, now);
    }

    Moment without(Flight ended) {
        var others = new ArrayList<>(flights);
        others.remove(ended);
        return flying(others);
    }

    Moment with(Flight begun) {
        var others = new ArrayList<>(flights);
        others.add(begun);
        return flying(others);
    }

    Moment held(boolean now) {
        return new Moment(known, world, flights, now, left, ledger, this.now);
    }

    Moment leaving(Bounds rest) {
        return new Moment(known, world, flights, held, rest, ledger, now);
    }

    Moment noting(Ledger other) {
        return new Moment(known, world, flights, held, left, other, now);
    }

    Moment later(long seconds) {
        return new Moment(known, world, flights, held, left, ledger, now + seconds);
    }

    /** What tells it from others: times as seen from now, counters as seen from the newest, and who is who does not count. */
    List<Object> essence() {
        var essence = new ArrayList<Object>();
        essence.add(world);
        essence.add(held);
        essence.add(left);
        essence.add(ledger);
        var seq = known == null ? 0 : known.seq();
        flights.stream()
                .map(flight -> essence(flight, seq))
                .sorted(Comparator.comparing(Object::toString))
                .forEach(essence::add);
        if (known != null) {
            essence.add(essence(known, seq));
        }
        return essence;
    }

    private Object essence(Flight flight, long seq) {
        var of = List.of(
                generation() - flight.vantage().generation(),
                seq - flight.vantage().seq());
        if (flight instanceof Flight.Send send) {
            return List.of("send", of, send.mode(), send.waited(), send.late(), send.taken());
        }
        var look = (Flight.Look) flight;
        return List.of("look", of, look.outdated(), Objects.requireNonNullElse(look.read(), ""));
    }

    private int generation() {
        return known == null ? 0 : known.generation();
    }

    private List<Object> essence(Resource resource, long seq) {
        var pursuit = resource.pursuit();
        var essence = new ArrayList<Object>();
        essence.add(resource.state());
        essence.add(String.valueOf(resource.verdict()));
        essence.add(String.valueOf(resource.vendorStatus()));
        essence.add(String.valueOf(resource.incarnation()));
        essence.add(resource.observedAt() == null);
        essence.add(stop(resource.stop()));
        essence.add(resource.problem() == null ? "" : resource.problem().type());
        essence.add(List.of(
                seq - pursuit.freshFrom(),
                pursuit.sentSeq() == 0 ? -1 : seq - pursuit.sentSeq(),
                seq - pursuit.stepFrom(),
                from(pursuit.awaitedUntil()),
                from(pursuit.sendAt()),
                from(pursuit.streakSince()),
                from(pursuit.quietUntil()),
                from(pursuit.watchAt())));
        essence.add(List.of(
                pursuit.superseded(),
                pursuit.clear(),
                pursuit.looked(),
                pursuit.blind(),
                pursuit.taken(),
                pursuit.doubtful(),
                Math.min(pursuit.unsureSends(), MANY),
                pursuit.forced()));
        essence.add(List.of(
                pursuit.streak(),
                pursuit.streakOfAbsence(),
                String.valueOf(pursuit.seenAs()),
                pursuit.ended(),
                pursuit.silent(),
                Math.min(pursuit.lateSegments(), MANY),
                pursuit.deadlineTold(),
                pursuit.watchStep()));
        return essence;
    }

    private Object stop(@Nullable StopOrder stop) {
        return stop == null
                ? ""
                : List.of(
                        stop.mode(),
                        stop.acknowledgedAt() == null,
                        from(stop.deadlineAt()),
                        Math.min(stop.attempts(), MANY));
    }

    /** Whatever is long past is past. */
    private long from(@Nullable Instant at) {
        return at == null
                ? Long.MAX_VALUE
                : Math.max(-60, Duration.between(time(), at).toSeconds());
    }
}
