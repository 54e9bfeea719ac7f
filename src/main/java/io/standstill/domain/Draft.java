package io.standstill.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource while one piece of evidence is weighed: written on freely, then told as an {@link Outcome}.
 *
 * <p>It never leaves the package, so that from outside the machine is a function of values.
 */
final class Draft {

    /** More than this is not told once between two acts. */
    private static final int MOST_TOLD_ONCE = 8;

    final @Nullable Resource before;
    final ResourceId id;
    final String vendor;
    final Policy policy;
    final Instant now;

    @Nullable
    State state;

    int generation;

    @Nullable
    Verdict verdict;

    @Nullable
    Boolean clean;

    List<String> residue = List.of();

    @Nullable
    String vendorStatus;

    @Nullable
    String incarnation;

    @Nullable
    Instant observedAt;

    @Nullable
    Problem problem;

    Map<String, String> labels = Map.of();

    @Nullable
    Instant stopAt;

    List<Command> commands = List.of();

    // The stop order; there is none while mode is null.
    @Nullable
    Mode mode;

    @Nullable
    String reason;

    String requestedBy = "";
    Instant orderedAt = Instant.EPOCH;

    @Nullable
    Instant acknowledgedAt;

    Instant deadlineAt = Instant.MAX;

    @Nullable
    Instant escalateAt;

    int attempts;

    @Nullable
    Instant stoppedAt;

    // The pursuit of its proof.
    long freshFrom;
    long sentSeq;
    boolean superseded;

    @Nullable
    Instant awaitedUntil;

    @Nullable
    Instant sendAt;

    boolean clear;
    boolean looked;
    boolean blind;
    boolean taken;
    boolean doubtful;
    int unsureSends;
    boolean forced;
    int streak;
    long stepFrom;

    @Nullable
    Instant streakSince;

    boolean streakOfAbsence;

    @Nullable
    String errorBefore;

    @Nullable
    String seenAs;

    boolean ended;
    boolean silent;

    @Nullable
    Instant quietUntil;

    int lateSegments;
    boolean deadlineTold;
    int watchStep;

    @Nullable
    Instant watchAt;

    List<String> toldOnce = new ArrayList<>();

    Draft(ResourceId id, String vendor, @Nullable Resource before, Policy policy, Instant now) {
        this.id = id;
        this.vendor = vendor;
        this.before = before;
        this.policy = policy;
        this.now = now;
        if (before != null) {
            read(before);
        }
    }

    private void read(Resource resource) {
        state = resource.state();
        generation = resource.generation();
        verdict = resource.verdict();
        clean = resource.clean();
        residue = resource.residue();
        vendorStatus = resource.vendorStatus();
        incarnation = resource.incarnation();
        observedAt = resource.observedAt();
        problem = resource.problem();
        labels = resource.labels();
        stopAt = resource.stopAt();
        commands = resource.commands();
        if (resource.stop() != null) {
            read(resource.stop());
        }
        read(resource.pursuit());
    }

    private void read(StopOrder stop) {
        mode = stop.mode();
        reason = stop.reason();
        requestedBy = stop.requestedBy();
        orderedAt = stop.orderedAt();
        acknowledgedAt = stop.acknowledgedAt();
        deadlineAt = stop.deadlineAt();
        escalateAt = stop.escalateAt();
        attempts = stop.attempts();
        stoppedAt = stop.stoppedAt();
    }

    private void read(Pursuit pursuit) {
        freshFrom = pursuit.freshFrom();
        sentSeq = pursuit.sentSeq();
        superseded = pursuit.superseded();
        awaitedUntil = pursuit.awaitedUntil();
        sendAt = pursuit.sendAt();
        clear = pursuit.clear();
        looked = pursuit.looked();
        blind = pursuit.blind();
        taken = pursuit.taken();
        doubtful = pursuit.doubtful();
        unsureSends = pursuit.unsureSends();
        forced = pursuit.forced();
        streak = pursuit.streak();
        stepFrom = pursuit.stepFrom();
        streakSince = pursuit.streakSince();
        streakOfAbsence = pursuit.streakOfAbsence();
        errorBefore = pursuit.errorBefore();
        seenAs = pursuit.seenAs();
        ended = pursuit.ended();
        silent = pursuit.silent();
        quietUntil = pursuit.quietUntil();
        lateSegments = pursuit.lateSegments();
        deadlineTold = pursuit.deadlineTold();
        watchStep = pursuit.watchStep();
        watchAt = pursuit.watchAt();
        toldOnce = new ArrayList<>(pursuit.toldOnce());
    }

