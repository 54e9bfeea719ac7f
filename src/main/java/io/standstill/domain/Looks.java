package io.standstill.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weighs what looks at the vendor tell. */
final class Looks {

    private Looks() {}

    static Outcome look(Draft draft, Evidence.Look look) {
        var reading = look.reading();
        var rules = draft.policy.looks();
        if (rules == null) {
            return draft.ignored("a look at what cannot be looked at", look.trace());
        }
        if (!fresh(draft, look.vantage())) {
            return stale(draft, reading, look.trace());
        }
        if (elsewhere(draft, look)) {
            return lostSight(
                    draft,
                    "it was last seen at %s, and this is %s".formatted(draft.seenAs, look.seenAs()),
                    look.trace());
        }
        if (reading instanceof Reading.Alive alive) {
            return alive(draft, alive, look);
        }
        if (reading instanceof Reading.AtRest atRest) {
            return atRest(draft, rules, atRest, look);
        }
        if (reading instanceof Reading.Absent absent) {
            return absent(draft, rules, absent, look);
        }
        if (reading instanceof Reading.Remembered remembered) {
            return remembered(draft, remembered, look);
        }
        if (reading instanceof Reading.Unsure unsure) {
            return unsure(draft, unsure, look.trace());
        }
        throw new AssertionError("a reading nobody weighs: " + reading);
    }

    /** A look counts if nothing that matters has happened since its node last read the resource. */
    private static boolean fresh(Draft draft, Vantage vantage) {
        return vantage.generation() == draft.generation && vantage.seq() >= draft.freshFrom;
    }

    /**
     * What is seen in one account says nothing about another; only what lives there at the first look of an order is
     * what that order means.
     */
    private static boolean elsewhere(Draft draft, Evidence.Look look) {
        var sought = draft.inFlight() || draft.state == State.STOPPED;
        return sought
                && draft.seenAs != null
                && !draft.seenAs.equals(look.seenAs())
                && (draft.looked || draft.state == State.STOPPED || !(look.reading() instanceof Reading.Alive));
    }

    /** Told only if it would have moved something; else it is an old look without news. */
    private static Outcome stale(Draft draft, Reading reading, Trace trace) {
        var tempting = draft.inFlight()
                ? reading instanceof Reading.AtRest || reading instanceof Reading.Absent
                : draft.state == State.STOPPED && reading instanceof Reading.Alive;
        return tempting
                ? draft.ignored("the look began before what happened last", trace)
                : Outcome.nothing(draft.before);
    }

    // ---- alive

    private static Outcome alive(Draft draft, Reading.Alive alive, Evidence.Look look) {
        var trace = look.trace();
        var ours = draft.incarnation;
        var another = draft.looked && ours != null && alive.incarnation() != null && !ours.equals(alive.incarnation());
        var known = seen(draft, alive.status(), look.seenAs());
        if (alive.incarnation() != null) {
            known &= alive.incarnation().equals(ours);
            draft.incarnation = alive.incarnation();
        }
        if (draft.state == State.STOPPED) {
            return reappeared(draft, "it reads " + alive.status() + " after it had stopped", trace);
        }
        if (!draft.inFlight()) {
            return known ? draft.quietly() : draft.told(Heard.SEEN, null, trace);
        }
        if (another) {
            return reappeared(
                    draft,
                    "incarnation %s ended, and %s lives (%s)".formatted(ours, alive.incarnation(), alive.status()),
                    trace);
        }
        known &= draft.looked && draft.streak == 0;
        if (!draft.looked) {
            draft.looked = true;
            draft.errorBefore = alive.error();
        }
        draft.breakStreak();
        var onItsWayDown = onItsWayDown(draft, alive.descent());
        // Whoever asks anew is not put off by an end that is under way and does not come.
        draft.clear = draft.superseded || !onItsWayDown;
        // Whoever forces it, what it had to save is not saved.
        draft.forced |= alive.descent() == Descent.FORCED;
        if (onItsWayDown && draft.acknowledgedAt == null) {
            draft.acknowledgedAt = draft.now;
            draft.act();
            return draft.told(Heard.ACKNOWLEDGED, "the vendor shows it as " + alive.status(), trace);
        }
        return known ? draft.quietly() : draft.told(Heard.SEEN, null, trace);
    }

    /** On its way down in the way that was asked for: a graceful end does not answer a forced order. */
    private static boolean onItsWayDown(Draft draft, @Nullable Descent descent) {
        return descent != null && (descent != Descent.GRACEFUL || draft.mode == Mode.GRACEFUL);
    }

    /** Our stop took, or seemed to, and the thing lives. */
    static Outcome reappeared(Draft draft, String why, Trace trace) {
        draft.act();
        draft.endPursuit();
        draft.verdict = null;
        draft.clean = null;
        draft.residue = List.of();
        draft.watchAt = null;
        draft.problem = Problem.of(Problem.REAPPEARED, "It lives again", why);
        return draft.told(Heard.ALIVE, why, trace);
    }

    // ---- at rest

    private static Outcome atRest(Draft draft, Policy.ByLooks rules, Reading.AtRest atRest, Evidence.Look look) {
        var trace = look.trace();
        var known = seen(draft, atRest.status(), look.seenAs());
        if (!draft.inFlight()) {
            if (draft.state == State.STOPPED) {
                known &= draft.residue.equals(atRest.residue());
                draft.residue = atRest.residue();
                Watch.seenAtRest(draft);
            }
            return known ? draft.quietly() : draft.told(Heard.SEEN, null, trace);
        }
        if (draft.looked && atRest.incarnation() != null && atRest.incarnation().equals(draft.incarnation)) {
            draft.breakStreak();
            return draft.tellOnce(Heard.UNSURE, "it reads at rest, but as the incarnation that lived", trace);
        }
        if (!draft.looked) {
            draft.looked = true;
            draft.errorBefore = atRest.error();
        }
        draft.residue = atRest.residue();
        draft.clear = false;
        var row = rules.rest();
        return switch (step(draft, row, look.vantage(), false)) {
            case TOO_EARLY -> known ? draft.quietly() : draft.told(Heard.SEEN, null, trace);
            case ONE_MORE -> draft.told(Heard.SEEN, stepOf("at rest", draft, row), trace);
            case COMPLETE -> Proof.confirmed(draft, atRest.error(), rowOf("read at rest", row), trace);
        };
    }

