package io.standstill.vendor.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.testing.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole stops, from the order to the proof, at the simulated vendor. */
class NomadStopsTest extends AtNomadDesk {

    // ---- the plain road

    @Test
    void two_refreshed_looks_prove_it_and_its_idle_charge_is_told() {
        channel(new JsonObject().put("stopAfter", "1s"));
        order();
        assertThat(state()).isEqualTo(State.STOPPING);
        pass(REFRESHED);
        assertThat(state()).as("one look is not enough").isEqualTo(State.STOPPING);
        pass(REFRESHED);

        var resource = desk.find(STUDIO);
        assertThat(resource.state()).isEqualTo(State.STOPPED);
        assertThat(resource.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(resource.clean()).isTrue();
        assertThat(resource.residue()).containsExactly("idle-charge");
        assertThat(desk.kinds(STUDIO))
                .containsExactly("ordered", "seen", "sent", "acknowledged", "seen", "seen", "proved");
        assertThat(truth().getInteger("stopCalls")).isEqualTo(1);
        assertThat(truth().getBoolean("running")).isFalse();
        assertThat(truth().getInteger("refreshes")).isEqualTo(3);
    }

    @Test
    void what_is_at_rest_already_is_proved_without_a_send() {
        channel(new JsonObject().put("stopAfter", "0s"));
        order();
        pass(REFRESHED);
        pass(REFRESHED);
        desk.pass(Duration.ofMinutes(10));
        order();
        pass(REFRESHED);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.find(STUDIO).generation()).isEqualTo(2);
        assertThat(truth().getInteger("stopCalls")).isEqualTo(1);
    }

