package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated Nomad lets in, and keeps out, as the real one documents it. */
@ExtendWith(VertxExtension.class)
class NomadAccountsTest {

    private static final String LOGIN = "{\"userName\":\"u@x\",\"password\":\"any\"}";

    private NomadFixture nomad;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        nomad = new NomadFixture(vertx, folder, false);
    }

    @AfterEach
    void end() {
        nomad.close();
    }

    private JsonObject login() {
        return nomad.post("/account/login", LOGIN, "").bodyAsJsonObject();
    }

    private JsonObject refresh(JsonObject account) {
        return nomad.post("/account/refresh-token", refreshBody(account), "").bodyAsJsonObject();
    }

    private static String refreshBody(JsonObject account) {
        return new JsonObject()
                .put("refreshToken", account.getString("refreshToken"))
                .encode();
    }

    private int list(JsonObject account) {
        return list("Bearer " + account.getString("token"));
    }

    private int list(String authorization) {
        return nomad.call(HttpMethod.GET, "/liveChannel", authorization).statusCode();
    }

    @Test
    void a_login_answers_the_documented_model_and_its_token_opens_the_door() {
        var account = login();

        assertThat(account.fieldNames())
                .containsExactly(
                        "id",
                        "userName",
                        "firstName",
                        "lastName",
                        "loginStatus",
                        "cookies",
                        "token",
                        "refreshToken",
                        "expirationSeconds",
                        "scopeId",
                        "scopeName",
                        "claims",
                        "isAdmin",
                        "isGuest",
                        "userSessionId");
        assertThat(account.getString("userName")).isEqualTo("u@x");
        assertThat(account.getInteger("expirationSeconds")).isEqualTo(2_700);
        assertThat(list(account)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"username\":\"u@x\",\"password\":\"any\"}",
                "{\"UserName\":\"u@x\",\"Password\":\"any\",\"applicationId\":null}",
                "{\"USERNAME\":\"u@x\",\"PASSWORD\":\"any\"}"
            })
    void the_names_in_a_login_may_be_of_any_case(String body) {
        assertThat(nomad.post("/account/login", body, "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{", "{}", "{\"userName\":\"u@x\"}", "{\"userName\":\"u@x\",\"password\":7}"})
    void a_login_that_lacks_something_is_a_bad_request(String body) {
        var answer = nomad.post("/account/login", body, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getString("title")).isEqualTo("Bad Request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"userName\":\"u@x\",\"password\":\"wrong\"}", "{\"userName\":\"wrong\",\"password\":\"any\"}"
            })
    void bad_credentials_are_not_found_rather_than_unauthorized(String body) {
        assertThat(nomad.post("/account/login", body, "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_login_can_be_answered_without_a_token() {
        nomad.turn("", new JsonObject().put("loginStatus", "TwoFactorCodeRequired"));

        var account = login();

        assertThat(account.getString("loginStatus")).isEqualTo("TwoFactorCodeRequired");
        assertThat(account.getString("token")).isNull();
        assertThat(account.getString("refreshToken")).isNull();
    }

    @Test
    void a_login_can_be_refused() {
        nomad.turn("", new JsonObject().put("loginRefused", 403));

        var answer = nomad.post("/account/login", LOGIN, "");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.bodyAsJsonObject().getInteger("status")).isEqualTo(403);
    }

    @Test
    void a_refresh_gives_a_new_pair_and_the_old_refresh_token_is_worth_nothing() {
        var first = login();

        var second = refresh(first);

        assertThat(second.getString("token")).isNotEqualTo(first.getString("token"));
        assertThat(second.getString("refreshToken")).isNotEqualTo(first.getString("refreshToken"));
        assertThat(second.getString("userSessionId")).isEqualTo(first.getString("userSessionId"));
        assertThat(list(second)).isEqualTo(200);
        assertThat(nomad.post("/account/refresh-token", refreshBody(first), "").statusCode())
                .isEqualTo(404);
        assertThat(nomad.post("/account/refresh-token", "", "").statusCode()).isEqualTo(400);
    }

    @Test
    void refresh_tokens_can_be_refused_altogether() {
        var account = login();
        nomad.turn("", new JsonObject().put("refuseRefresh", true));

        assertThat(nomad.post("/account/refresh-token", refreshBody(account), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(list(account)).isEqualTo(200);
    }

    @Test
    void a_token_is_good_for_three_quarters_of_an_hour() {
        var account = login();

        nomad.pass(Duration.ofMinutes(45).minusSeconds(1));
        assertThat(list(account)).isEqualTo(200);
        nomad.pass(Duration.ofSeconds(1));
        assertThat(list(account)).isEqualTo(401);
        assertThat(list(refresh(account))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void every_token_given_so_far_can_be_made_to_expire_again_and_again(int status) {
        for (var time = 0; time < 2; time++) {
            var before = login();
            nomad.turn("", new JsonObject().put("expireToken", status));
            assertThat(list(before)).isEqualTo(status);

            nomad.restart();

            assertThat(list(before)).as("after a restart").isEqualTo(status);
            var after = refresh(before);
            assertThat(list(after)).isEqualTo(200);
            assertThat(list(NomadFixture.KEY)).isEqualTo(200);
            nomad.pass(Duration.ofMinutes(45));
            assertThat(list(after)).as("late ones are answered alike").isEqualTo(status);
        }
        var account = login();
        nomad.turn("", new JsonObject().put("expireToken", status));
        nomad.turn("", new JsonObject().putNull("expireToken"));
        assertThat(list(account)).as("put back").isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ApiKey wrong", "ApiKey ", "Basic any", "any", "Bearer any", "Bearer a.b.c"})
    void who_is_not_known_is_unauthorized_in_the_specified_words(String authorization) {
        var answer = nomad.call(HttpMethod.GET, "/liveChannel", authorization);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(
                        new JsonObject(
                                "{\"type\":\"https://tools.ietf.org/html/rfc9110#section-15.5.2\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Caller is not authenticated.\",\"instance\":null}"));
    }

    @Test
    void a_token_with_a_changed_word_is_no_token() {
        var token = login().getString("token").split("\\.", -1);

        assertThat(list("Bearer " + token[0] + "." + token[1] + "A." + token[2]))
                .isEqualTo(401);
    }

    @Test
    void whoever_logs_out_is_out_and_a_ping_says_so() {
        var account = login();
        var session = new JsonObject().put("userSessionId", account.getString("userSessionId"));
        var bearer = "Bearer " + account.getString("token");
        assertThat(nomad.post("/account/ping", session.encode(), bearer).bodyAsJsonObject())
                .isEqualTo(new JsonObject("{\"redirectUrl\":null,\"pingStatus\":\"Normal\"}"));

        var answer = nomad.post("/account/logout", "{}", bearer);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNull();
        assertThat(list(account)).isEqualTo(401);
        assertThat(nomad.post("/account/refresh-token", refreshBody(account), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(nomad.post("/account/ping", session.encode(), NomadFixture.KEY)
                        .bodyAsJsonObject()
                        .getString("pingStatus"))
                .isEqualTo("SessionDeactivated");
        assertThat(nomad.post("/account/ping", "", NomadFixture.KEY).statusCode())
                .isEqualTo(400);
        assertThat(nomad.post("/account/logout", session.encode(), "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void one_session_can_end_another() {
        var one = login();
        var other = login();
        var body = new JsonObject().put("userSessionId", other.getString("userSessionId"));

        nomad.post("/account/logout", body.encode(), "Bearer " + one.getString("token"));

        assertThat(list(other)).isEqualTo(401);
        assertThat(list(one)).isEqualTo(200);
    }

    @Test
    void tokens_and_refresh_tokens_outlive_the_process() {
        var account = login();

        nomad.restart();

        assertThat(list(account)).isEqualTo(200);
        assertThat(list(refresh(account))).isEqualTo(200);
    }

    @Test
    void so_many_sessions_are_kept_and_no_more() {
        var oldest = login();
        for (var more = 0; more < 31; more++) {
            login();
        }
        assertThat(list(oldest)).isEqualTo(200);

        login();

        assertThat(list(oldest)).isEqualTo(401);
    }

    @Test
    void a_world_forgotten_knows_no_sessions_and_sessions_are_no_channels() {
        var account = login();
        assertThat(nomad.sum().getInteger("things")).isZero();

        nomad.forgetAll();

        assertThat(list(account)).isEqualTo(401);
    }
}
