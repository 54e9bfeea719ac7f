package io.standstill.testing;

import io.standstill.domain.Descent;
import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Trace;
import io.standstill.journal.Rules;
import io.standstill.journal.postgres.Upkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plain things for tests to begin with. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final ResourceId ORDERS = new ResourceId("feldera-eu", "orders");
    public static final String SEEN_AS = "https://feldera.example";
    public static final Trace LOOK = new Trace(Trace.Source.LOOK, 200, "sha256:00", "{}");
    public static final Trace ANSWER = new Trace(Trace.Source.ANSWER, 202, "sha256:01", "\"taken\"");
    public static final Trace CALLBACK = new Trace(Trace.Source.CALLBACK, null, "sha256:02", "{}");
    public static final Upkeep.Keep KEEP =
            new Upkeep.Keep(Duration.ofDays(400), Duration.ofDays(90), Duration.ofDays(7));
    public static final Duration AGAIN = Duration.ofSeconds(3);

    /** Can be read; one look proves it; knows force. */
    public static final Policy READABLE = byLooks(Policy.Row.ONCE, false);

    /** Can be read; three looks over thirty seconds; absence after an acknowledged stop is rest. */
    public static final Policy ABSENT_IS_REST = byLooks(new Policy.Row(3, Duration.ofSeconds(30)), true);

    /** Cannot be read at all. */
    public static final Policy UNREADABLE = new Policy(
            Set.of(Mode.GRACEFUL),
            null,
            new Policy.ByWord(Duration.ofSeconds(15), Duration.ofSeconds(30)),
            Duration.ofMinutes(10),
            null,
            Policy.Pace.USUAL,
            Policy.Limits.USUAL);

    /** Every account is Feldera's, and can be read. */
    public static final Rules RULES = new Rules() {
        @Override
        public Optional<String> vendor(String account) {
            return Optional.of("feldera");
        }

        @Override
        public Policy policy(String account, String vendor) {
            return READABLE;
        }
    };

    private Samples() {}

    public static Policy byLooks(Policy.Row rest, boolean absenceIsRest) {
        return new Policy(
                Set.of(Mode.GRACEFUL, Mode.FORCE),
                null,
                new Policy.ByLooks(
                        rest,
                        new Policy.Row(3, Duration.ofSeconds(6)),
                        absenceIsRest,
                        List.of(Duration.ofMinutes(1), Duration.ofMinutes(5))),
                Duration.ofMinutes(10),
                null,
                Policy.Pace.USUAL,
                Policy.Limits.USUAL);
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
        return new Reading.Alive("Running", incarnation, null, null);
    }

    public static Reading.Alive stopping(Descent descent) {
        return new Reading.Alive("Stopping", null, descent, null);
    }

    public static Reading.AtRest atRest() {
        return new Reading.AtRest("Stopped", null, null, List.of());
    }

    public static Reading.Absent absent() {
        return new Reading.Absent(Reading.Control.OTHERS);
    }

    public static Problem refusal() {
        return Problem.of("insufficient-permissions", "May not", "the key may only read");
    }
}
