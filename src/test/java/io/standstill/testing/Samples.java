package io.standstill.testing;

import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plain things for tests to begin with. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final ResourceId ORDERS = new ResourceId("feldera-eu", "orders");
    public static final String SEEN_AS = "https://feldera.example";
    public static final Trace LOOK = new Trace(Trace.Source.LOOK, 200, "sha256:00", "{}");
    public static final Trace ANSWER = new Trace(Trace.Source.ANSWER, 202, "sha256:01", "\"taken\"");
    public static final Trace CALLBACK = new Trace(Trace.Source.CALLBACK, null, "sha256:02", "{}");
    public static final Duration AGAIN = Duration.ofSeconds(3);

    /** Can be read; one look proves it; knows force. */
    public static final Policy READABLE = policy(true, Policy.Row.ONCE, false, null);

    /** Can be read; three looks over thirty seconds; absence after an acknowledged stop is rest. */
    public static final Policy ABSENT_IS_REST = policy(true, new Policy.Row(3, Duration.ofSeconds(30)), true, null);

    /** Cannot be read at all. */
    public static final Policy UNREADABLE = policy(false, Policy.Row.ONCE, false, Duration.ofSeconds(15));

    private Samples() {}

    public static Policy policy(boolean readable, Policy.Row rest, boolean absenceIsRest, @Nullable Duration silence) {
        return new Policy(
                readable,
                readable ? Set.of(Mode.GRACEFUL, Mode.FORCE) : Set.of(Mode.GRACEFUL),
                rest,
                new Policy.Row(3, Duration.ofSeconds(6)),
                absenceIsRest,
                silence,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                null,
                Duration.ofSeconds(2),
                new Policy.Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
                new Policy.Backoff(Duration.ofSeconds(30), Duration.ofMinutes(5)),
                Duration.ofSeconds(10),
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)));
    }

    public static Evidence.Order order() {
        return new Evidence.Order(Mode.GRACEFUL, "end of show", "ops", null, null);
    }

    public static Evidence.Order force() {
        return new Evidence.Order(Mode.FORCE, "it hangs", "ops", null, null);
    }

    public static Reading.Alive running() {
        return running("life-1");
    }

    public static Reading.Alive running(String incarnation) {
        return new Reading.Alive("Running", incarnation, null, null, SEEN_AS);
    }

    public static Reading.Alive stopping(Mode mode) {
        return new Reading.Alive("Stopping", null, mode, null, SEEN_AS);
    }

    public static Reading.AtRest atRest() {
        return new Reading.AtRest("Stopped", null, null, List.of(), SEEN_AS);
    }

    public static Reading.Absent absent() {
        return new Reading.Absent(SEEN_AS, true);
    }

    public static Problem refusal() {
        return Problem.of("insufficient-permissions", "May not", "the key may only read");
    }
}
