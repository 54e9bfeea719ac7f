package io.standstill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.standstill.domain.Command;
import io.standstill.domain.Evidence;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.journal.Accounts;
import io.standstill.testing.Desk;
import io.standstill.testing.Samples;
import io.standstill.vendor.feldera.Feldera;
import io.standstill.vendor.memories.Memories;
import io.standstill.vendor.storm.Storm;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes on one database: who works for what, and what each sees to for the others. */
@ExtendWith(VertxExtension.class)
class ManyNodesTest {

    private static final ResourceId ORDERS = new ResourceId("eu", "orders");
    private static final ResourceId SHOW = new ResourceId("storm", "test");

    private Desk desk;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        desk = new Desk(vertx, folder);
        desk.account("eu", new Feldera(), Map.of("apiKey", "k"));
        desk.account("us", new Feldera(), Map.of("apiKey", "k"));
        desk.account("storm", new Storm(), Map.of("username", "u", "password", "p"));
        desk.account("memories", new Memories(), Map.of("apiKey", "sk", "callbackSecret", "first-secret"));
        desk.thing("feldera", "orders", new JsonObject().put("stopAfter", "0s"));
        desk.thing("storm", "test", new JsonObject());
    }

    @AfterEach
    void end() {
        desk.close();
    }

    private void rounds(int number, Engine... nodes) {
        for (var round = 0; round < number; round++) {
            desk.pass(Duration.ofMillis(500));
            Stream.of(nodes).forEach(desk::round);
        }
    }

    private Accounts.Standing standing(String account) {
        return desk.books.all().await().stream()
                .filter(one -> one.account().equals(account))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void accounts_are_spread_evenly_when_nodes_come_and_go() {
        var one = desk.node("one");
        rounds(2, one);
        assertThat(one.holding()).isEqualTo(4);

        var two = desk.node("two");
        var three = desk.node("three");
        for (var round = 0; round < 12; round++) {
            // Quicker than it is told how many it holds too many.
            desk.pass(Duration.ofMillis(150));
            Stream.of(one, two, three).forEach(desk::round);
            assertThat(one.holding()).as("it gives away no more than it should").isPositive();
        }
        rounds(12, one, two, three);
        assertThat(List.of(one.holding(), two.holding(), three.holding())).containsExactlyInAnyOrder(1, 1, 2);

        three.drain().await();
        rounds(8, one, two);
        assertThat(List.of(one.holding(), two.holding())).containsExactly(2, 2);
    }

    @Test
    void a_node_that_drains_in_the_middle_of_a_round_keeps_nothing() {
        var one = desk.node("one");
        var round = one.runOnce();

        one.drain().await();
        round.await();

        assertThat(desk.books.all().await()).allMatch(standing -> standing.holder() == null);
    }

    @Test
    void a_watch_is_kept_while_sends_are_held() {
        var node = desk.node("one");
        desk.hears(ORDERS, Samples.order());
        rounds(10, node);
        assertThat(desk.find(ORDERS).state()).isEqualTo(State.STOPPED);
        desk.books.pause("eu", "ops", null).await();
        for (var held = 0; held < 200; held++) {
            desk.hears(new ResourceId("eu", "held-" + held), Samples.order());
        }
        desk.hears(ORDERS, new Evidence.CommandOrdered("c", "{}", "ops"));
        desk.control("/feldera/orders", new JsonObject().put("running", true));

        desk.pass(Duration.ofSeconds(61));
        rounds(6, node);

        assertThat(desk.find(ORDERS).state()).isEqualTo(State.REAPPEARED);
    }

    @Test
    void what_a_dead_node_held_is_taken_over_within_ten_seconds() {
        var dead = desk.node("dead");
        rounds(1, dead);
        var heir = desk.node("heir");

        rounds(20, heir);

        assertThat(heir.holding()).isEqualTo(4);
    }

    @Test
    void a_dead_mans_handle_fires_though_the_node_that_holds_its_account_died() {
        var dead = desk.node("dead");
        rounds(1, dead);
        var at = Instant.now().plusSeconds(2);
        desk.hears(ORDERS, new Evidence.Introduction("ops", null, new Evidence.Handle(at)));

        var other = desk.node("other");
        rounds(6, other);

        assertThat(other.holding()).isZero();
        assertThat(desk.find(ORDERS).state()).isEqualTo(State.REQUESTED);
        assertThat(desk.kinds(ORDERS)).containsExactly("known", "ordered");
    }

    @Test
    void a_pause_holds_sends_and_not_looks() {
        var node = desk.node("one");
        desk.books.pause("eu", "ops", null).await();
        desk.hears(ORDERS, Samples.order());

        rounds(8, node);
        assertThat(desk.truth("feldera", "orders").getInteger("stopCalls")).isZero();
        assertThat(desk.truth("feldera", "orders").getInteger("reads")).isPositive();
        assertThat(standing("eu").pausedBy()).isEqualTo("ops");

        desk.books.resume("eu", null).await();
        rounds(8, node);
        assertThat(desk.find(ORDERS).state()).isEqualTo(State.STOPPED);
    }

    @Test
    void a_command_asked_for_at_any_node_is_run_by_the_holder_once() {
        desk.hears(SHOW, new Evidence.CommandOrdered("c", "{\"command\":\"propagate\"}", "ops"));

        rounds(4, desk.node("one"));

        assertThat(desk.kinds(SHOW)).containsExactly("known", "commanded");
        assertThat(desk.find(SHOW).commands().get(0).end()).isEqualTo(Command.End.DONE);
    }

    @Test
    void a_command_to_what_the_vendor_does_not_know_is_refused_and_told_so() {
        var nobody = new ResourceId("storm", "nobody");
        desk.hears(nobody, new Evidence.CommandOrdered("c", "{\"command\":\"propagate\"}", "ops"));

        rounds(4, desk.node("one"));

        assertThat(desk.find(nobody).commands().get(0).end()).isEqualTo(Command.End.REFUSED);
    }

    @Test
    void what_the_vendor_lists_is_taken_down_and_strays_are_told_from_what_is_known() {
        desk.thing("feldera", "stray", new JsonObject());
        desk.hears(ORDERS, Samples.order());

        rounds(1, desk.node("one"));

        assertThat(desk.books.inventory("eu", null, 10).await())
                .extracting(Accounts.Listed::id, Accounts.Listed::known)
                .contains(tuple("orders", true), tuple("stray", false));
        assertThat(standing("eu").strays()).isEqualTo(1);
        assertThat(standing("eu").listedAt()).isNotNull();
        assertThat(standing("memories").listedAt()).as("it cannot list").isNull();
    }

    @Test
    void what_an_adopting_account_lists_becomes_known_once() {
        desk.adopt("eu");
        var node = desk.node("one");

        rounds(1, node);
        desk.pass(Duration.ofMinutes(6));
        rounds(2, node);

        assertThat(desk.find(ORDERS).state()).isEqualTo(State.ACTIVE);
        assertThat(desk.kinds(ORDERS)).containsExactly("known");
    }

    @Test
    void a_node_that_takes_an_account_up_does_not_hold_the_silence_before_against_the_vendor() {
        var task = new ResourceId("memories", "550e8400-e29b-41d4-a716-446655440000");
        desk.thing("memories", task.id(), new JsonObject().put("never", true).put("noFinalCallback", true));
        desk.hears(task, Samples.order());
        var first = desk.node("first");
        rounds(1, first);
        assertThat(desk.find(task).state()).isEqualTo(State.STOPPING);

        // It goes, in all order, just after the vendor took the stop, and nobody is there for most of the window.
        first.drain().await();
        desk.pass(Duration.ofSeconds(12));
        var heir = desk.node("heir");
        rounds(8, heir);

        assertThat(desk.kinds(task)).as("16 s since it was taken").doesNotContain("silent");
        rounds(26, heir);
        assertThat(desk.kinds(task)).contains("silent");
    }

    @Test
    void a_callback_that_could_not_be_taken_is_not_held_against_the_vendor() {
        var task = new ResourceId("memories", "550e8400-e29b-41d4-a716-446655440000");
        desk.thing("memories", task.id(), new JsonObject().put("never", true).put("noFinalCallback", true));
        desk.hears(task, Samples.order());
        var node = desk.node("one");
        rounds(25, node);

        node.missed("memories");
        rounds(20, node);

        assertThat(desk.kinds(task)).as("22 s since it was taken").doesNotContain("silent");
        rounds(14, node);
        assertThat(desk.kinds(task)).contains("silent");
    }

    @Test
    void a_node_that_was_away_for_long_may_have_missed_callbacks_of_accounts_that_another_holds() {
        var task = new ResourceId("memories", "550e8400-e29b-41d4-a716-446655440000");
        desk.thing("memories", task.id(), new JsonObject().put("never", true).put("noFinalCallback", true));
        var one = desk.node("one");
        var two = desk.node("two");
        rounds(12, one, two);
        var holder = "one".equals(standing("memories").holder()) ? one : two;
        desk.hears(task, Samples.order());
        rounds(2, one, two);
        assertThat(desk.find(task).state()).isEqualTo(State.STOPPING);

        // The other one freezes, not so long that its lease ends, with callbacks at its door.
        rounds(14, holder);
        rounds(16, one, two);

        assertThat(desk.kinds(task)).as("16 s since it was taken").doesNotContain("silent");
        rounds(18, one, two);
        assertThat(desk.kinds(task)).contains("silent");
    }

    @Test
    void a_node_that_was_away_for_long_does_not_hold_the_silence_against_the_vendor() {
        var task = new ResourceId("memories", "550e8400-e29b-41d4-a716-446655440000");
        desk.thing("memories", task.id(), new JsonObject().put("never", true).put("noFinalCallback", true));
        desk.hears(task, Samples.order());
        var node = desk.node("one");
        rounds(1, node);

        // Frozen, or without its database, but not so long that its lease ended.
        desk.pass(Duration.ofSeconds(7));
        rounds(18, node);

        assertThat(desk.kinds(task)).as("16 s since it was taken").doesNotContain("silent");
        rounds(16, node);
        assertThat(desk.kinds(task)).contains("silent");
    }
}
