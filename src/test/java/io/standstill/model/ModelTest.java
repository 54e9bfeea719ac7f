package io.standstill.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Evidence;
import io.standstill.domain.Outcome;
import io.standstill.domain.Policy;
import io.standstill.domain.Pursuit;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.testing.Samples;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every order in which things can happen, up to bounds: none of them looks like a stop that is none. */
@Tag("computes")
class ModelTest {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTest.class);

    /** {@code mvn -Pmodel verify}: the slices, and then all of it at once. */
    private static final boolean LARGE = Boolean.getBoolean("model.large");

    private static final int MOST = Integer.getInteger("model.most", 1_000_000);

    private static final Set<String> reached = new HashSet<>();

    private record Vendor(String name, Policy policy, boolean absentAtRest) {}

    private static final Vendor READ = new Vendor("one look proves it", Samples.READABLE, false);
    private static final Vendor ABSENT = new Vendor("three absences prove it", Samples.ABSENT_IS_REST, true);
    private static final Vendor WORD = new Vendor("nothing can be read", Samples.UNREADABLE, false);

    private static final Bounds LOST = new Bounds(1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 3, 1, 0);
    private static final Bounds CALLED = new Bounds(1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0);

    private static Search.Found search(Core core, Vendor vendor, Bounds bounds) {
        return new Search(core, vendor.policy(), MOST).from(Moment.first(vendor.absentAtRest(), bounds));
    }

    @TestFactory
    Stream<DynamicTest> no_story_breaks_the_promise() {
        var bounds = new LinkedHashMap<>(Bounds.SLICES);
        if (LARGE) {
            bounds.put("all of it at once", Bounds.LARGE);
        }
        return bounds.entrySet().stream().flatMap(slice -> Stream.of(READ, ABSENT, WORD)
                .map(vendor -> DynamicTest.dynamicTest(slice.getKey() + ", where " + vendor.name(), () -> {
                    var found = search(Core.REAL, vendor, slice.getValue());

                    LOG.info("model, {}, where {}: {}", slice.getKey(), vendor.name(), found);
                    assertThat(found.broken()).isEmpty();
                    assertThat(found.whole()).isTrue();
                    reached.addAll(found.known());
                })));
    }

    /** Where nothing is ever reached, nothing is ever wrong. */
    @AfterAll
    static void every_state_and_every_verdict_was_reached() {
        assertThat(reached)
                .contains("nothing", "active", "requested", "stopping", "overdue", "failed", "reappeared")
                .contains("stopped confirmed", "stopped asserted", "stopped gone");
    }

    // ---- a model that could not find anything would prove nothing

    /** The real machine, told what it hears by somebody who is wrong. */
    private interface Spoiling {
        Evidence spoil(@Nullable Resource before, Evidence evidence);
    }

    private static Core spoilt(Spoiling by) {
        return (before, evidence, policy, now) -> Core.REAL.hear(before, by.spoil(before, evidence), policy, now);
    }

    private static String storyOf(Core core, Vendor vendor, Bounds bounds) {
        var found = search(core, vendor, bounds);
        LOG.info("model, spoilt: {}\n{}", found, found.broken().orElse("nothing found"));
        return found.broken().orElseThrow();
    }

    @Test
    void it_finds_that_a_look_is_believed_that_began_too_early() {
        var core = spoilt((before, evidence) -> evidence instanceof Evidence.Look look && before != null
                ? new Evidence.Look(before.vantage(), look.reading(), look.seenAs(), look.trace())
                : evidence);

        assertThat(storyOf(core, READ, LOST))
                .contains("began before the last act")
                .contains("BROKEN: it counts as stopped");
    }

    @Test
    void it_finds_that_a_lost_answer_is_taken_for_a_good_one() {
        var core = spoilt((before, evidence) -> evidence instanceof Evidence.Answer answer
                ? new Evidence.Answer(answer.sent(), new Reply.Taken(false), answer.retryAfter(), answer.trace())
                : evidence);

        assertThat(storyOf(core, WORD, CALLED))
                .contains("its answer is lost")
                .contains("never took a stop of this order");
    }

    @Test
    void it_finds_that_an_answer_to_an_order_before_counts_for_this_one() {
        var core = spoilt((before, evidence) -> evidence instanceof Evidence.Answer answer && before != null
                ? new Evidence.Answer(before.vantage(), answer.reply(), answer.retryAfter(), answer.trace())
                : evidence);
        var twice = new Bounds(2, 0, 1, 1, 0, 0, 0, 0, 1, 2, 0, 1, 1);

        assertThat(storyOf(core, WORD, twice)).contains("BROKEN");
    }

    @Test
    void it_finds_that_one_absence_is_taken_for_three() {
        var hasty = Samples.byLooks(Policy.Row.ONCE, true);
        Core core = (before, evidence, policy, now) -> Core.REAL.hear(before, evidence, hasty, now);

        assertThat(storyOf(core, ABSENT, LOST))
                .contains("by 1 looks that began after the last act and truly read so, of 3");
    }

    @Test
    void it_finds_that_a_look_that_told_nothing_is_taken_for_rest() {
        var core = spoilt(
                (before, evidence) -> evidence instanceof Evidence.Look look && look.reading() instanceof Reading.Alive
                        ? new Evidence.Look(
                                look.vantage(),
                                new Reading.AtRest("Stopped", null, null, List.of()),
                                look.seenAs(),
                                look.trace())
                        : evidence);

        assertThat(storyOf(core, READ, LOST)).contains("truly: RUNNING").contains("BROKEN: it counts as stopped");
    }

    @Test
    void it_finds_that_two_sends_are_granted_at_once() {
        Core core = (before, evidence, policy, now) -> {
            var unawaited = before != null && evidence instanceof Evidence.Sending ? forgetful(before) : before;
            return Core.REAL.hear(unawaited, evidence, policy, now);
        };

        assertThat(storyOf(core, WORD, CALLED)).contains("two sends of one order are under way at once");
    }

    /** As if nobody remembered that an answer is awaited, nor when to send again. */
    private static Resource forgetful(Resource before) {
        var known = before.pursuit();
        var forgetful = new Pursuit(
                known.freshFrom(),
                known.sentSeq(),
                known.superseded(),
                null,
                Samples.NOON,
                true,
                known.looked(),
                known.blind(),
                known.taken(),
                known.doubtful(),
                known.unsureSends(),
                known.forced(),
                known.streak(),
                known.stepFrom(),
                known.streakSince(),
                known.streakOfAbsence(),
                known.errorBefore(),
                known.seenAs(),
                known.ended(),
                known.silent(),
                known.quietUntil(),
                known.lateSegments(),
                known.deadlineTold(),
                known.watchStep(),
                known.watchAt(),
                known.toldOnce());
        return new Resource(
                before.id(),
                before.vendor(),
                before.state(),
                before.generation(),
                before.seq(),
                before.position(),
                before.since(),
                before.verdict(),
                before.clean(),
                before.residue(),
                before.vendorStatus(),
                before.incarnation(),
                before.observedAt(),
                before.stop(),
                before.problem(),
                before.labels(),
                before.stopAt(),
                before.commands(),
                forgetful);
    }

    @Test
    void it_finds_that_a_deadline_is_never_told() {
        Core core = (before, evidence, policy, now) -> evidence instanceof Evidence.TimePassed
                ? new Outcome(before, false, null, null)
                : Core.REAL.hear(before, evidence, policy, now);
        var never = new Bounds(1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 2, 0, 0);

        assertThat(storyOf(core, WORD, never)).contains("it neither ends nor is overdue");
    }
}
