package io.standstill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Evidence;
import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.NextMove;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.testing.Desk;
import io.standstill.testing.Samples;
import io.standstill.vendor.Account;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Wire;
import io.standstill.vendor.feldera.Feldera;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class EngineTest {

    private static final ResourceId ORDERS = new ResourceId("eu", "orders");
    private static final String FELDERA = "feldera";

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

    private void pipeline(JsonObject behaviour) {
        desk.thing(FELDERA, "orders", behaviour);
    }

    private State state() {
        return desk.find(ORDERS).state();
    }

    // ---- the plain road

    @Test
    void an_order_is_looked_at_sent_taken_and_proved() {
        pipeline(new JsonObject().put("stopAfter", "1s"));
        desk.hears(ORDERS, Samples.order());

        desk.settle(node);
        assertThat(state()).isEqualTo(State.STOPPING);
        desk.pass(Duration.ofSeconds(2));
        desk.settle(node);

        var resource = desk.find(ORDERS);
        assertThat(resource.state()).isEqualTo(State.STOPPED);
        assertThat(resource.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(desk.kinds(ORDERS)).containsExactly("ordered", "seen", "sent", "acknowledged", "proved");
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls")).isEqualTo(1);
    }

    @Test
    void what_is_at_rest_already_is_not_sent_anything() {
        pipeline(new JsonObject().put("stopAfter", "0s"));
        desk.hears(ORDERS, Samples.order());
        desk.settle(node);
        desk.pass(Duration.ofMinutes(10));
        desk.hears(ORDERS, Samples.order());

        desk.settle(node);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.find(ORDERS).generation()).isEqualTo(2);
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls")).isEqualTo(1);
    }

    @Test
    void the_old_status_that_lags_behind_is_not_taken_for_a_lost_stop() {
        pipeline(new JsonObject().put("stopAfter", "4s").put("oldStatusFor", "2500ms"));
        desk.hears(ORDERS, Samples.order());

        for (var i = 0; i < 8; i++) {
            desk.settle(node);
            desk.pass(Duration.ofSeconds(1));
        }

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls")).isEqualTo(1);
    }

    // ---- what goes wrong on the wire

    @Test
    void after_a_lost_reply_it_looks_first_and_sees_that_the_stop_took() {
        pipeline(new JsonObject().put("dropReplies", 1).put("stopAfter", "20s"));
        desk.hears(ORDERS, Samples.order());

        desk.settle(node);
        assertThat(desk.kinds(ORDERS)).containsExactly("ordered", "seen", "sent", "unsure", "acknowledged");
        desk.pass(Duration.ofSeconds(25));
        desk.settle(node);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls"))
                .as("not sent twice")
                .isEqualTo(1);
    }

    @Test
    void a_refusal_that_is_not_final_is_followed_by_a_look_and_another_send() {
        pipeline(new JsonObject().put("failStops", 2).put("stopAfter", "0s"));
        desk.hears(ORDERS, Samples.order());

        for (var i = 0; i < 20 && state() != State.STOPPED; i++) {
            desk.settle(node);
            desk.pass(Duration.ofSeconds(5));
        }

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls")).isEqualTo(3);
        assertThat(desk.truth(FELDERA, "orders").getInteger("overlaps")).isZero();
    }

    @Test
    void the_vendors_own_wish_to_be_left_alone_is_a_floor() {
        pipeline(new JsonObject().put("failStops", 1).put("stopAfter", "0s"));
        desk.hears(ORDERS, Samples.order());
        desk.settle(node);

        desk.pass(Duration.ofMillis(4_500));
        desk.settle(node);
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls"))
                .as("Retry-After said five seconds")
                .isEqualTo(1);

        desk.pass(Duration.ofSeconds(1));
        desk.settle(node);
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls")).isEqualTo(2);
    }

    @Test
    void answers_that_are_no_json_prove_nothing() {
        pipeline(new JsonObject().put("garbage", 3).put("stopAfter", "0s"));
        desk.hears(ORDERS, Samples.order());

        desk.settle(node);
        assertThat(state()).isEqualTo(State.REQUESTED);
        for (var i = 0; i < 20 && state() != State.STOPPED; i++) {
            desk.pass(Duration.ofSeconds(2));
            desk.settle(node);
        }

        assertThat(state()).isEqualTo(State.STOPPED);
    }

    // ---- refused for good

    @Test
    void what_the_vendor_never_knew_fails() {
        desk.hears(ORDERS, Samples.order());

        desk.settle(node);

        assertThat(state()).isEqualTo(State.FAILED);
        assertThat(desk.find(ORDERS).problem().name()).isEqualTo(Problem.UNKNOWN_AT_VENDOR);
    }

    @Test
    void the_community_edition_refuses_and_force_is_what_is_left() {
        desk.control("/feldera", new JsonObject().put("edition", "Open source"));
        pipeline(new JsonObject().put("stopAfter", "0s"));
        desk.hears(ORDERS, Samples.order());
        desk.settle(node);
        assertThat(state()).isEqualTo(State.FAILED);
        assertThat(desk.find(ORDERS).problem().name()).isEqualTo("enterprise-feature");
        assertThat(NextMove.of(desk.find(ORDERS), desk.policy(ORDERS))).containsExactly(NextMove.FORCE);
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls"))
                .as("it is not even asked")
                .isZero();

        desk.hears(ORDERS, Samples.force());
        desk.settle(node);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.find(ORDERS).clean())
                .as("nobody can tell after a force")
                .isNull();
    }

    // ---- time

    @Test
    void what_never_ends_is_overdue_and_still_looked_at_and_late_proof_counts() {
        pipeline(new JsonObject().put("never", true));
        desk.hears(ORDERS, Samples.order());
        desk.settle(node);

        desk.pass(Duration.ofMinutes(21));
        desk.settle(node);
        assertThat(state()).isEqualTo(State.OVERDUE);
        assertThat(desk.truth(FELDERA, "orders").getBoolean("running")).isTrue();

        var reads = desk.truth(FELDERA, "orders").getInteger("reads");
        desk.pass(Duration.ofHours(3));
        desk.settle(node);
        assertThat(desk.truth(FELDERA, "orders").getInteger("reads"))
                .as("still looked at")
                .isGreaterThan(reads);
    }

    @Test
    void a_graceful_stop_that_hangs_is_forced_when_its_time_has_come() {
        pipeline(new JsonObject().put("stuckUntilForce", true).put("stopAfter", "0s"));
        desk.hears(ORDERS, new Evidence.Order(Mode.GRACEFUL, null, "ops", null, Duration.ofMinutes(5)));
        desk.settle(node);
        desk.pass(Duration.ofMinutes(4));
        desk.settle(node);
        assertThat(state()).isEqualTo(State.STOPPING);

        desk.pass(Duration.ofMinutes(1));
        desk.settle(node);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.kinds(ORDERS)).containsOnlyOnce("escalated");
        assertThat(desk.truth(FELDERA, "orders").getBoolean("forced")).isTrue();
    }

    @Test
    void what_comes_back_after_it_stopped_is_found_by_the_watch() {
        pipeline(new JsonObject().put("stopAfter", "0s").put("restartAfter", "30s"));
        desk.hears(ORDERS, Samples.order());
        desk.settle(node);
        assertThat(state()).isEqualTo(State.STOPPED);

        desk.pass(Duration.ofSeconds(61));
        desk.settle(node);

        assertThat(state()).isEqualTo(State.REAPPEARED);
    }

    @Test
    void an_unclean_end_is_told() {
        pipeline(new JsonObject().put("stopAfter", "0s").put("checkpointFails", true));
        desk.hears(ORDERS, Samples.order());

        desk.settle(node);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.find(ORDERS).clean()).isFalse();
        assertThat(desk.find(ORDERS).residue()).containsExactly("storage");
    }

    @Test
    void an_error_from_an_earlier_run_is_not_held_against_it() {
        pipeline(new JsonObject().put("stopAfter", "0s").put("staleError", true));
        desk.hears(ORDERS, Samples.order());

        desk.settle(node);

        assertThat(desk.find(ORDERS).clean()).isTrue();
    }

    @Test
    void the_dead_mans_handle_is_pulled_by_whoever_holds_the_account() {
        pipeline(new JsonObject().put("stopAfter", "0s"));
        desk.hears(ORDERS, Samples.order());
        desk.settle(node);
        var soon = desk.find(ORDERS).since().plus(Duration.ofMinutes(30));
        desk.hears(ORDERS, new Evidence.Introduction("ops", null, new Evidence.Handle(soon)));
        desk.control("/feldera/orders", new JsonObject().put("running", true));

        desk.pass(Duration.ofMinutes(31));
        desk.settle(node);

        assertThat(desk.find(ORDERS).generation()).isEqualTo(2);
        assertThat(state()).isEqualTo(State.STOPPED);
    }

    // ---- leases

    @Test
    void one_node_alone_talks_to_the_vendor() {
        pipeline(new JsonObject().put("stopAfter", "0s"));
        var other = desk.node("two");
        desk.round(node);
        desk.hears(ORDERS, Samples.order());

        assertThat(desk.settle(other)).as("nothing to do for it").isEqualTo(1);
        assertThat(state()).isEqualTo(State.REQUESTED);
        desk.settle(node);
        assertThat(state()).isEqualTo(State.STOPPED);
    }

    @Test
    void when_a_node_is_gone_another_takes_over_as_its_lease_ends() {
        pipeline(new JsonObject().put("stopAfter", "0s"));
        var other = desk.node("two");
        desk.round(node);
        desk.hears(ORDERS, Samples.order());
        desk.round(other);

        desk.pass(Duration.ofSeconds(10));
        desk.settle(other);

        assertThat(state()).isEqualTo(State.STOPPED);
    }

    @Test
    void a_node_that_drains_hands_its_accounts_back_at_once() {
        pipeline(new JsonObject().put("stopAfter", "0s"));
        var other = desk.node("two");
        desk.round(node);
        desk.round(other);
        desk.hears(ORDERS, Samples.order());

        node.drain().await();
        desk.passForNodes(Duration.ofSeconds(3));
        desk.settle(other);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(node.runOnce().await().started()).isZero();
    }

    @Test
    void a_node_whose_lease_cannot_outlive_a_call_begins_none() {
        pipeline(new JsonObject());
        var brief = new Engine.Limits(Duration.ofSeconds(5), Duration.ofSeconds(3), 500);
        var hasty = desk.node("hasty", brief);
        desk.hears(ORDERS, Samples.order());

        desk.settle(hasty);

        assertThat(desk.truth(FELDERA, "orders").getInteger("reads")).isZero();
        assertThat(state()).isEqualTo(State.REQUESTED);
    }

    @Test
    void a_node_that_was_frozen_before_its_call_does_not_make_it_on_an_old_lease() {
        var frozen = new Scripted();
        frozen.whileLooking = () -> {
            desk.passForNodes(Duration.ofSeconds(20));
            return Future.succeededFuture();
        };
        desk.take("frozen", frozen);
        var id = new ResourceId("frozen", "x");
        desk.hears(id, Samples.order());

        desk.round(desk.node("one"));

        assertThat(frozen.calls).containsExactly("look x");
        assertThat(desk.find(id).stop().attempts()).isLessThanOrEqualTo(1);
    }

    @Test
    void what_was_granted_as_the_lease_wanted_renewing_is_sent_at_once() {
        var slow = new Scripted();
        slow.beforeSending = () -> {
            desk.pass(Duration.ofSeconds(4));
            return Future.succeededFuture();
        };
        desk.take("slow", slow);
        var id = new ResourceId("slow", "x");
        desk.hears(id, Samples.order());

        desk.round(desk.node("one"));

        assertThat(slow.calls).containsExactly("look x", "stop x");
        assertThat(desk.find(id).state()).isEqualTo(State.STOPPING);
    }

    // ---- crashes

    @Test
    void the_intent_is_durable_before_the_vendor_is_called() {
        var witness = new Scripted();
        var id = new ResourceId("witness", "x");
        var seen = new ArrayList<String>();
        witness.whileStopping = () -> desk.journal
                .history(id, 0, 10)
                .map(told -> {
                    told.forEach(entry -> seen.add(entry.kind()));
                    return null;
                })
                .mapEmpty();
        desk.take("witness", witness);
        desk.hears(id, Samples.order());

        desk.round(desk.node("one"));

        assertThat(seen).containsExactly("ordered", "seen", "sent");
    }

    @Test
    void a_node_that_dies_after_its_intent_is_followed_by_a_look_and_a_send_by_another() {
        pipeline(new JsonObject().put("stopAfter", "0s"));
        desk.round(node);
        desk.hears(ORDERS, Samples.order());
        // It looked, wrote its intent, and died.
        desk.looks(ORDERS);
        desk.hears(ORDERS, new Evidence.Sending(desk.find(ORDERS).vantage(), Duration.ofSeconds(11)));

        var other = desk.node("two");
        desk.pass(Duration.ofSeconds(10));
        desk.settle(other);
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls"))
                .as("the answer may still come")
                .isZero();
        desk.pass(Duration.ofSeconds(2));
        desk.settle(other);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.find(ORDERS).stop().attempts()).isEqualTo(2);
        assertThat(desk.truth(FELDERA, "orders").getInteger("stopCalls")).isEqualTo(1);
    }

    // ---- limits

    @Test
    void no_more_calls_are_in_flight_than_allowed() {
        var slow = new Scripted();
        var gate = Promise.<Void>promise();
        slow.whileLooking = gate::future;
        desk.take("slow", slow);
        for (var i = 0; i < 10; i++) {
            desk.hears(new ResourceId("slow", "r" + i), Samples.order());
        }
        slow.limits = new Policy.Limits(4, 50, 8);
        var limited = desk.nodeFor("one", Map.of("slow", slow));

        assertThat(limited.runOnce().await().started()).isEqualTo(4);
        assertThat(limited.runOnce().await().started()).isZero();
        assertThat(slow.calls).hasSize(4);
        gate.complete();
    }

    @Test
    void one_accounts_backlog_holds_up_neither_its_own_deadlines_nor_anothers() {
        var hung = new Scripted();
        var gate = Promise.<Void>promise();
        hung.whileLooking = gate::future;
        hung.limits = new Policy.Limits(2, 50, 8);
        desk.take("hung", hung);
        desk.take("fine", new Scripted());
        var backlog = IntStream.range(0, 8)
                .mapToObj(i -> new ResourceId("hung", "r" + i))
                .toList();
        backlog.forEach(id -> desk.hears(id, Samples.order()));
        var other = new ResourceId("fine", "r");
        desk.hears(other, Samples.order());
        var limited = desk.node("one", new Engine.Limits(Duration.ofDays(9), Duration.ofDays(3), 3));
        limited.runOnce().await();

        desk.pass(Duration.ofHours(1));
        for (var round = 0; round < 4; round++) {
            limited.runOnce().await();
        }

        assertThat(desk.find(other).state()).isEqualTo(State.OVERDUE);
        assertThat(backlog).allMatch(id -> desk.find(id).state() == State.OVERDUE);
        gate.complete();
    }

    @Test
    void an_account_that_nobody_configures_any_more_keeps_its_deadlines() {
        desk.take("old", new Scripted());
        var id = new ResourceId("old", "r");
        desk.hears(id, Samples.order());
        var others = desk.nodeFor("two", Map.of("new", new Scripted()));

        desk.pass(Duration.ofHours(1));
        others.runOnce().await();

        assertThat(desk.find(id).state()).isEqualTo(State.OVERDUE);
    }

    @Test
    void an_account_whose_every_call_throws_does_not_stop_the_others() {
        var broken = new Scripted();
        broken.whileLooking = () -> {
            throw new IllegalStateException("a bug");
        };
        desk.take("broken", broken);
        desk.take("fine", new Scripted());
        desk.hears(new ResourceId("broken", "r"), Samples.order());
        var fine = new ResourceId("fine", "r");
        desk.hears(fine, Samples.order());

        desk.round(desk.node("one"));

        assertThat(desk.find(fine).state()).isEqualTo(State.STOPPING);
    }

    /** A vendor of the test's own making. */
    private static final class Scripted implements Account {

        final List<String> calls = new ArrayList<>();
        Policy.Limits limits = Policy.Limits.USUAL;
        Step whileLooking = Future::succeededFuture;
        Step beforeSending = Future::succeededFuture;
        Step whileStopping = Future::succeededFuture;

        interface Step {
            Future<?> go();
        }

        @Override
        public String vendor() {
            return FELDERA;
        }

        @Override
        public Policy policy() {
            return Samples.READABLE.limitedTo(limits);
        }

        @Override
        public String seenAs() {
            return Samples.SEEN_AS;
        }

        @Override
        public Future<Optional<Returned<Problem>>> objection(Mode mode) {
            return beforeSending.go().map(gone -> Optional.empty());
        }

        @Override
        public Future<Returned<Reply>> stop(String id, Mode mode) {
            calls.add("stop " + id);
            return whileStopping.go().map(gone -> new Returned<>(new Reply.Taken(false), null, Samples.ANSWER));
        }

        @Override
        public Future<Returned<Reading>> look(String id) {
            calls.add("look " + id);
            Reading running = Samples.running();
            return whileLooking.go().map(gone -> new Returned<>(running, null, Samples.LOOK));
        }

        @Override
        public Optional<Wire.Told> clock() {
            return Optional.empty();
        }

        @Override
        public Future<List<Finding>> check() {
            return Future.succeededFuture(List.of());
        }

        @Override
        public void close() {
            calls.clear();
        }
    }
}
