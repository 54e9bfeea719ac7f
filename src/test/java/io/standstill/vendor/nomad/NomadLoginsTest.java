package io.standstill.vendor.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the account is let in, and what it does when it is not. */
class NomadLoginsTest extends AtFarNomad {

    @Test
    void a_stop_is_sent_without_a_body_and_with_the_token() {
        var answered = done(() -> account.stop(ID, Mode.GRACEFUL));

        assertThat(answered.says()).isEqualTo(new Reply.Taken(false));
        assertThat(far.asked())
                .containsExactly(
                        new FarNomad.Asked(FarNomad.LOGIN, null, "{\"userName\":\"u@x\",\"password\":\"hunter2\"}"),
                        new FarNomad.Asked(FarNomad.STOP, "Bearer t1", ""));
    }

    @Test
    void a_key_needs_no_login_and_is_not_tried_twice() {
        var byKey = open(far.url(), Map.of("apiKey", "k1", "apiType", "admin"));
        far.says(FarNomad.STOP, 401, "");

        var answered = done(() -> byKey.stop(ID, Mode.GRACEFUL));

        assertThat(answered.says()).isEqualTo(new Reply.Unsure("the vendor answered 401"));
        assertThat(far.asked()).containsExactly(new FarNomad.Asked(FarNomad.STOP, "ApiKey k1", ""));
        byKey.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void an_ended_token_is_told_by_either_status_and_replaced_once(int status) {
        far.says(FarNomad.STOP, status, "").thenSays(FarNomad.STOP, 200, "");
        far.says(FarNomad.LOGIN, 200, FarNomad.granted("t1", "r1").encode())
                .thenSays(FarNomad.LOGIN, 200, FarNomad.granted("t2", "r2").encode());

        var answered = done(() -> account.stop(ID, Mode.GRACEFUL));

        assertThat(answered.says()).isEqualTo(new Reply.Taken(false));
        assertThat(far.asked())
                .extracting(FarNomad.Asked::authorization)
                .containsExactly(null, "Bearer t1", null, "Bearer t2");
    }

    @Test
    void a_refusal_that_a_new_login_does_not_help_against_starts_no_storm_of_logins() {
        far.says(FarNomad.STOP, 403, "");
        for (var i = 0; i < 5; i++) {
            assertThat(done(() -> account.stop(ID, Mode.GRACEFUL)).says())
                    .isEqualTo(new Reply.Unsure("the vendor answered 403"));
        }
        assertThat(look().says()).as("what may be read is read").isEqualTo(RUNNING);
        assertThat(far.count(FarNomad.LOGIN)).isEqualTo(2);

        pass(Duration.ofSeconds(16));
        done(() -> account.stop(ID, Mode.GRACEFUL));
        assertThat(far.count(FarNomad.LOGIN)).as("tried again later").isEqualTo(3);
    }

    @Test
    void before_a_token_ends_it_is_renewed_and_each_refresh_token_is_used_once() {
        far.says(FarNomad.RENEWAL, 200, FarNomad.granted("t2", "r2").encode())
                .thenSays(FarNomad.RENEWAL, 200, FarNomad.granted("t3", "r3").encode());
        done(() -> account.stop(ID, Mode.GRACEFUL));
        pass(Duration.ofMinutes(40));
        done(() -> account.stop(ID, Mode.GRACEFUL));
        pass(Duration.ofMinutes(40));
        done(() -> account.stop(ID, Mode.GRACEFUL));

        assertThat(far.asked())
                .filteredOn(asked -> asked.call().equals(FarNomad.RENEWAL))
                .extracting(FarNomad.Asked::body)
                .containsExactly("{\"refreshToken\":\"r1\"}", "{\"refreshToken\":\"r2\"}");
        assertThat(far.asked().get(far.asked().size() - 1).authorization()).isEqualTo("Bearer t3");
        assertThat(far.count(FarNomad.LOGIN)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"token\":null}", "<html>no</html>", "", "{\"token\":\"t2\""})
    void a_renewal_that_comes_to_nothing_is_followed_by_a_login(String body) {
        far.says(FarNomad.RENEWAL, 200, body);
        done(() -> account.stop(ID, Mode.GRACEFUL));
        pass(Duration.ofMinutes(40));

        assertThat(done(() -> account.stop(ID, Mode.GRACEFUL)).says()).isEqualTo(new Reply.Taken(false));
        assertThat(far.count(FarNomad.RENEWAL)).isEqualTo(1);
        assertThat(far.count(FarNomad.LOGIN)).isEqualTo(2);
    }

    @Test
    void a_login_without_a_token_is_told_by_its_own_word_and_not_tried_again_at_once() {
        far.says(FarNomad.LOGIN, 200, "{\"token\":null,\"loginStatus\":\"TwoFactorSetupRequired\"}");

        for (var i = 0; i < 3; i++) {
            assertThat(look().says()).isEqualTo(new Reading.Unsure("the login failed: TwoFactorSetupRequired", null));
        }
        assertThat(far.calls()).containsExactly(FarNomad.LOGIN);

        pass(Duration.ofSeconds(15));
        look();
        assertThat(far.count(FarNomad.LOGIN)).isEqualTo(2);
    }

    @Test
    void a_refresh_that_never_left_does_not_count_against_the_limit() {
        far.says(FarNomad.LOGIN, 503, "")
                .thenSays(FarNomad.LOGIN, 200, FarNomad.granted("t1", "r1").encode());
        nomadSays("Idle");
        assertThat(look().says()).isInstanceOf(Reading.Unsure.class);

        pass(Duration.ofSeconds(15));

        assertThat(look().says()).isEqualTo(IDLE);
    }
}
