package io.standstill.domain;

import java.time.Instant;

/** Weighs what vendors call back; none of it proves anything alone. */
final class Callbacks {

    static final String ENDED = "ended";
    static final String SEGMENT = "segment";

    private Callbacks() {}

    static Outcome calledBack(Draft draft, Evidence.CalledBack calledBack) {
        var callback = calledBack.callback();
        if (callback instanceof Callback.Ended) {
            return ended(draft, calledBack.trace());
        }
        if (callback instanceof Callback.Segment segment) {
            return segment(draft, segment, calledBack.trace());
        }
        if (callback instanceof Callback.Other other) {
            return other(draft, other, calledBack.trace());
        }
        throw new AssertionError("a call nobody weighs: " + callback);
    }

    private static Outcome ended(Draft draft, Trace trace) {
        var ofOurs = draft.attempts > 0 && (draft.inFlight() || draft.state == State.STOPPED);
        if (!ofOurs) {
            return tellOnce(draft, ENDED, Heard.ENDED_BY_ITSELF, "no stop of ours explains it", trace);
        }
        if (draft.ended) {
            return Outcome.nothing(draft.before);
        }
        draft.ended = true;
        draft.lateSegments = 0;
        draft.vendorStatus = ENDED;
        // The callback alone is anybody's word; with the vendor's own answer it is two.
        if (draft.inFlight() && draft.taken && draft.policy.word() != null) {
            return Proof.asserted(draft, "the vendor took our stop, and called back that it ended", trace);
        }
        return draft.told(Heard.CALLED_BACK, "the vendor calls it ended", trace);
    }

    private static Outcome segment(Draft draft, Callback.Segment segment, Trace trace) {
        if (draft.state == State.STOPPED) {
            return segmentAfterStop(draft, segment, trace);
        }
        if (draft.inFlight() && draft.ended && isNews(draft, trace) && ++draft.lateSegments > 1) {
            // One may have been on its way; two say that whoever called it ended was wrong.
            draft.ended = false;
        }
        return stirs(draft)
                ? draft.told(Heard.CALLED_BACK, "a segment after the silence", trace)
                : tellOnce(draft, SEGMENT, Heard.CALLED_BACK, "the stream is being worked on", trace);
    }

    /** Whatever is called back ends the silence; true if that had been told already. */
    private static boolean stirs(Draft draft) {
        var word = draft.policy.word();
        if (!draft.inFlight() || !draft.taken || word == null) {
            return false;
        }
        draft.quietUntil = draft.now.plus(word.silence());
        // What is still at work when the next stop may be sent is sent one: the last had no effect.
        draft.clear = true;
        if (!draft.silent) {
            return false;
        }
        draft.silent = false;
        draft.sendAt = draft.now.plus(draft.policy.pace().resend().after(draft.attempts));
        draft.ended = false;
        draft.vendorStatus = SEGMENT;
        return true;
    }

    /** The same letter twice is one letter. */
    private static boolean isNews(Draft draft, Trace trace) {
        var digest = trace.digest();
        if (digest == null) {
            return true;
        }
        var known = draft.toldOnce.contains(digest);
        if (!known) {
            draft.toldOnce.add(digest);
        }
        return !known;
    }

    private static Outcome segmentAfterStop(Draft draft, Callback.Segment segment, Trace trace) {
        var acknowledged = draft.acknowledgedAt;
        var word = draft.policy.word();
        if (acknowledged == null || word == null) {
            return Outcome.nothing(draft.before);
        }
        if (endedAfter(segment, acknowledged.plus(word.skew()))) {
            return Looks.reappeared(draft, "a segment of the stream ends after the stop was taken", trace);
        }
        if (draft.now.isBefore(acknowledged.plus(word.silence()))) {
            return Outcome.nothing(draft.before);
        }
        if (!isNews(draft, trace)) {
            return Outcome.nothing(draft.before);
        }
        draft.lateSegments++;
        return draft.lateSegments > 1
                ? Looks.reappeared(draft, "segments of the stream go on arriving after the stop", trace)
                : draft.told(Heard.MURMUR, "one late segment", trace);
    }

    private static boolean endedAfter(Callback.Segment segment, Instant moment) {
        return segment.endedAt() != null && segment.endedAt().isAfter(moment);
    }

    private static Outcome other(Draft draft, Callback.Other other, Trace trace) {
        // Nobody knows what it says, but somebody there is still at work.
        if (stirs(draft)) {
            return draft.told(
                    Heard.CALLED_BACK, "the vendor calls back " + other.status() + " after the silence", trace);
        }
        return tellOnce(draft, other.status(), Heard.CALLED_BACK, "the vendor calls back " + other.status(), trace);
    }

    /** The hundredth callback of the same kind is no news. */
    private static Outcome tellOnce(Draft draft, String status, Heard heard, String why, Trace trace) {
        draft.vendorStatus = status;
        return draft.tellOnce(heard, why, trace);
    }
}
