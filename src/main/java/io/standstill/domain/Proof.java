package io.standstill.domain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one room that ever says {@link Heard#PROVED}. */
final class Proof {

    private Proof() {}

    /** Looks have read it at rest, or not found it after our acknowledged stop where that is what rest looks like. */
    static Outcome confirmed(Draft draft, @Nullable String errorNow, String why, Trace trace) {
        draft.clean = cleanness(draft, errorNow);
        return proved(draft, Verdict.CONFIRMED, why, trace);
    }

    /** The vendor said so, and cannot be read. */
    static Outcome asserted(Draft draft, String why, Trace trace) {
        draft.clean = true;
        return proved(draft, Verdict.ASSERTED, why, trace);
    }

    /** It is absent, and no stop of ours explains it. */
    static Outcome gone(Draft draft, String why, Trace trace) {
        // Whoever took it away may have saved it or not.
        draft.clean = null;
        return proved(draft, Verdict.GONE, why, trace);
    }

    private static @Nullable Boolean cleanness(Draft draft, @Nullable String errorNow) {
        if (errorNow != null && !Objects.equals(errorNow, draft.errorBefore)) {
            return false;
        }
        // A forced stop saves nothing, and nobody can tell what there was to save; nor whether an unanswered one was
        // made a forced one by the vendor.
        if (draft.forced || draft.doubtful) {
            return null;
        }
        // What rested before it was ever seen alive may have got its error in doing so.
        return (errorNow != null && draft.attempts == 0) ? null : Boolean.TRUE;
    }

    private static Outcome proved(Draft draft, Verdict verdict, String why, Trace trace) {
        draft.act();
        draft.endPursuit();
        draft.verdict = verdict;
        draft.stoppedAt = draft.now;
        draft.lateSegments = 0;
        draft.watchStep = 0;
        Watch.schedule(draft);
        return draft.told(Heard.PROVED, why, trace);
    }
}
