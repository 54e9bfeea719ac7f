package io.standstill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Child;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The promise, held over years of everything that can go wrong; {@code -Dsimulation.seeds} says over how many worlds. */
@Tag("computes")
class SimulatedYearsTest {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedYearsTest.class);

    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);
    private static final long FROM = Long.getLong("simulation.from", 0);

    @Test
    void in_every_world_the_promise_is_kept() {
        var began = System.nanoTime();
        var went = Quiet.during(() -> Years.by(FROM, SEEDS, Bug.NONE));
        LOG.info("from seed {}: {}", FROM, went.told(Duration.ofNanos(System.nanoTime() - began)));

        assertThat(went.fault()).as(() -> story(went)).isEmpty();
        assertThat(went.seeds()).isEqualTo(SEEDS);
    }

    /** What happened in the world that failed, and how to see it happen again. */
    private static String story(Years.Went went) {
        return went.fault()
                .map(fault -> "seed %d: %s%nagain by -Dsimulation.from=%d -Dsimulation.seeds=1%n%s"
                        .formatted(
                                fault.seed(),
                                fault.what(),
                                fault.seed(),
                                String.join(
                                        System.lineSeparator(),
                                        tell(fault.seed()).tale())))
                .orElse("");
    }

    @Test
    void a_seed_tells_the_same_story_again_in_another_process() {
        try (var other = Child.main(SimulatedYearsTest.class, List.of())) {
            for (var seed = 0; seed < 10; seed++) {
                assertThat(other.line()).isEqualTo(digest(seed));
            }
        }
    }

    /** Tells of the first worlds, as this process sees them. */
    public static void main(String[] none) {
        LongStream.range(0, 10).mapToObj(SimulatedYearsTest::digest).forEach(System.out::println);
    }

    private static World.Course tell(long seed) {
        return Quiet.during(() -> Years.tell(seed, Bug.NONE));
    }

    private static String digest(long seed) {
        var course = tell(seed);
        return "%d %d %d".formatted(seed, course.steps(), course.tale().hashCode());
    }

    @Test
    void two_seeds_tell_two_stories() {
        assertThat(tell(1).tale()).isNotEqualTo(tell(2).tale());
    }

    @Test
    void years_go_by_in_which_everything_happens() {
        var told = LongStream.range(0, 100)
                .boxed()
                .flatMap(seed -> tell(seed).tale().stream())
                .toList();

        for (var happens : List.of(
                "is killed",
                "thaws",
                "and its clock with it",
                "is asked to end",
                "takes the stop and does nothing",
                "writes about",
                "-> reappeared",
                "-> failed",
                "-> overdue",
                "escalated",
                "released",
                "commanded",
                "lost-sight",
                "by adoption",
                "dead man's handle was not moved on",
                "absent",
                "Remembered",
                "silent",
                "began before what happened last",
                "no stop of ours explains it")) {
            assertThat(told).as(happens).anyMatch(line -> line.contains(happens));
        }
    }
}
