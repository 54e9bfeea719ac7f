package io.standstill.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Weighs that time has passed: one thing that is due takes effect, the most pressing first. */
final class Clocks {

    private Clocks() {}

    static Outcome timePassed(Draft draft) {
        if (due(draft, draft.stopAt)) {
            return handle(draft);
        }
        if (draft.inFlight() && !draft.deadlineTold && due(draft, draft.deadlineAt)) {
            draft.deadlineTold = true;
            return draft.told(Heard.DEADLINE, "no proof by the deadline", Trace.CLOCK);
        }
        if (draft.inFlight() && draft.mode == Mode.GRACEFUL && due(draft, draft.escalateAt)) {
            return Orders.escalate(draft, "the graceful stop took too long", Trace.CLOCK);
        }
        if (draft.quietUntil != null && due(draft, draft.quietUntil)) {
            var word = draft.policy.word();
            if (word != null && draft.now.isAfter(draft.quietUntil.plus(Evidence.Inattention.AFTER))) {
                return unattended(draft);
            }
            draft.quietUntil = null;
            draft.silent = true;
            // The answer to a send from before the silence does not answer for it.
            draft.superseded = true;
            draft.clear = true;
            draft.sendAt = draft.now;
            return draft.told(Heard.SILENT, "no sign of life since the stop was taken", Trace.CLOCK);
        }
        return Outcome.nothing(draft.before);
    }

    /** Nobody was here to hear of it: that was our silence, not the vendor's, and its window begins anew. */
    static Outcome unattended(Draft draft) {
        var word = draft.policy.word();
        if (!draft.inFlight() || word == null || !(draft.silent || draft.quietUntil != null)) {
            return Outcome.nothing(draft.before);
        }
        // What was to be sent because of that silence waits for the next one.
        draft.clear &= !draft.silent;
        draft.silent = false;
        draft.quietUntil = draft.now.plus(word.silence());
        return draft.quietly();
    }

    /** Nobody moved the dead man's handle on. */
    private static Outcome handle(Draft draft) {
        draft.stopAt = null;
        var order = new Evidence.Order(Mode.GRACEFUL, "the dead man's handle was not moved on", "handle", null, null);
        var refused = draft.policy.refuses(Mode.GRACEFUL);
        if (refused.isPresent()) {
            return draft.told(
                    Heard.LABELLED,
                    "the dead man's handle was not moved on, but no stop can be ordered: "
                            + refused.get().detail(),
                    Trace.CLOCK);
        }
        var outcome =
                draft.state == State.OVERDUE ? Outcome.nothing(draft.before) : Orders.order(draft, order, Trace.CLOCK);
        // Where a stop runs already, or has just been proved, the handle has nothing left to ask for.
        return outcome.news() == null ? draft.quietly() : outcome;
    }

    private static boolean due(Draft draft, @Nullable Instant at) {
        return at != null && !draft.now.isBefore(at);
    }
}
