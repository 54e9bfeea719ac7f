package io.standstill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.journal.Accounts;
import io.standstill.journal.Entry;
import io.standstill.journal.Seen;
import io.standstill.journal.Wanted;
import io.standstill.testing.Desk;
import io.standstill.vendor.feldera.Feldera;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is overdue is looked at ever more slowly, and is in sight as long as those looks tell something. */
@ExtendWith(VertxExtension.class)
class OverdueSightTest {

    private static final String FELDERA = "feldera";
    private static final ResourceId ENDLESS = new ResourceId("eu", "endless");
    private static final ResourceId OTHER = new ResourceId("eu", "other");
    private static final ResourceId THIRD = new ResourceId("eu", "third");
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATE = Duration.ofHours(6);
    private static final Duration SLOW = Duration.ofMinutes(1);

    /** A few quick cadences: how late the newest look may be told. */
    private static final Duration LATENESS = Duration.ofSeconds(15);

    private Desk desk;
    private Engine node;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        desk = new Desk(vertx, folder);
        desk.account("eu", new Feldera(), Map.of("apiKey", "k"));
        node = desk.node("one");
    }

    @AfterEach
    void end() {
        desk.close();
    }

    private void neverEnds(ResourceId id, Duration deadline) {
        answersWith(id, 0);
        desk.hears(id, new Evidence.Order(Mode.GRACEFUL, null, "ops", deadline, null));
    }

    private void answersWith(ResourceId id, int garbage) {
        desk.thing(FELDERA, id.id(), new JsonObject().put("never", true).put("garbage", garbage));
    }

    /** In small steps, so that the node keeps its lease. */
    private void goesOn(Duration time, Runnable step) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(SOON)) {
            desk.pass(SOON);
            desk.settle(node);
            step.run();
        }
    }

    private void goesOn(Duration time) {
        goesOn(time, () -> {});
    }

    private Seen seen(ResourceId id) {
        return desk.resources.see(id).await().orElseThrow();
    }

    private Instant observedAt(ResourceId id) {
        var seen = seen(id);
        return Objects.requireNonNull(seen.sight().observedAt(seen.resource()));
    }

    private Instant now() {
        return desk.resources.sight("eu").await().now();
    }

    /** As it is told of the resource, and as lists choose it, which must be one. */
    private boolean stale(ResourceId id) {
        var policy = desk.policy(id);
        var seen = seen(id);
        var stale = seen.sight().stale(seen.resource(), policy);
        var patience = new Wanted.Patience(policy.staleAfter(State.STOPPING), policy.staleAfter(State.OVERDUE));
        var chosen = desk.resources
                .list(Wanted.ALL.being(new Wanted.Stale(true, Map.of(id.account(), patience))))
                .await()
                .found();
        assertThat(chosen.stream().anyMatch(one -> one.resource().id().equals(id)))
                .isEqualTo(stale);
        return stale;
    }

    /** Nothing at all can be read. */
    private void outage(boolean is) {
        desk.control("/feldera", new JsonObject().put("databaseOutage", is));
    }

    private int reads(ResourceId id) {
        return desk.truth(FELDERA, id.id()).getInteger("reads");
    }

    private List<String> toldOfTheAccount() {
        return desk.journal.entries(0, 10_000).await().stream()
                .filter(entry -> entry.id() == null)
                .map(Entry::kind)
                .toList();
    }

    @Test
    void what_never_ends_stays_seen_over_many_slow_cadences_without_a_word_in_the_journal() {
        neverEnds(ENDLESS, SOON);
        desk.settle(node);
        goesOn(Duration.ofMinutes(3));
        assertThat(desk.find(ENDLESS).state()).isEqualTo(State.OVERDUE);
        var before = desk.find(ENDLESS);
        var head = desk.journal.head().await();
        var reads = reads(ENDLESS);

        goesOn(Duration.ofMinutes(15), () -> {
            assertThat(stale(ENDLESS)).isFalse();
            assertThat(observedAt(ENDLESS)).isAfter(now().minus(SLOW).minus(LATENESS));
        });

        assertThat(reads(ENDLESS) - reads).as("looks in 15 minutes").isBetween(12, 16);
        assertThat(desk.find(ENDLESS)).isEqualTo(before);
        assertThat(desk.journal.head().await()).isEqualTo(head);
    }

    @Test
    void what_is_overdue_turns_stale_when_looks_at_it_tell_nothing_and_is_seen_again_after() {
        neverEnds(ENDLESS, SOON);
        neverEnds(OTHER, SOON);
        desk.settle(node);
        goesOn(Duration.ofMinutes(10));

        answersWith(ENDLESS, 10_000);
        goesOn(Duration.ofMinutes(4));
        assertThat(stale(ENDLESS)).isTrue();
        assertThat(stale(OTHER)).isFalse();
        goesOn(Duration.ofMinutes(4), () -> assertThat(stale(ENDLESS)).isTrue());

        answersWith(ENDLESS, 0);
        goesOn(SLOW.plus(LATENESS));
        assertThat(stale(ENDLESS)).isFalse();
    }

    @Test
    void what_is_overdue_turns_stale_three_slow_cadences_after_the_last_look_of_anybody() {
        neverEnds(ENDLESS, SOON);
        desk.settle(node);
        goesOn(Duration.ofMinutes(10));
        var last = observedAt(ENDLESS);

        while (now().isBefore(last.plus(SLOW.multipliedBy(3)).minusSeconds(1))) {
            assertThat(stale(ENDLESS)).isFalse();
            desk.pass(Duration.ofMillis(900));
        }
        desk.pass(Duration.ofSeconds(2));

        assertThat(stale(ENDLESS)).isTrue();
        assertThat(observedAt(ENDLESS)).isEqualTo(last);

        // Looks at what is not overdue do not help it.
        desk.books
                .report("one", List.of(new Accounts.Report("eu", Duration.ZERO, null, "{}")))
                .await();
        assertThat(stale(ENDLESS)).isTrue();
    }

    @Test
    void what_is_overdue_is_not_seen_with_the_quick_looks_at_what_is_not() {
        neverEnds(ENDLESS, SOON);
        neverEnds(OTHER, LATE);
        desk.settle(node);
        goesOn(Duration.ofMinutes(3));

        for (var step = 0; step < 90; step++) {
            var reads = reads(ENDLESS);
            var before = observedAt(ENDLESS);
            desk.pass(Duration.ofSeconds(2));
            desk.round(node);
            if (reads(ENDLESS) == reads && step > 5) {
                assertThat(observedAt(ENDLESS)).isBefore(now().minusSeconds(1)).isAfterOrEqualTo(before);
            }
            assertThat(observedAt(OTHER)).isAfter(now().minus(LATENESS));
            assertThat(stale(ENDLESS)).isFalse();
        }
        assertThat(Duration.between(observedAt(ENDLESS), observedAt(OTHER))).isBetween(Duration.ZERO, SLOW);
    }

    @Test
    void what_becomes_overdue_is_not_seen_any_earlier_for_that() {
        neverEnds(ENDLESS, Duration.ofMinutes(10));
        desk.settle(node);
        // The test's own time passes as well.
        goesOn(Duration.ofMinutes(9));
        assertThat(desk.find(ENDLESS).state()).isEqualTo(State.STOPPING);

        var before = observedAt(ENDLESS);
        var deadline = Objects.requireNonNull(desk.find(ENDLESS).stop()).deadlineAt();

        desk.pass(Duration.between(now(), deadline).plusSeconds(1));
        desk.hears(ENDLESS, new Evidence.TimePassed());

        // Before its holder has done anything.
        assertThat(desk.find(ENDLESS).state()).isEqualTo(State.OVERDUE);
        assertThat(observedAt(ENDLESS)).isBetween(before, before.plusMillis(100));
        assertThat(stale(ENDLESS)).isFalse();
    }

    @Test
    void who_takes_an_account_over_says_nothing_of_the_overdue_before_it_has_looked_at_them_all() {
        var slow = new Feldera().policy().limitedTo(new Policy.Limits(1, 1, 8));
        desk.account("eu", new Feldera(), slow, Map.of("apiKey", "k"));
        node = desk.node("one");
        var all = List.of(ENDLESS, OTHER, THIRD);
        all.forEach(id -> neverEnds(id, SOON));
        goesOn(Duration.ofMinutes(5));
        var last = all.stream().map(this::observedAt).toList();
        node.drain().await();
        desk.pass(Duration.ofSeconds(30));
        var reads = all.stream().map(this::reads).toList();
        var other = desk.node("two");

        var rounds = 0;
        while (Stream.of(0, 1, 2).anyMatch(one -> reads(all.get(one)) == reads.get(one))) {
            assertThat(all.stream().map(this::observedAt)).isEqualTo(last);
            assertThat(all).noneMatch(this::stale);
            desk.pass(Duration.ofSeconds(1));
            desk.round(other);
            rounds++;
        }
        assertThat(rounds).as("they are looked at one by one").isGreaterThan(2);
        for (var round = 0; round < 5; round++) {
            desk.pass(Duration.ofSeconds(1));
            desk.round(other);
        }

        assertThat(all).allMatch(id -> observedAt(id).isAfter(last.get(0).plusSeconds(30)));
    }

    @Test
    void what_its_holder_does_not_know_and_what_others_say_leaves_an_account_as_it_is() {
        neverEnds(ENDLESS, SOON);
        desk.settle(node);
        goesOn(Duration.ofMinutes(1));
        var before = desk.resources.sight("eu").await();

        desk.books
                .report("one", List.of(new Accounts.Report("eu", null, null, "{}")))
                .await();
        desk.books
                .report("two", List.of(new Accounts.Report("eu", Duration.ZERO, Duration.ZERO, "{}")))
                .await();

        var after = desk.resources.sight("eu").await();
        assertThat(before.overdueLookedAt()).isNotNull();
        assertThat(after.lookedAt()).isEqualTo(before.lookedAt());
        assertThat(after.overdueLookedAt()).isEqualTo(before.overdueLookedAt());
    }

    // ---- the account as a whole

    @Test
    void one_that_cannot_be_read_among_others_that_can_does_not_take_the_account_out_of_sight_by_turns() {
        neverEnds(ENDLESS, SOON);
        neverEnds(OTHER, SOON);
        desk.settle(node);
        goesOn(Duration.ofMinutes(5));
        var before = toldOfTheAccount();

        answersWith(ENDLESS, 10_000);
        goesOn(Duration.ofMinutes(10));

        assertThat(stale(ENDLESS)).isTrue();
        assertThat(toldOfTheAccount()).isEqualTo(before);
    }

    @Test
    void what_is_overdue_and_seen_now_and_then_does_not_bring_an_account_into_sight_by_turns() {
        neverEnds(ENDLESS, SOON);
        neverEnds(OTHER, LATE);
        desk.settle(node);
        goesOn(Duration.ofMinutes(5));
        var before = toldOfTheAccount();
        var reads = reads(ENDLESS);

        answersWith(OTHER, 10_000);
        goesOn(Duration.ofMinutes(10));
        assertThat(reads(ENDLESS) - reads).as("looks that tell something").isGreaterThan(7);
        assertThat(stale(ENDLESS)).isFalse();
        assertThat(stale(OTHER)).isTrue();
        assertThat(toldOfTheAccount()).hasSize(before.size() + 1).endsWith("lost-sight");

        answersWith(OTHER, 0);
        goesOn(LATENESS);
        assertThat(toldOfTheAccount()).hasSize(before.size() + 2).endsWith("sighted");
    }

    @Test
    void an_account_is_seen_again_with_those_that_can_be_though_one_cannot() {
        neverEnds(ENDLESS, LATE);
        neverEnds(OTHER, LATE);
        desk.settle(node);
        goesOn(Duration.ofSeconds(40));
        var before = toldOfTheAccount();
        outage(true);
        goesOn(Duration.ofMinutes(1));
        assertThat(toldOfTheAccount()).hasSize(before.size() + 1).endsWith("lost-sight");

        answersWith(ENDLESS, 10_000);
        outage(false);
        goesOn(Duration.ofMinutes(5));

        assertThat(stale(ENDLESS)).isTrue();
        assertThat(toldOfTheAccount()).hasSize(before.size() + 2).endsWith("sighted");
    }

    @Test
    void what_cannot_be_seen_waits_as_long_as_the_others_once_it_is_overdue_too() {
        neverEnds(ENDLESS, SOON);
        neverEnds(OTHER, Duration.ofMinutes(10));
        desk.settle(node);
        goesOn(Duration.ofMinutes(5));
        var before = toldOfTheAccount();
        answersWith(OTHER, 10_000);
        goesOn(Duration.ofMinutes(3));
        assertThat(toldOfTheAccount()).hasSize(before.size() + 1).endsWith("lost-sight");

        goesOn(Duration.ofMinutes(7));
        assertThat(desk.find(OTHER).state()).isEqualTo(State.OVERDUE);
        assertThat(toldOfTheAccount()).hasSize(before.size() + 2).endsWith("sighted");
    }

    @Test
    void an_account_out_of_sight_is_not_seen_again_because_all_that_is_in_flight_there_became_overdue() {
        neverEnds(ENDLESS, Duration.ofMinutes(1));
        desk.settle(node);
        goesOn(Duration.ofSeconds(40));
        var before = toldOfTheAccount();
        outage(true);

        goesOn(Duration.ofMinutes(10));
        assertThat(desk.find(ENDLESS).state()).isEqualTo(State.OVERDUE);
        assertThat(toldOfTheAccount()).hasSize(before.size() + 1).endsWith("lost-sight");

        outage(false);
        goesOn(SLOW.plus(LATENESS));
        assertThat(toldOfTheAccount()).hasSize(before.size() + 2).endsWith("sighted");
    }
}