    // ---- absent

    private static Outcome absent(Draft draft, Policy.ByLooks rules, Reading.Absent absent, Evidence.Look look) {
        var trace = look.trace();
        if (!draft.inFlight()) {
            if (draft.state == State.STOPPED && absent.control() == Reading.Control.FAILED) {
                Watch.seenNothing(draft);
            } else if (draft.state == State.STOPPED) {
                Watch.seenAtRest(draft);
            }
            return draft.quietly();
        }
        if (absent.control() == Reading.Control.FAILED) {
            return lostSight(draft, "it is not found, but the account could not be cross-checked", trace);
        }
        if (draft.seenAs == null) {
            return Sends.refused(draft, Problem.unknownAtVendor("the vendor knows nothing by this id"), trace);
        }
        var ours = rules.absenceIsRest() && draft.taken;
        if (!ours && absent.control() == Reading.Control.EMPTY) {
            return lostSight(draft, "it is not found, but everything else vanished with it", trace);
        }
        draft.observedAt = draft.now;
        draft.blind = false;
        draft.vendorStatus = null;
        draft.clear = false;
        var row = ours ? rules.rest() : rules.absences();
        return switch (step(draft, row, look.vantage(), true)) {
            case TOO_EARLY -> draft.quietly();
            case ONE_MORE -> draft.told(Heard.ABSENT, stepOf("not found", draft, row), trace);
            case COMPLETE ->
                ours
                        ? Proof.confirmed(draft, null, rowOf("not found after the acknowledged stop", row), trace)
                        : Proof.gone(draft, rowOf("not found, and no stop of ours explains it", row), trace);
        };
    }

    /** The state stays; told once for each reason until something is done. */
    private static Outcome lostSight(Draft draft, String why, Trace trace) {
        if (draft.state == State.STOPPED) {
            Watch.seenNothing(draft);
            return draft.quietly();
        }
        draft.blind = true;
        draft.breakStreak();
        return draft.tellOnce(Heard.ABSENT, why, trace);
    }

    // ---- from memory

    /** Nobody knows when that was true: it starts what a living look would start, and ends nothing. */
    private static Outcome remembered(Draft draft, Reading.Remembered remembered, Evidence.Look look) {
        if (draft.state == State.STOPPED) {
            Watch.seenMemory(draft);
        }
        return draft.inFlight() && remembered.was() instanceof Reading.Alive alive
                ? alive(draft, alive, look)
                : draft.quietly();
    }

    // ---- nothing to be said

    private static Outcome unsure(Draft draft, Reading.Unsure unsure, Trace trace) {
        if (draft.state == State.STOPPED) {
            Watch.seenNothing(draft);
            return draft.quietly();
        }
        if (!draft.inFlight()) {
            return Outcome.nothing(draft.before);
        }
        draft.blind = true;
        // In a row means that nothing stood between.
        draft.breakStreak();
        if (unsure.status() != null) {
            // A word nobody knows is a reading, and not one of rest: the vendor knows it, so a stop can be sent.
            draft.vendorStatus = unsure.status();
            draft.clear = true;
        }
        // Whoever asks anew wants it sent, whatever can be read.
        draft.clear |= draft.superseded;
        return draft.tellOnce(Heard.UNSURE, unsure.why(), trace);
    }

    // ---- what they share

    /** Writes down what every sure reading tells; true if that was known already. */
    private static boolean seen(Draft draft, String status, String seenAs) {
        var known = status.equals(draft.vendorStatus);
        draft.blind = false;
        draft.vendorStatus = status;
        draft.seenAs = seenAs;
        if (!known || draft.observedAt == null) {
            draft.observedAt = draft.now;
        }
        return known;
    }

    private enum Step {
        TOO_EARLY,
        ONE_MORE,
        COMPLETE
    }

    /** One more step of a row, unless it comes before the row's own pace allows, or began before the last step. */
    private static Step step(Draft draft, Policy.Row row, Vantage vantage, boolean ofAbsence) {
        if (draft.streakOfAbsence != ofAbsence) {
            draft.breakStreak();
        }
        var next = draft.streak + 1;
        var since = draft.streakSince == null ? draft.now : draft.streakSince;
        if (vantage.seq() < draft.stepFrom || draft.now.isBefore(since.plus(row.spacing(next)))) {
            return Step.TOO_EARLY;
        }
        draft.streak = next;
        draft.stepFrom = draft.nextSeq();
        // Each step is as far from the one before as the row asks, however long nobody could look between them.
        draft.streakSince = draft.now.minus(row.spacing(next));
        draft.streakOfAbsence = ofAbsence;
        draft.observedAt = draft.now;
        return next >= row.times() ? Step.COMPLETE : Step.ONE_MORE;
    }

    private static String stepOf(String what, Draft draft, Policy.Row row) {
        return "%s, %d of %d".formatted(what, draft.streak, row.times());
    }

    private static String rowOf(String what, Policy.Row row) {
        return row.times() == 1
                ? what + " by a fresh look"
                : "%s by %d fresh looks over %d s"
                        .formatted(what, row.times(), row.over().toSeconds());
    }
}
