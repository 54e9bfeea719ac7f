package io.standstill.domain;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What counts as proof at one account, how often, and how long things may take: a vendor's rules as data, with the
 * account's own settings laid over them.
 *
 * @param readable the vendor can be asked how a resource stands
 * @param modes the ways of stopping it knows
 * @param rest looks that must read it at rest
 * @param absences single reads that must not find it
 * @param absenceIsRest a resource whose stop we had acknowledged and that is then absent is what this vendor's stopped
 *     looks like
 * @param silence how long without a sign of life after the answer before the stop is repeated, where nothing can be
 *     read; null: silence says nothing
 * @param skew by how much the vendor's clock may differ from ours
 * @param deadline how long a stop may take before it is overdue
 * @param escalateAfter when a graceful stop becomes a forced one by itself; null: never
 * @param lookEvery how often what is in flight is looked at
 * @param retry how long until a stop whose effect is unknown is sent again
 * @param resend how long until a stop that was taken, but seems to have had no effect, is sent again
 * @param awaited how long an answer may still come after a send
 * @param watch when a stopped resource is looked at again, counted from its proof
 */
public record Policy(
        boolean readable,
        Set<Mode> modes,
        Row rest,
        Row absences,
        boolean absenceIsRest,
        @Nullable Duration silence,
        Duration skew,
        Duration deadline,
        @Nullable Duration escalateAfter,
        Duration lookEvery,
        Backoff retry,
        Backoff resend,
        Duration awaited,
        List<Duration> watch) {

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

    public Policy {
        modes = Set.copyOf(modes);
        watch = List.copyOf(watch);
    }

    public boolean knows(Mode mode) {
        return modes.contains(mode);
    }

    /** How many cadences a proof or a look stays young. */
    public Duration threeCadences() {
        return lookEvery.multipliedBy(3);
    }
}
