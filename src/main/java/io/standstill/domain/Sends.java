package io.standstill.domain;

/** Weighs what is sent to the vendor, and what the vendor answers. */
final class Sends {

    private Sends() {}

    /** Grants a send, or says why not: the one gate before the vendor is called. */
    static Outcome sending(Draft draft, Evidence.Sending sending) {
        if (!draft.inFlight() || sending.vantage().generation() != draft.generation) {
            return Outcome.denied(draft.before, "that order is over");
        }
        var barred = draft.policy.refuses(draft.mode == null ? Mode.GRACEFUL : draft.mode);
        if (barred.isPresent()) {
            // The configuration has changed since the order was taken.
            return refused(draft, barred.get(), sending.trace());
        }
        if (!draft.clear || draft.sendAt == null || draft.now.isBefore(draft.sendAt)) {
            return Outcome.denied(draft.before, "a look must come first, or it is too early");
        }
        if (draft.awaitedUntil != null && draft.now.isBefore(draft.awaitedUntil)) {
            return Outcome.denied(draft.before, "the answer to the send before may still come");
        }
        if (draft.awaitedUntil != null) {
            // Whoever sent it never told what came of it.
            draft.unsureSends++;
        }
        draft.attempts++;
        draft.act();
        draft.sentSeq = draft.nextSeq();
        draft.superseded = false;
        draft.doubtful = true;
        draft.awaitedUntil = draft.now.plus(draft.policy.pace().awaited());
        draft.sendAt = draft.now.plus(sending.resendAfter());
        draft.forced |= draft.mode == Mode.FORCE;
        // Where nothing can be read, no look will clear the next one.
        draft.clear = !draft.policy.readable();
        return draft.told(Heard.SENT, "attempt " + draft.attempts, sending.trace());
    }

    /** The vendor would refuse: it is not even asked. */
    static Outcome objection(Draft draft, Evidence.Objection objection) {
        var ofThisOrder = draft.inFlight()
                && objection.vantage().generation() == draft.generation
                && objection.vantage().seq() >= draft.freshFrom
                && objection.mode() == draft.mode;
        return ofThisOrder ? refused(draft, objection.problem(), objection.trace()) : Outcome.nothing(draft.before);
    }

    static Outcome answer(Draft draft, Evidence.Answer answer) {
        if (answer.sent().generation() != draft.generation) {
            return draft.ignored(
                    "an answer to generation %d, which is over"
                            .formatted(answer.sent().generation()),
                    answer.trace());
        }
        if (!draft.inFlight()) {
            return draft.ignored("the answer came after the end", answer.trace());
        }
        var newest = answer.sent().seq() == draft.sentSeq;
        if (newest) {
            draft.awaitedUntil = null;
        }
        // Whether this answer decides what is sent next: the answer to a graceful stop says nothing about the forced
        // one that was ordered meanwhile.
        var decides = newest && !draft.superseded;
        var reply = answer.reply();
        if (reply instanceof Reply.Taken taken) {
            return taken(draft, taken, newest, decides, answer.trace());
        }
        if (reply instanceof Reply.Refused refused) {
            return decides
                    ? refused(draft, refused.problem(), answer.trace())
                    : draft.told(Heard.IGNORED, "a refusal of a send that a later order replaced", answer.trace());
        }
        if (reply instanceof Reply.NotFound notFound) {
            return notFound(draft, notFound, answer, decides);
        }
        if (reply instanceof Reply.Unsure unsure) {
            return unsure(draft, unsure.why(), answer, decides);
        }
        throw new AssertionError("a reply nobody weighs: " + reply);
    }

    private static Outcome taken(Draft draft, Reply.Taken taken, boolean newest, boolean decides, Trace trace) {
        draft.act();
        draft.taken = true;
        draft.doubtful &= !newest;
        draft.forced |= taken.forced();
        if (draft.acknowledgedAt == null) {
            draft.acknowledgedAt = draft.now;
        }
        if (decides) {
            draft.clear = false;
            draft.sendAt = draft.now.plus(draft.policy.pace().resend().after(draft.attempts));
        }
        var word = draft.policy.word();
        if (word != null) {
            if (draft.ended) {
                return Proof.asserted(draft, "the vendor took our stop, and called back that it ended", trace);
            }
            if (draft.silent && decides) {
                return Proof.asserted(draft, "no sign of life, and the repeated stop was taken", trace);
            }
            draft.quietUntil = draft.now.plus(word.silence());
        }
        return draft.told(Heard.ACKNOWLEDGED, null, trace);
    }

    private static Outcome unsure(Draft draft, String why, Evidence.Answer answer, boolean decides) {
        draft.act();
        draft.unsureSends++;
        if (decides) {
            draft.clear = !draft.policy.readable();
            draft.sendAt = draft.now.plus(answer.retryAfter());
        }
        return draft.told(Heard.UNSURE, why, answer.trace());
    }

    /** Only a vendor that cannot be read answers so; elsewhere the adapter leaves it to a look. */
    private static Outcome notFound(Draft draft, Reply.NotFound notFound, Evidence.Answer answer, boolean decides) {
        if (draft.taken && draft.silent && decides) {
            return Proof.asserted(
                    draft, "no sign of life, and the repeated stop finds nothing to stop", answer.trace());
        }
        if (decides && !draft.taken && draft.unsureSends == 0) {
            return refused(draft, Problem.unknownAtVendor(notFound.detail()), answer.trace());
        }
        return unsure(draft, notFound.detail(), answer, decides);
    }

    static Outcome refused(Draft draft, Problem problem, Trace trace) {
        draft.act();
        draft.endPursuit();
        draft.problem = problem;
        return draft.told(Heard.REFUSED, problem.detail(), trace);
    }
}
