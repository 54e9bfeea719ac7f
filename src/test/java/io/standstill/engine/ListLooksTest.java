package io.standstill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Policy;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.testing.Between;
import io.standstill.testing.Desk;
import io.standstill.testing.Samples;
import io.standstill.vendor.Terms;
import io.standstill.vendor.feldera.Feldera;
import io.standstill.vendor.nomad.Nomad;
import io.standstill.vendor.storm.Storm;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Beyond a few in flight, one look serves the whole account. */
@ExtendWith(VertxExtension.class)
class ListLooksTest {

    private static final String FELDERA = "feldera";
    private static final List<ResourceId> MANY = IntStream.range(0, 40)
            .mapToObj(number -> new ResourceId("eu", "p" + number))
            .toList();

    private Desk desk;
    private Engine node;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        desk = new Desk(vertx, folder);
        desk.account(
                "eu",
                new Feldera(),
                new Feldera().policy().limitedTo(new Policy.Limits(64, 1_000, 8)),
                Map.of("apiKey", "k"));
        node = desk.node("one");
    }

    @AfterEach
    void end() {
        desk.close();
    }

    private void running(String stopAfter) {
        MANY.forEach(id -> desk.thing(FELDERA, id.id(), new JsonObject().put("stopAfter", stopAfter)));
    }

    private void order() {
        MANY.forEach(id -> desk.hears(id, Samples.order()));
    }

    private int reads() {
        return MANY.stream()
                .mapToInt(id -> desk.truth(FELDERA, id.id()).getInteger("reads"))
                .sum();
    }

    private List<State> states() {
        return MANY.stream().map(id -> desk.find(id).state()).distinct().toList();
    }

    @Test
    void many_are_stopped_and_proved_without_being_read_one_by_one() {
        running("1s");
        order();

        desk.settle(node);
        assertThat(states()).containsExactly(State.STOPPING);
        desk.pass(Duration.ofSeconds(3));
        desk.settle(node);

        assertThat(states()).containsExactly(State.STOPPED);
        assertThat(MANY).allMatch(id -> desk.truth(FELDERA, id.id()).getInteger("stopCalls") == 1);
        assertThat(reads()).as("single reads").isZero();
        assertThat(desk.kinds(MANY.get(0))).containsExactly("ordered", "seen", "sent", "acknowledged", "proved");
    }

    @Test
    void which_life_it_is_is_known_before_anything_is_stopped_though_the_list_does_not_tell() {
        var streams = IntStream.range(0, 40)
                .mapToObj(number -> new ResourceId("storm", "s" + number))
                .toList();
        desk.account(
                "storm",
                new Storm(),
                new Storm().policy().limitedTo(new Policy.Limits(64, 1_000, 8)),
                Map.of("username", "u", "password", "p"));
        node = desk.node("both");
        streams.forEach(id -> desk.thing("storm", id.id(), new JsonObject()));
        streams.forEach(id -> desk.hears(id, Samples.order()));

        for (var round = 0; round < 3; round++) {
            desk.settle(node);
            desk.pass(Duration.ofSeconds(2));
        }

        assertThat(streams).allSatisfy(id -> {
            assertThat(desk.truth("storm", id.id()).getInteger("stopCalls")).isEqualTo(1);
            assertThat(desk.find(id).incarnation()).isNotNull();
            assertThat(desk.find(id).state()).isNotEqualTo(State.REAPPEARED);
        });

        streams.forEach(id -> desk.control("/storm/" + id.id(), new JsonObject().put("running", true)));
        for (var round = 0; round < 3; round++) {
            desk.pass(Duration.ofSeconds(10));
            desk.settle(node);
        }

        assertThat(streams).extracting(id -> desk.find(id).state()).containsOnly(State.REAPPEARED);
    }

    @Test
    void a_look_without_news_writes_nothing_of_any_resource_and_one_row_of_the_account() {
        running("1h");
        order();
        desk.settle(node);
        desk.pass(Duration.ofSeconds(3));
        desk.settle(node);
        var before = MANY.stream().map(desk::find).toList();
        var head = desk.journal.head().await().position();
        var lookedBefore = desk.books.all().await().get(0).lookedAt();

        for (var cadence = 0; cadence < 5; cadence++) {
            desk.pass(Duration.ofSeconds(2));
            desk.settle(node);
        }

        assertThat(MANY.stream().map(desk::find).toList()).isEqualTo(before);
        assertThat(desk.journal.head().await().position()).isEqualTo(head);
        assertThat(desk.books.all().await().get(0).lookedAt()).isAfter(lookedBefore.plusSeconds(6));
    }

    @Test
    void what_the_list_does_not_show_is_read_by_itself() {
        running("1h");
        order();
        desk.hears(new ResourceId("eu", "nobody"), Samples.order());

        desk.settle(node);

        assertThat(desk.find(new ResourceId("eu", "nobody")).state()).isEqualTo(State.FAILED);
        assertThat(reads()).isZero();
    }

    @Test
    void the_few_that_are_left_are_read_by_themselves() {
        running("1s");
        desk.thing(FELDERA, "p0", new JsonObject().put("stopAfter", "20s"));
        order();
        desk.settle(node);
        desk.pass(Duration.ofSeconds(3));
        desk.settle(node);

        for (var cadence = 0; cadence < 10; cadence++) {
            desk.pass(Duration.ofSeconds(2));
            desk.settle(node);
        }

        assertThat(states()).containsExactly(State.STOPPED);
        assertThat(desk.truth(FELDERA, "p0").getInteger("reads")).isPositive();
    }

    @Test
    void a_list_that_cannot_be_read_proves_nothing_and_loses_sight_of_the_account_once() {
        running("1h");
        order();
        desk.settle(node);
        desk.control("/feldera", new JsonObject().put("databaseOutage", true));

        for (var cadence = 0; cadence < 8; cadence++) {
            desk.pass(Duration.ofSeconds(2));
            desk.round(node);
        }
        assertThat(states()).containsExactly(State.STOPPING);
        assertThat(toldOfTheAccount()).containsExactly("lost-sight");

        desk.control("/feldera", new JsonObject().put("databaseOutage", false));
        desk.pass(Duration.ofSeconds(20));
        desk.settle(node);
        assertThat(toldOfTheAccount()).containsExactly("lost-sight", "sighted");
    }

    @Test
    void where_no_list_can_be_read_each_is_looked_at_by_itself(Vertx vertx) {
        try (var between = new Between(vertx, desk.simulatorPort())) {
            between.spoil(
                    call -> call.path().endsWith("/v0/pipelines?selector=status"),
                    Between.telling(403, "text/plain", "no"));
            var wide = new Feldera().policy().limitedTo(new Policy.Limits(64, 1_000, 8));
            desk.account(
                    "walled",
                    new Feldera(),
                    new Terms("walled", URI.create(between.url() + "/feldera"), "nonprod", wide),
                    Map.of("apiKey", "k"));
            running("1s");
            var many =
                    MANY.stream().map(id -> new ResourceId("walled", id.id())).toList();
            many.forEach(id -> desk.hears(id, Samples.order()));
            var other = desk.node("other");

            for (var second = 0; second < 10; second++) {
                desk.pass(Duration.ofSeconds(1));
                desk.settle(other);
            }

            assertThat(many).allMatch(id -> desk.find(id).state() == State.STOPPED);
        }
    }

    @Test
    void what_a_vendor_only_remembers_is_no_sight_of_it(Vertx vertx) {
        try (var between = new Between(vertx, desk.simulatorPort())) {
            between.spoil(call -> call.path().endsWith("/refresh"), Between.telling(500, "text/plain", "no"));
            desk.account(
                    "cached",
                    new Nomad(),
                    new Terms("cached", URI.create(between.url() + "/nomad"), "nonprod", new Nomad().policy()),
                    Map.of("username", "u", "password", "p", "apiType", "admin"));
            var channel = new ResourceId("cached", "0ddba110-0000-4000-8000-000000000005");
            desk.thing("nomad", channel.id(), new JsonObject().put("never", true));
            desk.hears(channel, Samples.order());
            var other = desk.node("other");

            for (var second = 0; second < 40; second++) {
                desk.pass(Duration.ofSeconds(1));
                desk.round(other);
            }

            assertThat(toldOfTheAccount()).containsExactly("lost-sight");
        }
    }

    @Test
    void an_order_after_a_quiet_hour_does_not_tell_of_an_account_out_of_sight() {
        running("1s");
        desk.settle(node);
        desk.pass(Duration.ofHours(1));

        order();
        desk.round(node);
        desk.settle(node);

        assertThat(toldOfTheAccount()).isEmpty();
    }

    @Test
    void an_account_with_nothing_but_overdue_ones_stays_in_sight() {
        desk.thing(FELDERA, "p0", new JsonObject().put("never", true));
        desk.hears(MANY.get(0), Samples.order());
        desk.settle(node);
        desk.pass(Duration.ofHours(1));
        desk.settle(node);
        assertThat(desk.find(MANY.get(0)).state()).isEqualTo(State.OVERDUE);
        var before = toldOfTheAccount();

        for (var step = 0; step < 60; step++) {
            desk.pass(Duration.ofSeconds(5));
            desk.settle(node);
        }

        assertThat(toldOfTheAccount()).isEqualTo(before);
    }

    @Test
    void a_crowd_of_sends_does_not_hold_up_the_looks() {
        var slow = new Feldera().policy().limitedTo(new Policy.Limits(2, 4, 8));
        desk.account("slow", new Feldera(), slow, Map.of("apiKey", "k"));
        running("1s");
        var many = MANY.stream().map(id -> new ResourceId("slow", id.id())).toList();
        many.forEach(id -> desk.hears(id, Samples.order()));
        var limited = desk.node("limited");

        for (var half = 0; half < 14; half++) {
            desk.pass(Duration.ofMillis(500));
            desk.round(limited);
        }

        assertThat(many.stream().map(desk::find).filter(one -> one.state() == State.REQUESTED))
                .as("still to be sent after 7 s at 4 calls a second")
                .isNotEmpty();
        assertThat(many.stream().map(desk::find).filter(one -> one.state() == State.STOPPED))
                .as("proved meanwhile")
                .isNotEmpty();
    }

    private List<String> toldOfTheAccount() {
        return desk.journal.entries(0, 10_000).await().stream()
                .filter(entry -> entry.id() == null)
                .map(entry -> entry.kind())
                .toList();
    }
}
