package io.standstill.domain;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Weighs what people and scripts ask for. */
final class Orders {

    private Orders() {}

    static Outcome order(Draft draft, Evidence.Order order) {
        return order(draft, order, Trace.PERSON);
    }

    static Outcome order(Draft draft, Evidence.Order order, Trace trace) {
        if (draft.state == null) {
            return begin(draft, order, trace);
        }
        return switch (draft.state) {
            case ACTIVE, FAILED, REAPPEARED -> begin(draft, order, trace);
            case STOPPED -> provedJustNow(draft) ? Outcome.nothing(draft.before) : begin(draft, order, trace);
            case REQUESTED, STOPPING ->
                forces(draft, order) ? escalate(draft, told(order), trace) : Outcome.nothing(draft.before);
            case OVERDUE -> {
                extend(draft, order);
                yield forces(draft, order) ? escalate(draft, told(order), trace) : sendAgain(draft, order, trace);
            }
        };
    }

    /** The stop is forced from here on; looks begun before no longer count. */
    static Outcome escalate(Draft draft, String why, Trace trace) {
        draft.mode = Mode.FORCE;
        draft.escalateAt = null;
        draft.act();
        draft.superseded = true;
        // Before the first look nobody knows what it is that would be stopped; after it, a person need not wait for
        // another one.
        draft.clear = draft.looked || !draft.policy.readable();
        draft.sendAt = draft.now;
        return draft.told(Heard.ESCALATED, why, trace);
    }

    static Outcome release(Draft draft, Evidence.Release release) {
        if (draft.state == State.ACTIVE) {
            return Outcome.nothing(draft.before);
        }
        if (draft.state == State.REQUESTED || draft.state == State.STOPPING) {
            return Outcome.denied(draft.before, "a stop is running; it can be accepted as running once that has ended");
        }
        draft.mode = null;
        draft.verdict = null;
        draft.clean = null;
        draft.residue = List.of();
        draft.problem = null;
        draft.forgetPursuit();
        draft.seenAs = null;
        return draft.told(Heard.RELEASED, byWhom("accepted as running", release.by(), release.reason()), Trace.PERSON);
    }

    static Outcome introduction(Draft draft, Evidence.Introduction introduction) {
        var known = draft.state != null;
        var labels = introduction.labels();
        if (labels != null) {
            draft.labels = Map.copyOf(labels);
        }
        var handle = introduction.handle();
        if (handle != null) {
            draft.stopAt = handle.stopAt();
        }
        if (!known) {
            return draft.told(Heard.INTRODUCED, byWhom("made known", introduction.by(), null), Trace.PERSON);
        }
        var before = Objects.requireNonNull(draft.before);
        var same = before.labels().equals(draft.labels) && Objects.equals(before.stopAt(), draft.stopAt);
        return same
                ? Outcome.nothing(before)
                : draft.told(Heard.LABELLED, byWhom("set", introduction.by(), null), Trace.PERSON);
    }

    private static Outcome begin(Draft draft, Evidence.Order order, Trace trace) {
        var policy = draft.policy;
        var deadline = order.deadline() == null ? policy.deadline() : order.deadline();
        var escalateAfter = order.escalateAfter() == null ? policy.escalateAfter() : order.escalateAfter();
        draft.generation++;
        draft.verdict = null;
        draft.clean = null;
        draft.residue = List.of();
        draft.problem = null;
        draft.mode = order.mode();
        draft.reason = order.reason();
        draft.requestedBy = order.by();
        draft.orderedAt = draft.now;
        draft.acknowledgedAt = null;
        draft.deadlineAt = draft.now.plus(deadline);
        draft.escalateAt =
                order.mode() == Mode.GRACEFUL && escalateAfter != null ? draft.now.plus(escalateAfter) : null;
        draft.attempts = 0;
        draft.stoppedAt = null;
        // What is stopped now may be another life than the one that was stopped before.
        draft.incarnation = null;
        draft.forgetPursuit();
        draft.clear = !policy.readable();
        draft.sendAt = draft.now;
        return draft.told(Heard.ORDERED, order.reason(), trace);
    }

    private static Outcome sendAgain(Draft draft, Evidence.Order order, Trace trace) {
        draft.act();
        draft.superseded = true;
        draft.clear = !draft.policy.readable();
        draft.sendAt = draft.now;
        return draft.told(Heard.ORDERED_AGAIN, told(order), trace);
    }

    private static void extend(Draft draft, Evidence.Order order) {
        if (order.deadline() != null) {
            draft.deadlineAt = draft.now.plus(order.deadline());
            draft.deadlineTold = false;
        }
    }

    private static boolean provedJustNow(Draft draft) {
        return draft.stoppedAt != null
                && draft.stoppedAt.plus(draft.policy.threeCadences()).isAfter(draft.now);
    }

    private static boolean forces(Draft draft, Evidence.Order order) {
        return order.mode() == Mode.FORCE && draft.mode == Mode.GRACEFUL;
    }

    private static String told(Evidence.Order order) {
        return byWhom(order.mode() == Mode.FORCE ? "force ordered" : "ordered again", order.by(), order.reason());
    }

    private static String byWhom(String what, String by, @Nullable String reason) {
        return reason == null || reason.isBlank() ? what + " by " + by : what + " by " + by + ": " + reason;
    }
}
