package io.standstill.vendor.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Command;
import io.standstill.domain.Mode;
import io.standstill.domain.Problem;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.engine.Engine;
import io.standstill.journal.Entry;
import io.standstill.testing.Desk;
import io.standstill.testing.Samples;
import io.standstill.vendor.Account;
import io.standstill.vendor.Paths;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole stops, from the order to the proof or to the lack of it, at a simulated cluster. */
@ExtendWith(VertxExtension.class)
class StormStopsTest {

    private static final String STORM = "storm";
    private static final ResourceId TEST = new ResourceId("eu", "test");
    private static final Duration STEP = Duration.ofSeconds(5);

    private Desk desk;
    private Engine node;
    private Account account;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        desk = new Desk(vertx, folder);
        account = desk.account("eu", new Storm(), Map.of("username", "u", "password", "p"));
        node = desk.node("one");
    }

    @AfterEach
    void end() {
        desk.close();
    }

    private void stream(JsonObject behaviour) {
        desk.thing(STORM, "test", behaviour);
    }

    private void cluster(JsonObject manners) {
        desk.control("/storm", manners);
    }

    private void ordered() {
        desk.hears(TEST, Samples.order());
        desk.settle(node);
    }

    private void go(Duration time) {
        for (var gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(STEP)) {
            desk.pass(STEP);
            desk.settle(node);
        }
    }

    private Resource found() {
        return desk.find(TEST);
    }

    private State state() {
        return found().state();
    }

    private JsonObject truth() {
        return desk.truth(STORM, "test");
    }

    private int stopCalls() {
        return truth().getInteger("stopCalls");
    }

    private List<String> reasons() {
        return desk.journal.history(TEST, 0, 1_000).await().stream()
                .map(Entry::reason)
                .filter(Objects::nonNull)
                .toList();
    }

    // ---- the plain road

    @Test
    void a_stop_is_taken_and_confirmed_by_three_absences_over_half_a_minute() {
        stream(new JsonObject().put("stopAfter", "0s"));

        ordered();
        assertThat(state()).isEqualTo(State.STOPPING);
        go(Duration.ofSeconds(25));
        assertThat(state()).as("two absences are too few").isEqualTo(State.STOPPING);
        go(Duration.ofSeconds(10));

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(found().verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(found().clean()).isTrue();
        assertThat(found().residue()).isEmpty();
        assertThat(desk.kinds(TEST))
                .containsExactly("ordered", "seen", "sent", "acknowledged", "absent", "absent", "proved");
        assertThat(stopCalls()).isEqualTo(1);
        assertThat(truth().getBoolean("running")).isFalse();
    }

    @Test
    void reads_that_lag_behind_the_delete_are_not_taken_for_a_lost_stop() {
        stream(new JsonObject().put("stopAfter", "3s").put("deleteLagReads", 3));

        ordered();
        go(Duration.ofMinutes(1));

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(found().verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(stopCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"studio 2/main stage", "süß/ステージ", "100%25 live+?#", "...", "a%2Fb"})
    void a_key_may_hold_anything(String key) {
        var id = new ResourceId("eu", key);
        desk.thing(STORM, Paths.segment(key), new JsonObject().put("stopAfter", "0s"));
        stream(new JsonObject());

        desk.hears(id, Samples.order());
        desk.settle(node);
        go(Duration.ofSeconds(35));

        assertThat(desk.find(id).state()).isEqualTo(State.STOPPED);
        assertThat(desk.find(id).verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(desk.truth(STORM, Paths.segment(key)).getBoolean("running")).isFalse();
        assertThat(truth().getBoolean("running")).as("no other is touched").isTrue();
    }

    // ---- it comes back, or never goes

    @Test
    void a_stream_that_its_encoder_publishes_anew_has_reappeared_under_another_id() {
        stream(new JsonObject().put("stopAfter", "0s").put("republishAfter", "20s"));
        var before = truth().getString("dataId");

        ordered();
        go(Duration.ofSeconds(30));

        assertThat(state()).isEqualTo(State.REAPPEARED);
        assertThat(desk.kinds(TEST)).doesNotContain("proved");
        assertThat(found().problem().detail()).contains(before).contains(truth().getString("dataId"));
        assertThat(stopCalls()).isEqualTo(1);
    }

    @Test
    void a_stream_that_comes_back_after_the_proof_is_found_by_the_watch() {
        stream(new JsonObject().put("stopAfter", "0s").put("republishAfter", "45s"));

        ordered();
        go(Duration.ofSeconds(35));
        assertThat(state()).isEqualTo(State.STOPPED);
        go(Duration.ofSeconds(65));

        assertThat(state()).isEqualTo(State.REAPPEARED);
    }

    @Test
    void a_delete_without_effect_is_sent_again_after_a_while_and_overdue_in_the_end() {
        stream(new JsonObject().put("never", true));

        ordered();
        go(Duration.ofSeconds(25));
        assertThat(stopCalls()).as("not before its time").isEqualTo(1);
        go(Duration.ofSeconds(15));
        assertThat(stopCalls()).isEqualTo(2);
        go(Duration.ofMinutes(5));

        assertThat(state()).isEqualTo(State.OVERDUE);
        assertThat(desk.kinds(TEST)).doesNotContain("proved", "absent");
        assertThat(truth().getBoolean("running")).isTrue();
        assertThat(truth().getInteger("overlaps")).isZero();
    }

    // ---- what looks like an absence, and proves nothing

    @Test
    void a_404_from_a_proxy_proves_nothing_however_long_it_lasts() {
        stream(new JsonObject().put("stopAfter", "0s"));
        desk.hears(TEST, Samples.order());
        desk.round(node);
        stream(new JsonObject().put("proxyHtml404", true));

        go(Duration.ofMinutes(6));
        assertThat(state()).isEqualTo(State.OVERDUE);
        assertThat(desk.kinds(TEST)).doesNotContain("proved", "absent");

        stream(new JsonObject().putNull("proxyHtml404"));
        go(Duration.ofMinutes(3));
        assertThat(state()).as("late proof counts").isEqualTo(State.STOPPED);
    }

    @Test
    void a_manager_that_has_lost_its_nodes_proves_nothing() {
        stream(new JsonObject().put("never", true));
        ordered();
        cluster(new JsonObject().put("emptyCluster", true));

        go(Duration.ofMinutes(2));

        assertThat(state()).isEqualTo(State.STOPPING);
        assertThat(reasons()).contains("it is not found, but the account could not be cross-checked");
        assertThat(desk.kinds(TEST)).doesNotContain("proved");
        assertThat(truth().getBoolean("running")).isTrue();
    }

    @Test
    void a_manager_that_has_lost_its_nodes_does_not_make_a_stream_unknown() {
        stream(new JsonObject());
        cluster(new JsonObject().put("emptyCluster", true));

        ordered();
        go(Duration.ofSeconds(40));

        assertThat(state()).isEqualTo(State.REQUESTED);
        assertThat(stopCalls()).isZero();
    }

    @Test
    void a_key_that_the_cluster_never_knew_fails() {
        ordered();

        assertThat(state()).isEqualTo(State.FAILED);
        assertThat(found().problem().name()).isEqualTo(Problem.UNKNOWN_AT_VENDOR);
    }

    // ---- what goes wrong on the wire

    @Test
    void a_delete_whose_reply_is_lost_is_looked_after_and_the_stream_proved_gone() {
        desk.thing("storm", "another", new JsonObject());
        stream(new JsonObject().put("stopAfter", "0s").put("dropReplies", 1));

        ordered();
        go(Duration.ofSeconds(35));

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(found().verdict()).isEqualTo(Verdict.GONE);
        assertThat(desk.kinds(TEST)).containsExactly("ordered", "seen", "sent", "unsure", "absent", "absent", "proved");
        assertThat(stopCalls()).as("not sent twice").isEqualTo(1);
    }

    @Test
    void where_everything_vanished_with_it_nobody_can_tell_a_lost_reply_from_a_lost_cluster() {
        stream(new JsonObject().put("stopAfter", "0s").put("dropReplies", 1));

        ordered();
        go(Duration.ofMinutes(6));

        assertThat(state()).isEqualTo(State.OVERDUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 429, 503})
    void an_error_is_never_a_stop_and_never_final(int status) {
        stream(new JsonObject().put("stopAfter", "0s").put("failStops", 3).put("failStatus", status));

        ordered();
        assertThat(state()).isEqualTo(State.REQUESTED);
        go(Duration.ofMinutes(2));

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(found().verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(stopCalls()).isEqualTo(4);
        assertThat(truth().getInteger("overlaps")).isZero();
    }

    @Test
    void answers_that_are_no_json_prove_nothing() {
        stream(new JsonObject().put("stopAfter", "0s").put("garbage", 5));

        ordered();
        assertThat(state()).isEqualTo(State.REQUESTED);
        go(Duration.ofSeconds(90));

        assertThat(state()).isEqualTo(State.STOPPED);
    }

    // ---- logins

    @Test
    void a_token_that_dies_on_the_way_is_replaced_and_nobody_notices() {
        stream(new JsonObject().put("stopAfter", "0s"));
        ordered();
        cluster(new JsonObject().put("expireToken", true));

        go(Duration.ofSeconds(35));

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(found().verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(desk.kinds(TEST)).doesNotContain("unsure");
    }

    @Test
    void tokens_that_live_for_less_than_a_stop_do_not_keep_it_from_being_proved() {
        cluster(new JsonObject().put("tokenTtl", "20s").put("loginLimit", 5));
        stream(new JsonObject().put("stopAfter", "40s"));

        ordered();
        go(Duration.ofMinutes(3));

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(reasons()).noneMatch(reason -> reason.contains("429"));
    }

    @Test
    void it_never_locks_itself_out_however_often_its_tokens_die() {
        cluster(new JsonObject().put("loginLimit", 5));
        stream(new JsonObject().put("stopAfter", "0s"));
        ordered();
        for (var i = 0; i < 30; i++) {
            cluster(new JsonObject().put("expireToken", true));
            go(STEP);
        }
        assertThat(reasons()).anyMatch(reason -> reason.contains("would lock the account out"));

        go(Duration.ofSeconds(100));

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(reasons()).noneMatch(reason -> reason.contains("429"));
    }

    @Test
    void a_limiter_that_others_have_used_up_holds_it_up_and_proves_nothing() {
        cluster(new JsonObject().put("loginLimit", 0));
        stream(new JsonObject().put("stopAfter", "0s"));

        ordered();
        go(Duration.ofMinutes(1));
        assertThat(state()).isEqualTo(State.REQUESTED);
        assertThat(stopCalls()).isZero();

        cluster(new JsonObject().putNull("loginLimit"));
        go(Duration.ofSeconds(90));
        assertThat(state()).isEqualTo(State.STOPPED);
    }

    // ---- the rest of what the account can do

    @Test
    void everything_is_listed_over_all_pages() {
        for (var i = 0; i < 230; i++) {
            desk.thing(STORM, "s" + i, new JsonObject());
        }

        var listing = account.lists().orElseThrow().list().await().says();

        assertThat(listing.fault()).isNull();
        assertThat(listing.readings()).hasSize(230).containsKey("s229");
    }

    @Test
    void commands_that_are_no_stop_reach_the_stream_and_leave_it_alive() {
        stream(new JsonObject());
        var sources = truth().getJsonArray("sourceOrder");
        var turned = new JsonArray().add(sources.getString(1)).add(sources.getString(0));
        var commands = account.commands().orElseThrow();

        var propagated = commands.run("test", new JsonObject().put("command", "propagate"))
                .await();
        var reordered = commands.run(
                        "test", new JsonObject().put("command", "reorder").put("sourceList", turned))
                .await();

        assertThat(List.of(propagated.says().end(), reordered.says().end())).containsOnly(Command.End.DONE);
        assertThat(truth().getJsonArray("sourceOrder")).isEqualTo(turned);
        assertThat(truth().getInteger("propagateCalls")).isEqualTo(1);
        assertThat(truth().getBoolean("running")).isTrue();
        assertThat(stopCalls()).isZero();
    }

    @Test
    void the_account_is_checked_by_a_login_and_a_read() {
        assertThat(account.check().await()).isEmpty();

        var stranger = desk.account("wrong", new Storm(), Map.of("username", "u", "password", "wrong"));
        assertThat(stranger.check().await()).singleElement().asString().contains("Username or password is incorrect");
    }

    @Test
    void there_is_no_force() {
        assertThat(account.policy().knows(Mode.FORCE)).isFalse();
        assertThat(account.callbacks()).isEmpty();
    }
}
