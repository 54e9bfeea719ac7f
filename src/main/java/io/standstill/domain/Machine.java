package io.standstill.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state machine: one pure function from what is known and what is learned to what is known then. */
public final class Machine {

    private Machine() {}

    /**
     * Weighs one piece of evidence.
     *
     * @param before what is known of it; null: nothing yet
     * @param now the database's time
     */
    public static Outcome hear(
            ResourceId id, String vendor, @Nullable Resource before, Evidence evidence, Policy policy, Instant now) {
        var draft = new Draft(id, vendor, before, policy, now);
        if (evidence instanceof Evidence.Order order) {
            return Orders.order(draft, order);
        }
        if (evidence instanceof Evidence.Introduction introduction) {
            return Orders.introduction(draft, introduction);
        }
        if (evidence instanceof Evidence.CommandOrdered ordered) {
            return Commanding.ordered(draft, ordered);
        }
        // All that follows is about something known.
        if (before == null) {
            return Outcome.nothing(null);
        }
        if (evidence instanceof Evidence.Release release) {
            return Orders.release(draft, release);
        }
        if (evidence instanceof Evidence.Sending sending) {
            return Sends.sending(draft, sending);
        }
        if (evidence instanceof Evidence.Objection objection) {
            return Sends.objection(draft, objection);
        }
        if (evidence instanceof Evidence.Answer answer) {
            return Sends.answer(draft, answer);
        }
        if (evidence instanceof Evidence.Look look) {
            return Looks.look(draft, look);
        }
        if (evidence instanceof Evidence.CalledBack calledBack) {
            return Callbacks.calledBack(draft, calledBack);
        }
        if (evidence instanceof Evidence.CommandTaking taking) {
            return Commanding.taking(draft, taking);
        }
        if (evidence instanceof Evidence.Commanded commanded) {
            return Commanding.ended(draft, commanded);
        }
        if (evidence instanceof Evidence.Inattention) {
            return Clocks.unattended(draft);
        }
        if (evidence instanceof Evidence.TimePassed) {
            return Clocks.timePassed(draft);
        }
        throw new AssertionError("evidence nobody weighs: " + evidence);
    }

    /**
     * Whether a look would change anything, by what is known here: a hundred looks without news need not go through the
     * journal. Nothing is decided by it; whatever may be news is weighed there.
     */
    public static boolean isNews(Resource known, Evidence.Look look, Policy policy, Instant now) {
        return hear(known.id(), known.vendor(), known, look, policy, now).changed();
    }
}