    boolean inFlight() {
        return state != null && state.inFlight();
    }

    /** The {@code seq} that the entry about to be told will bear. */
    long nextSeq() {
        return before == null ? 1 : before.seq() + 1;
    }

    /** Looks begun before this no longer count, and a row of them begins anew. */
    void act() {
        freshFrom = nextSeq();
        breakStreak();
        toldOnce.clear();
    }

    void breakStreak() {
        streak = 0;
        stepFrom = 0;
        streakSince = null;
        streakOfAbsence = false;
    }

    /** Forgets what belonged to the order that is over; where it was last seen stays known. */
    void forgetPursuit() {
        var lastSeenAs = seenAs;
        read(Pursuit.NONE);
        seenAs = lastSeenAs;
        act();
    }

    /** Nothing more is sent, awaited or timed for the order that has ended. */
    void endPursuit() {
        sendAt = null;
        awaitedUntil = null;
        clear = false;
        quietUntil = null;
        breakStreak();
    }

    /** Tells it, or notes that the table has no place for it. */
    Outcome told(Heard heard, @Nullable String why, Trace trace) {
        var move = Moves.of(state, heard);
        if (move.isEmpty()) {
            return before == null
                    ? Outcome.nothing(null)
                    : ignored("%s says nothing while %s".formatted(name(heard), name(before.state())), trace);
        }
        var row = move.get();
        var news = new News(row.toldAs(), row.from(), row.to(), why, row.transition() ? trace : trace.withoutExcerpt());
        return new Outcome(frozen(row.to(), nextSeq(), row.transition()), true, news, null);
    }

    /** Tells it unless it was told since the last act, in the same words. */
    Outcome tellOnce(Heard heard, String why, Trace trace) {
        if (toldOnce.contains(why) || toldOnce.size() >= MOST_TOLD_ONCE) {
            return quietly();
        }
        toldOnce.add(why);
        return told(heard, why, trace);
    }

    /** Notes it without effect, whatever was written on the draft. */
    Outcome ignored(String why, Trace trace) {
        if (before == null) {
            return Outcome.nothing(null);
        }
        return new Draft(id, vendor, before, policy, now).told(Heard.IGNORED, why, trace);
    }

    /** Remembers what was written on the draft, and tells nobody. */
    Outcome quietly() {
        if (before == null || state == null) {
            return Outcome.nothing(before);
        }
        var after = frozen(state, before.seq(), false);
        return new Outcome(after, !after.equals(before), null, null);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Resource frozen(State to, long seq, boolean moved) {
        return new Resource(
                id,
                vendor,
                to,
                generation,
                seq,
                before == null ? 0 : before.position(),
                moved || before == null ? now : before.since(),
                verdict,
                clean,
                residue,
                vendorStatus,
                incarnation,
                observedAt,
                order(),
                problem,
                labels,
                stopAt,
                commands,
                pursuit());
    }

    private @Nullable StopOrder order() {
        return mode == null
                ? null
                : new StopOrder(
                        mode,
                        reason,
                        requestedBy,
                        orderedAt,
                        acknowledgedAt,
                        Objects.requireNonNull(deadlineAt),
                        escalateAt,
                        attempts,
                        stoppedAt);
    }

    private Pursuit pursuit() {
        return new Pursuit(
                freshFrom,
                sentSeq,
                superseded,
                awaitedUntil,
                sendAt,
                clear,
                looked,
                blind,
                taken,
                doubtful,
                unsureSends,
                forced,
                streak,
                stepFrom,
                streakSince,
                streakOfAbsence,
                errorBefore,
                seenAs,
                ended,
                silent,
                quietUntil,
                lateSegments,
                deadlineTold,
                watchStep,
                watchAt,
                toldOnce);
    }
}
