package io.standstill.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What counts as proof at one account, how often, and how long things may take: a vendor's rules as data, with the
 * account's own settings laid over them.
 *
 * @param modes the ways of stopping it knows
 * @param barred why nothing at all may be stopped here, as configured; null: it may
 * @param means how a stop is proved
 * @param deadline how long a stop may take before it is overdue
 * @param escalateAfter when a graceful stop becomes a forced one by itself; null: never
 * @param limits how much the vendor is asked for
 */
public record Policy(
        Set<Mode> modes,
        @Nullable Problem barred,
        Means means,
        Duration deadline,
        @Nullable Duration escalateAfter,
        Pace pace,
        Limits limits) {

    /** How a stop is proved. */
    public sealed interface Means {}

    /**
     * The vendor can be asked how a resource stands.
     *
     * @param rest looks that must read it at rest
     * @param absences single reads that must not find it
     * @param absenceIsRest a resource whose stop we had acknowledged and that is then absent is what this vendor's
     *     stopped looks like
     * @param watch when a stopped resource is looked at again, counted from its proof
     */
    public record ByLooks(Row rest, Row absences, boolean absenceIsRest, List<Duration> watch) implements Means {

        public ByLooks {
            watch = List.copyOf(watch);
        }
    }

    /**
     * The vendor cannot be asked: its word is all there is.
     *
     * @param silence how long without a sign of life after the answer before the stop is repeated
     * @param skew by how much the vendor's clock may differ from ours
     */
    public record ByWord(Duration silence, Duration skew) implements Means {}

    /**
     * How quickly what is repeated.
     *
     * @param lookEvery how often what is in flight is looked at
     * @param retry how long until a stop whose effect is unknown is sent again
     * @param resend how long until a stop that was taken, but seems to have had no effect, is sent again
     * @param awaited how long an answer may still come after a send
     * @param freshEvery how often a look that counts can be had, where that is less often
     */
    public record Pace(Duration lookEvery, Backoff retry, Backoff resend, Duration awaited, Duration freshEvery) {

        /** What suits most vendors. */
        public static final Pace USUAL = new Pace(
                Duration.ofSeconds(2),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
                new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(5)),
                Duration.ofSeconds(10),
                Duration.ZERO);

        public Pace lookingEvery(Duration other) {
            return new Pace(other, retry, resend, awaited, freshEvery);
        }

        /** The same, where a look counts only so often. */
        public Pace freshEvery(Duration seldom) {
            return new Pace(lookEvery, retry, resend, awaited, seldom);
        }
    }

    /**
     * How much a vendor is asked for by one account.
     *
     * @param callsAtOnce calls under way
     * @param callsPerSecond calls begun in a second
     * @param singleLooks while no more than these are to be looked at, each is read by itself; beyond, where the vendor
     *     can list, one look serves all
     */
    public record Limits(int callsAtOnce, int callsPerSecond, int singleLooks) {

        /** What suits most vendors. */
        public static final Limits USUAL = new Limits(16, 50, 8);
    }

    /** How many in a row, and over how long a time at least from the first to the last. */
    public record Row(int times, Duration over) {

        public static final Row ONCE = new Row(1, Duration.ZERO);

        public Row {
            if (times < 1 || over.isNegative()) {
                throw new IllegalArgumentException("a row has at least one step and takes no negative time");
            }
        }

        /** How long after the first step the given one (counted from 1) counts at the earliest. */
        Duration spacing(int step) {
            return times == 1 ? Duration.ZERO : over.multipliedBy(step - 1L).dividedBy(times - 1L);
        }
    }

    /** A wait that doubles from its first length up to its longest. */
    public record Backoff(Duration first, Duration longest) {

        public Duration after(int attempts) {
            var doublings = Math.min(Math.max(attempts - 1, 0), 20);
            var wait = first.multipliedBy(1L << doublings);
            return wait.compareTo(longest) < 0 ? wait : longest;
        }
    }

    /** When a stopped resource is looked at again, where nothing else is said. */
    public static final List<Duration> USUAL_WATCH =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2));

    /** What is overdue is looked at ever more slowly, but never more slowly than this. */
    private static final Duration SLOWEST = Duration.ofMinutes(1);

    public Policy {
        modes = Set.copyOf(modes);
    }

    /** The same, but nothing may be stopped. */
    public Policy barredBy(Problem why) {
        return new Policy(modes, why, means, deadline, escalateAfter, pace, limits);
    }

    /** The same, but the vendor is asked for so much. */
    public Policy limitedTo(Limits other) {
        return new Policy(modes, barred, means, deadline, escalateAfter, pace, other);
    }

    public boolean knows(Mode mode) {
        return modes.contains(mode);
    }

    /** Why the configuration alone refuses a stop in this way; empty: nothing speaks against it. */
    public Optional<Problem> refuses(Mode mode) {
        return knows(mode) ? Optional.ofNullable(barred) : Optional.of(Problem.modeNotSupported());
    }

    public boolean readable() {
        return means instanceof ByLooks;
    }

    /** How looks prove a stop; null: nothing can be looked at. */
    @Nullable
    ByLooks looks() {
        return means instanceof ByLooks looks ? looks : null;
    }

    /** How the vendor's word asserts a stop; null: there are looks. */
    @Nullable
    ByWord word() {
        return means instanceof ByWord word ? word : null;
    }

    /** How long a proof stays young. */
    public Duration threeCadences() {
        return pace.lookEvery().multipliedBy(3);
    }

    /** How often what is in flight is looked at, once the quick looks after something happened are over. */
    public Duration lookEvery(State state) {
        return state == State.OVERDUE ? longer(pace.lookEvery(), SLOWEST) : pace.lookEvery();
    }

    /** How long what is in flight may go unseen: three of its cadences. */
    public Duration staleAfter(State state) {
        return longer(lookEvery(state), pace.freshEvery()).multipliedBy(3);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
