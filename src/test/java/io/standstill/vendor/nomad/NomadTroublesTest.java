package io.standstill.vendor.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Problem;
import io.standstill.domain.State;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops through everything that goes wrong on the way: logins, the wire, answers without sense. */
class NomadTroublesTest extends AtNomadDesk {

    // ---- logins

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a_login_that_ends_midway_is_made_anew(int status) {
        channel(new JsonObject().put("stopAfter", "1s"));
        order();
        vendor("expireToken", status);
        pass(REFRESHED);
        pass(REFRESHED);

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.kinds(STUDIO)).doesNotContain("unsure");
        assertThat(truth().getInteger("stopCalls")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_long_stop_outlives_its_login_by_refresh_token_or_by_another_login(boolean refuseRefresh) {
        vendor("refuseRefresh", refuseRefresh);
        channel(new JsonObject().put("stopAfter", "2h"));
        order();
        for (var i = 0; i < 13; i++) {
            pass(Duration.ofMinutes(10));
        }

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(desk.kinds(STUDIO)).doesNotContain("unsure");
    }

    @Test
    void a_login_without_a_token_is_told_and_the_stop_goes_on_when_it_works_again() {
        vendor("loginStatus", "TwoFactorSetupRequired");
        channel(new JsonObject().put("stopAfter", "0s"));
        order();
        assertThat(state()).isEqualTo(State.REQUESTED);
        assertThat(desk.kinds(STUDIO)).containsExactly("ordered", "unsure");
        assertThat(reasons().get(1)).contains("the login failed: TwoFactorSetupRequired");

        vendor("loginStatus", null);
        for (var i = 0; i < 4; i++) {
            pass(REFRESHED);
        }

        assertThat(state()).isEqualTo(State.STOPPED);
    }

    // ---- what goes wrong on the wire

    @Test
    void after_a_lost_reply_it_looks_first_and_sees_that_the_stop_took() {
        channel(new JsonObject().put("dropReplies", 1).put("stopAfter", "20s"));
        order();
        assertThat(desk.kinds(STUDIO)).containsExactly("ordered", "seen", "sent", "unsure", "acknowledged");

        for (var i = 0; i < 4; i++) {
            pass(REFRESHED);
        }

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(truth().getInteger("stopCalls")).as("not sent twice").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 429, 500, 502, 503})
    void a_stop_that_is_refused_is_never_final_and_is_sent_again_after_a_look(int status) {
        channel(new JsonObject().put("failStops", 1).put("failStatus", status).put("stopAfter", "0s"));
        order();
        // A new login may have been tried against the refusal.
        assertThat(state()).isIn(State.REQUESTED, State.STOPPING);
        for (var i = 0; i < 6 && state() != State.STOPPED; i++) {
            pass(REFRESHED);
        }

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(truth().getInteger("stopCalls")).isEqualTo(2);
        assertThat(truth().getInteger("overlaps")).isZero();
    }

    @Test
    void answers_that_are_no_json_prove_nothing() {
        channel(new JsonObject().put("garbage", 3).put("stopAfter", "0s"));
        order();
        assertThat(state()).isEqualTo(State.REQUESTED);
        for (var i = 0; i < 12 && state() != State.STOPPED; i++) {
            pass(REFRESHED);
        }

        assertThat(state()).isEqualTo(State.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"404", "204", "null", "empty"})
    void what_the_vendor_never_knew_fails(String unknown) {
        vendor("unknownId", unknown);
        order();

        assertThat(state()).isEqualTo(State.FAILED);
        assertThat(desk.find(STUDIO).problem().name()).isEqualTo(Problem.UNKNOWN_AT_VENDOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deleted", "Hibernating", "Unmanaged", "Pause"})
    void a_word_that_is_not_idle_is_never_a_stop(String word) {
        channel(new JsonObject().put("stopAfter", "0s").put("status", word));
        order();
        for (var i = 0; i < 6; i++) {
            pass(REFRESHED);
        }

        assertThat(state()).isIn(State.REQUESTED, State.STOPPING);
        assertThat(desk.find(STUDIO).vendorStatus()).isEqualTo(word);
    }
}
