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
        if (evidence instanceof Evidence.Commanded commanded) {
            return draft.told(Heard.COMMANDED, commanded.command() + ": " + commanded.outcome(), commanded.trace());
        }
        if (evidence instanceof Evidence.Inattention) {
            return Clocks.unattended(draft);
        }
        if (evidence instanceof Evidence.TimePassed) {
            return Clocks.timePassed(draft);
        }
        throw new AssertionError("evidence nobody weighs: " + evidence);
    }
}
