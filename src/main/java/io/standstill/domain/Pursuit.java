package io.standstill.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the pursuit of one generation's proof has come: what the machine must remember between two pieces of
 * evidence, and what no person asks for by name.
 *
 * @param freshFrom looks begun before this {@code seq} count for nothing
 * @param sentSeq the {@code seq} of the newest send; 0: none
 * @param superseded what was asked for has changed since that send, so its answer decides nothing about the next
 * @param awaitedUntil until then its answer may still come, and nothing else is sent
 * @param sendAt when the next send may go, if it is {@code clear} to go
 * @param clear nothing known since the last act speaks against sending
 * @param looked a look of this generation has told what it is that we stop
 * @param blind the newest look told nothing
 * @param taken the vendor answered to a send of ours that it takes it
 * @param doubtful what the newest send brought about is not known
 * @param unsureSends sends of this generation whose effect nobody knows
 * @param forced the vendor was made to stop it by force
 * @param streak steps of a proof, in a row
 * @param stepFrom looks begun before this {@code seq} are no further step of the row
 * @param streakSince when the row began
 * @param streakOfAbsence whether the row is of absences rather than of rest
 * @param errorBefore the error it bore before our first send
 * @param seenAs the vendor's account in which it was last seen; null: never seen
 * @param ended the vendor called back that it ended
 * @param silent the window after the acknowledgement passed without a sign of life
 * @param quietUntil when that window closes
 * @param lateSegments signs of life after the stop, too weak alone
 * @param deadlineTold the deadline that stands now has been told
 * @param watchStep looks of the watch after the stop that are done
 * @param watchAt when the next of them is due
 * @param toldOnce what was told since the last act and need not be told again in the same words
 */
public record Pursuit(
        long freshFrom,
        long sentSeq,
        boolean superseded,
        @Nullable Instant awaitedUntil,
        @Nullable Instant sendAt,
        boolean clear,
        boolean looked,
        boolean blind,
        boolean taken,
        boolean doubtful,
        int unsureSends,
        boolean forced,
        int streak,
        long stepFrom,
        @Nullable Instant streakSince,
        boolean streakOfAbsence,
        @Nullable String errorBefore,
        @Nullable String seenAs,
        boolean ended,
        boolean silent,
        @Nullable Instant quietUntil,
        int lateSegments,
        boolean deadlineTold,
        int watchStep,
        @Nullable Instant watchAt,
        List<String> toldOnce) {

    /** Where every resource begins. */
    public static final Pursuit NONE = new Pursuit(
            0, 0, false, null, null, false, false, false, false, false, 0, false, 0, 0, null, false, null, null, false,
            false, null, 0, false, 0, null, List.of());

    public Pursuit {
        toldOnce = List.copyOf(toldOnce);
    }
}