    @Test
    void many_are_stopped_with_one_refresh_for_all_of_them() {
        var ids = List.of("a", "b", "c", "d", "e").stream()
                .map(letter -> new ResourceId("n", letter.repeat(32)))
                .toList();
        for (var id : ids) {
            desk.thing(NOMAD, id.id(), new JsonObject().put("stopAfter", "0s"));
            desk.hears(id, Samples.order());
        }

        desk.settle(node);
        pass(REFRESHED);
        pass(REFRESHED);

        for (var id : ids) {
            assertThat(desk.find(id).state()).isEqualTo(State.STOPPED);
            assertThat(desk.truth(NOMAD, id.id()).getInteger("refreshes")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lower", "upper", "padded"})
    void however_its_words_are_written(String casing) {
        vendor("casing", casing);
        channel(new JsonObject().put("stopAfter", "1s"));
        order();
        pass(REFRESHED);
        pass(REFRESHED);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.find(STUDIO).vendorStatus()).isEqualTo("Idle");
    }

    // ---- the cache

    @Test
    void an_idle_that_is_only_remembered_proves_nothing() {
        channel(new JsonObject().put("stopAfter", "0s"));
        order();
        desk.pass(REFRESHED);
        desk.settle(node);
        var reads = truth().getInteger("reads");
        for (var i = 0; i < 4; i++) {
            pass(Duration.ofSeconds(2));
        }

        assertThat(state()).as("nine seconds of Idle without a refresh").isEqualTo(State.STOPPING);
        assertThat(truth().getInteger("reads"))
                .as("no read that could prove nothing")
                .isLessThanOrEqualTo(reads + 1);
        pass(Duration.ofSeconds(2));
        assertThat(state()).isEqualTo(State.STOPPED);
    }

    @Test
    void a_cache_that_still_says_idle_of_what_was_started_again_is_refreshed_before_it_is_believed() {
        channel(new JsonObject().put("stopAfter", "0s").put("staleCache", true));
        order();
        pass(REFRESHED);
        pass(REFRESHED);
        assertThat(state()).isEqualTo(State.STOPPED);
        desk.control("/nomad/" + FarNomad.ID, new JsonObject().put("running", true));
        assertThat(truth().getString("shown")).isEqualTo("Idle");

        desk.pass(Duration.ofSeconds(30));
        order();

        assertThat(truth().getInteger("stopCalls")).as("it saw that it runs").isEqualTo(2);
        pass(REFRESHED);
        pass(REFRESHED);
        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(truth().getBoolean("running")).isFalse();
    }

    @Test
    void a_cache_that_says_running_of_what_has_stopped_is_refreshed_and_not_stopped_twice() {
        channel(new JsonObject().put("stopAfter", "1s").put("staleCache", true));
        order();
        pass(Duration.ofSeconds(5));
        assertThat(state()).isEqualTo(State.STOPPING);
        pass(Duration.ofSeconds(5));
        pass(REFRESHED);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(truth().getInteger("stopCalls")).isEqualTo(1);
    }

    // ---- what never ends, or ends badly

    @Test
    void what_ends_in_error_is_not_at_rest_and_becomes_overdue() {
        channel(new JsonObject().put("stopAfter", "1s").put("endsIn", "Error"));
        order();
        for (var i = 0; i < 13; i++) {
            pass(Duration.ofMinutes(1));
        }

        assertThat(state()).isEqualTo(State.OVERDUE);
        assertThat(desk.find(STUDIO).verdict()).isNull();
        assertThat(desk.kinds(STUDIO)).doesNotContain("proved");
        assertThat(truth().getBoolean("running")).isTrue();
    }

    @Test
    void what_is_stuck_in_stopping_is_overdue_and_still_looked_at() {
        channel(new JsonObject().put("never", true));
        order();
        pass(Duration.ofMinutes(13));
        assertThat(state()).isEqualTo(State.OVERDUE);

        var refreshes = truth().getInteger("refreshes");
        pass(Duration.ofHours(3));

        assertThat(state()).isEqualTo(State.OVERDUE);
        assertThat(truth().getInteger("refreshes")).isGreaterThan(refreshes);
    }

    @Test
    void late_proof_counts() {
        channel(new JsonObject().put("stopAfter", "20m"));
        order();
        pass(Duration.ofMinutes(13));
        assertThat(state()).isEqualTo(State.OVERDUE);

        pass(Duration.ofMinutes(8));
        pass(Duration.ofMinutes(1));

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(truth().getInteger("stopCalls")).isEqualTo(1);
    }

    @Test
    void what_recovers_while_it_stops_is_stopped_again() {
        channel(new JsonObject().put("stopAfter", "3s").put("flaps", 1));
        order();
        for (var i = 0; i < 60 && state() != State.STOPPED; i++) {
            pass(Duration.ofSeconds(2));
        }

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(truth().getInteger("stopCalls")).isEqualTo(2);
        assertThat(truth().getBoolean("running")).isFalse();
        assertThat(reasons()).anyMatch(entry -> entry.contains("Recovering"));
    }

    @Test
    void what_its_schedule_starts_again_is_found_by_the_watch() {
        channel(new JsonObject().put("stopAfter", "0s").put("restartAfter", "50s"));
        order();
        pass(REFRESHED);
        pass(REFRESHED);
        assertThat(state()).isEqualTo(State.STOPPED);

        pass(Duration.ofSeconds(61));

        assertThat(state()).isEqualTo(State.REAPPEARED);
    }

    @Test
    void what_is_deleted_by_somebody_is_gone_after_three_refreshed_looks(Vertx vertx) {
        desk.thing("nomad", "0b6c0c1e-3f0b-4b0a-8b8a-6d0b4a6a2b11", new JsonObject());
        channel(new JsonObject().put("stopAfter", "15s"));
        order();
        delete(vertx);
        pass(REFRESHED);
        assertThat(desk.find(STUDIO).vendorStatus()).isEqualTo("Deleting");

        pass(REFRESHED);
        pass(REFRESHED);
        assertThat(state()).as("two absences are not enough").isEqualTo(State.STOPPING);
        pass(REFRESHED);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.find(STUDIO).verdict()).isEqualTo(Verdict.GONE);
        assertThat(desk.find(STUDIO).clean()).isNull();
    }

    /** As somebody else would, at the vendor. */
    private void delete(Vertx vertx) {
        var vendor = desk.find(STUDIO).pursuit().seenAs().replaceFirst(" user .*", "");
        var status = WebClient.create(vertx)
                .deleteAbs(vendor + "/api/liveChannel/" + FarNomad.ID)
                .putHeader("Authorization", "ApiKey k")
                .send()
                .await()
                .statusCode();
        assertThat(status).isEqualTo(200);
    }
}
