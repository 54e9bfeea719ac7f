package io.standstill.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anything learned about one resource. */
public sealed interface Evidence {

    /** Where it came from. */
    Trace trace();

    /**
     * Somebody asks that the resource stand still.
     *
     * @param deadline how long until it is overdue; null: the account's own
     * @param escalateAfter how long until it becomes a forced stop by itself; null: the account's own, if any
     */
    record Order(
            Mode mode,
            @Nullable String reason,
            String by,
            @Nullable Duration deadline,
            @Nullable Duration escalateAfter)
            implements Evidence {

        @Override
        public Trace trace() {
            return Trace.PERSON;
        }
    }

    /** A person accepts it as running. */
    record Release(@Nullable String reason, String by) implements Evidence {

        @Override
        public Trace trace() {
            return Trace.PERSON;
        }
    }

    /**
     * Somebody makes it known, labels it, or sets the dead man's handle.
     *
     * @param labels all of them anew; null: as they are
     * @param handle the handle as it shall be; null: as it is
     */
    record Introduction(
            String by,
            @Nullable Map<String, String> labels,
            @Nullable Handle handle) implements Evidence {

        @Override
        public Trace trace() {
            return Trace.PERSON;
        }
    }

    /** The dead man's handle: when a stop is ordered by itself; null: it is taken off. */
    record Handle(@Nullable Instant stopAt) {}

    /**
     * This node is about to send the stop, if nothing speaks against it.
     *
     * @param resendAfter how long until it may be sent again if no answer is ever recorded
     */
    record Sending(Vantage vantage, Duration resendAfter) implements Evidence {

        @Override
        public Trace trace() {
            return Trace.INTENT;
        }
    }

    /**
     * The vendor made known, before anything was sent, that it refuses such a stop.
     *
     * @param vantage what its node had read before it asked
     */
    record Objection(Vantage vantage, Mode mode, Problem problem, Trace trace) implements Evidence {}

    /**
     * What the vendor answered to a stop we sent.
     *
     * @param sent the generation and {@code seq} of that send
     * @param retryAfter how long to wait before another send, should one be needed, the vendor's own wish included
     */
    record Answer(Vantage sent, Reply reply, Duration retryAfter, Trace trace) implements Evidence {}

    /**
     * What a look told.
     *
     * @param vantage what its node had read before the look began
     * @param seenAs the vendor's account it was read in
     */
    record Look(Vantage vantage, Reading reading, String seenAs, Trace trace) implements Evidence {}

    /** What the vendor called back. */
    record CalledBack(Callback callback, Trace trace) implements Evidence {}

    /**
     * Somebody asks that the vendor be told something that is no stop.
     *
     * @param key names it, so that its end can be told from another's
     * @param what to do, as JSON text
     */
    record CommandOrdered(String key, String what, String by) implements Evidence {

        @Override
        public Trace trace() {
            return Trace.PERSON;
        }
    }

    /** This node is about to call for a command, if nobody has before. */
    record CommandTaking(String key) implements Evidence {

        @Override
        public Trace trace() {
            return Trace.INTENT;
        }
    }

    /** A command that is no stop came to its end. */
    record Commanded(String key, Command.End end, String said, Trace trace) implements Evidence {}

    /** For a while nobody here could have heard the vendor, so that its silence until now says nothing. */
    record Inattention() implements Evidence {

        /** Whoever is so late for anything was not listening. */
        public static final Duration AFTER = Duration.ofSeconds(5);

        @Override
        public Trace trace() {
            return Trace.CLOCK;
        }
    }

    /** Time has passed: whatever is due by now takes effect. */
    record TimePassed() implements Evidence {

        @Override
        public Trace trace() {
            return Trace.CLOCK;
        }
    }
}
