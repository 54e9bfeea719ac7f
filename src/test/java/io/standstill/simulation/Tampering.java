package io.standstill.simulation;

import io.standstill.domain.Pursuit;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.StopOrder;
import io.standstill.journal.Entry;
import io.standstill.journal.Journal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What bugs do to what is known before it is judged, so that a check finds what it wants. */
final class Tampering {

    private Tampering() {}

    static Journal.Ground on(Journal.Ground ground, Map<ResourceId, Resource> resources) {
        return new Journal.Ground(
                ground.now(), ground.position(), resources, ground.waiting(), ground.outOfSight(), ground.kept());
    }

    static Optional<Resource> find(Map<ResourceId, Resource> resources, Entry entry) {
        return Optional.ofNullable(entry.id()).map(id -> resources.get(new ResourceId(entry.account(), id)));
    }

    static Resource ofGeneration(Resource one, int generation) {
        return with(one, one.state(), generation, one.stop(), one.pursuit());
    }

    /** As if nothing that matters had ever happened. */
    static Resource fresh(Resource one) {
        var pursuit = one.pursuit();
        return with(one, one.state(), one.generation(), one.stop(), with(pursuit, 0, pursuit.taken()));
    }

    /** As if the vendor had answered that it takes it. */
    static Resource taken(Resource one, Instant now) {
        var stop = Objects.requireNonNull(one.stop());
        var acknowledged = new StopOrder(
                stop.mode(),
                stop.reason(),
                stop.requestedBy(),
                stop.orderedAt(),
                now,
                stop.deadlineAt(),
                stop.escalateAt(),
                stop.attempts(),
                stop.stoppedAt());
        return with(
                one,
                one.state() == State.REQUESTED ? State.STOPPING : one.state(),
                one.generation(),
                acknowledged,
                with(one.pursuit(), one.pursuit().freshFrom(), true));
    }

    /** What was decided, of the generations that truly are. */
    static Journal.Writes restored(Journal.Writes writes, Journal.Ground ground) {
        var resources = writes.resources().stream()
                .map(one -> ground.resources().containsKey(one.id())
                                && one.generation()
                                        < ground.resources().get(one.id()).generation()
                        ? ofGeneration(one, ground.resources().get(one.id()).generation())
                        : one)
                .toList();
        return new Journal.Writes(
                resources, writes.entries(), writes.filed(), writes.joined(), writes.sightings(), writes.kept());
    }

    private static Resource with(Resource one, State state, int generation, StopOrder stop, Pursuit pursuit) {
        return new Resource(
                one.id(),
                one.vendor(),
                state,
                generation,
                one.seq(),
                one.position(),
                one.since(),
                one.verdict(),
                one.clean(),
                one.residue(),
                one.vendorStatus(),
                one.incarnation(),
                one.observedAt(),
                stop,
                one.problem(),
                one.labels(),
                one.stopAt(),
                one.commands(),
                pursuit);
    }

    private static Pursuit with(Pursuit one, long freshFrom, boolean taken) {
        return new Pursuit(
                freshFrom,
                one.sentSeq(),
                one.superseded(),
                one.awaitedUntil(),
                one.sendAt(),
                one.clear(),
                one.looked(),
                one.blind(),
                taken,
                one.doubtful(),
                one.unsureSends(),
                one.forced(),
                one.streak(),
                one.stepFrom(),
                one.streakSince(),
                one.streakOfAbsence(),
                one.errorBefore(),
                one.seenAs(),
                one.ended(),
                one.silent(),
                one.quietUntil(),
                one.lateSegments(),
                one.deadlineTold(),
                one.watchStep(),
                one.watchAt(),
                one.toldOnce());
    }
}
