package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated Storm says what the real one documents, to the letter: sessions, a stream, its delete. */
class StormSimulatorTest extends StormAtHand {

    // ---- sessions

    @Test
    void a_login_tells_its_token_and_when_it_dies() {
        var answer = login("john.doe", "securePassword123").bodyAsJsonObject();

        var data = answer.getJsonObject("data");
        assertThat(answer.fieldNames()).containsExactlyInAnyOrder("data", "meta", "message");
        assertThat(answer.getString("message")).isEqualTo("Authentication successful");
        assertThat(data.getString("accessToken")).startsWith("eyJhbGc").matches("[^.]+\\.[^.]+\\.[^.]+");
        assertThat(data.copy().put("accessToken", ""))
                .isEqualTo(new JsonObject()
                        .put("accessToken", "")
                        .put("tokenType", "Bearer")
                        .put("expireDate", hour.millis() + 900_000)
                        .put("remainingTime", 900_000)
                        .put("username", "john.doe")
                        .put("message", "Authentication successful"));
        assertThat(answer.getJsonObject("meta").getLong("generatedAt")).isEqualTo(hour.millis());
    }

    @Test
    void a_wrong_user_a_wrong_password_and_half_a_login_are_turned_away() {
        var incorrect = new JsonObject("{\"message\":\"Username or password is incorrect\"}");

        assertThat(login("wrong", "any").bodyAsJsonObject()).isEqualTo(incorrect);
        assertThat(login("any", "wrong").bodyAsJsonObject()).isEqualTo(incorrect);
        assertThat(login("any", "wrong").statusCode()).isEqualTo(401);
        assertThat(post("/auth/login", new JsonObject().put("username", "any")).statusCode())
                .isEqualTo(400);
        assertThat(post("/auth/login", new JsonArray()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer eyJ.never.given", "Basic am9objpkb2U="})
    void without_a_token_nothing_is_told(String authorization) {
        stream(NOTHING);

        var answer = send(HttpMethod.GET, "/storm/api/cluster/streams/test", authorization, null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("message", "Could not authorize with given access token")
                        .put("timestamp", hour.millis()));
    }

    @Test
    void a_token_lives_a_quarter_of_an_hour_and_no_longer() {
        stream(NOTHING);

        hour.pass(Duration.ofSeconds(899));
        assertThat(look().statusCode()).isEqualTo(200);
        hour.pass(Duration.ofSeconds(1));
        assertThat(look().statusCode()).isEqualTo(401);
    }

    @Test
    void how_long_new_tokens_live_can_be_turned() {
        stream(NOTHING);
        control("", new JsonObject().put("tokenTtl", "2s"));
        token = login();

        hour.pass(Duration.ofSeconds(2));

        assertThat(look().statusCode()).isEqualTo(401);
    }

    @Test
    void expire_token_kills_what_was_given_and_not_what_is_given_then() {
        stream(NOTHING);
        var other = login();
        control("", new JsonObject().put("expireToken", true));

        var anew = login();

        assertThat(look().statusCode()).isEqualTo(401);
        token = other;
        assertThat(look().statusCode()).isEqualTo(401);
        token = anew;
        assertThat(look().statusCode()).isEqualTo(200);
        reopen();
        assertThat(look().statusCode()).isEqualTo(200);
    }

    @Test
    void a_logout_is_said_and_ends_that_token_for_good() {
        stream(NOTHING);
        var other = login();

        var answer = post("/auth/logout", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject().fieldNames()).containsExactlyInAnyOrder("meta", "message");
        assertThat(answer.bodyAsJsonObject().getString("message")).isEqualTo("You have been logged out");
        reopen();
        assertThat(look().statusCode()).isEqualTo(401);
        assertThat(post("/auth/logout", null).statusCode()).isEqualTo(401);
        token = other;
        assertThat(look().statusCode()).isEqualTo(200);
    }

    @Test
    void so_many_logins_a_minute_and_no_more_wrong_ones_too() {
        control("", new JsonObject().put("loginLimit", 2));
        login("any", "wrong");
        login();

        assertThat(login("any", "any").statusCode()).isEqualTo(429);
        reopen();
        assertThat(login("any", "any").bodyAsJsonObject().fieldNames()).containsExactly("message");
        hour.pass(Duration.ofMinutes(1));
        assertThat(login("any", "any").statusCode()).isEqualTo(200);
    }

    @Test
    void of_very_many_tokens_the_eldest_is_forgotten() {
        for (var more = 0; more < 64; more++) {
            login();
        }

        assertThat(get("/cluster/streams").statusCode()).isEqualTo(401);
    }

    // ---- a stream

    @Test
    void a_stream_looks_as_it_is_documented() {
        stream(new JsonObject().put("alias", "alias"));

        var data = data("/cluster/streams/test");

        assertThat(data.copy().put("id", "")).isEqualTo(new JsonObject("""
                        {"id":"","state":"PUBLISHED","streamKey":"test","applicationType":"TRANSCODE",
                         "applicationId":"app_1","applicationName":"transcode","viewerCount":0,"substreamCount":2,
                         "bitrateCount":312500,"healthScore":97,"healthGrade":"Very Good","aliasList":["alias"],
                         "previewList":[{"serverName":"edge-1","nodeHostname":"edge1.example","nodePort":443,
                                         "nodeSSL":true,"applicationName":"edge"}]}
                        """));
        assertThat(data.getString("id")).matches("cs_[0-9a-z]{16}");
        assertThat(look().bodyAsJsonObject().getJsonObject("meta").fieldNames())
                .containsExactlyInAnyOrder("executionTime", "generatedAt");
    }

    @Test
    void a_stream_nobody_published_is_not_found_whatever_is_done_to_it() {
        assertThat(look().statusCode()).isEqualTo(404);
        assertThat(look().bodyAsJsonObject()).isEqualTo(NOT_FOUND);
        assertThat(delete().statusCode()).isEqualTo(404);
        assertThat(delete().bodyAsJsonObject()).isEqualTo(NOT_FOUND);
        assertThat(post("/cluster/streams/test/command", command("propagate")).bodyAsJsonObject())
                .isEqualTo(NOT_FOUND);
        assertThat(get("/cluster/streams/test/sources").bodyAsJsonObject()).isEqualTo(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"studio 2/main stage", "live/a/b", "100%", "50%25 off", "a+b", "zażółć-日本", "q?x=1&y#z", "..."})
    void a_key_is_users_text(String key) {
        control("/" + encoded(key), NOTHING);
        var path = "/cluster/streams/" + encoded(key);

        assertThat(data(path).getString("streamKey")).isEqualTo(key);
        assertThat(keys("?search=" + encoded(key))).containsExactly(key);
        assertThat(post(path + "/command", command("delete")).statusCode()).isEqualTo(200);
        hour.pass(Duration.ofSeconds(1));
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    // ---- delete

    @Test
    void a_delete_is_said_at_once_and_acts_a_while_later() {
        stream(new JsonObject().put("stopAfter", "4s"));
        var id = id();

        var answer = delete();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("meta", new JsonObject().put("executionTime", 3).put("generatedAt", hour.millis()))
                        .put("message", "Stream has been deleted"));
        hour.pass(Duration.ofMillis(3_999));
        assertThat(id()).isEqualTo(id);
        hour.pass(Duration.ofMillis(1));
        assertThat(look().bodyAsJsonObject()).isEqualTo(NOT_FOUND);
        assertThat(delete().bodyAsJsonObject()).isEqualTo(NOT_FOUND);
        assertThat(keys("")).isEmpty();
        assertThat(truth().getInteger("stopCalls")).isEqualTo(2);
    }

    @Test
    void a_removed_stream_stays_away_until_it_is_published_with_another_id() {
        stream(NOTHING);
        var before = id();
        delete();
        hour.pass(Duration.ofDays(1));
        token = login();
        assertThat(look().statusCode()).isEqualTo(404);

        control("/test", new JsonObject().put("running", true));

        assertThat(id()).isNotEqualTo(before).isEqualTo(truth().getString("dataId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"republishAfter", "restartAfter"})
    void an_encoder_that_reconnects_publishes_it_anew(String knob) {
        stream(new JsonObject().put(knob, "10s"));
        var before = id();
        delete();
        hour.pass(Duration.ofSeconds(10));
        assertThat(look().statusCode()).isEqualTo(404);
        reopen();

        hour.pass(Duration.ofSeconds(1));

        var anew = id();
        assertThat(anew).isNotEqualTo(before);
        assertThat(truth().getBoolean("running")).isTrue();
        reopen();
        assertThat(id()).isEqualTo(anew);
    }

    @Test
    void a_delete_without_effect_leaves_the_same_id_alive_until_one_has_effect() {
        stream(new JsonObject().put("never", true));
        var id = id();
        assertThat(delete().statusCode()).isEqualTo(200);
        hour.pass(Duration.ofMinutes(10));
        assertThat(delete().statusCode()).isEqualTo(200);
        assertThat(id()).isEqualTo(id);

        stream(new JsonObject().put("never", false));
        delete();
        hour.pass(Duration.ofSeconds(1));

        assertThat(look().statusCode()).isEqualTo(404);
    }

    @Test
    void so_many_reads_have_yet_to_notice() {
        stream(new JsonObject().put("deleteLagReads", 3));
        var id = id();
        delete();
        hour.pass(Duration.ofSeconds(1));

        assertThat(truth().getBoolean("running")).isFalse();
        assertThat(id()).isEqualTo(id);
        assertThat(keys("")).containsExactly("test");
        reopen();
        assertThat(id()).isEqualTo(id);
        assertThat(look().statusCode()).isEqualTo(404);
        assertThat(keys("")).isEmpty();
    }

    @Test
    void an_edge_is_off_the_list_first_unless_it_lags() {
        stream(new JsonObject().put("stopAfter", "10s"));
        delete();
        assertThat(data("/cluster/streams/test").getJsonArray("previewList")).isEmpty();
        assertThat(data("/applications/edge").getInteger("streamCount")).isZero();

        stream(new JsonObject().put("edgeLag", true));

        assertThat(data("/cluster/streams/test").getJsonArray("previewList")).hasSize(1);
        hour.pass(Duration.ofSeconds(10));
        assertThat(look().statusCode()).isEqualTo(404);
        assertThat(data("/applications/edge").getInteger("streamCount")).isOne();
    }

    @Test
    void a_proxy_knows_no_streams_and_speaks_no_json() {
        stream(new JsonObject().put("proxyHtml404", true));

        assertThat(look().statusCode()).isEqualTo(404);
        assertThat(look().getHeader("Content-Type")).startsWith("text/html");
        assertThat(look().bodyAsString()).contains("<h1>404 Not Found</h1>");
        assertThat(delete().getHeader("Content-Type")).startsWith("text/html");
        assertThat(truth().getBoolean("stopping")).isFalse();
    }

    @Test
    void a_manager_that_lost_its_nodes_knows_no_stream_but_they_live_on() {
        stream(NOTHING);
        var id = id();
        control("", new JsonObject().put("emptyCluster", true));

        assertThat(look().bodyAsJsonObject()).isEqualTo(NOT_FOUND);
        assertThat(delete().bodyAsJsonObject()).isEqualTo(NOT_FOUND);
        assertThat(keys("")).isEmpty();
        assertThat(data("/cluster/applications").getJsonArray("list")).isEmpty();
        assertThat(get("/cluster/applications/app_1").statusCode()).isEqualTo(404);
        var servers = data("/cluster/topology").getJsonArray("topology");
        assertThat(servers).hasSize(1);
        assertThat(servers.getJsonObject(0).getJsonArray("applications")).isEmpty();
        assertThat(data("/applications/transcode").getBoolean("clusterConnection"))
                .isFalse();
        assertThat(data("/applications/transcode").getInteger("streamCount")).isOne();

        control("", new JsonObject().putNull("emptyCluster"));
        assertThat(id()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "400, Invalid command",
        "401, Could not authorize with given access token",
        "404, Stream not found",
        "429, Rate limit exceeded",
        "500, Internal Server Error",
        "503, Error message"
    })
    void told_to_fail_it_fails_in_its_own_words_without_acting(int status, String message) {
        stream(new JsonObject().put("failStops", 1).put("failStatus", status));

        var answer = delete();

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject().getString("message")).isEqualTo(message);
        assertThat(truth().getBoolean("stopping")).isFalse();
        assertThat(delete().statusCode()).isEqualTo(200);
    }

    @Test
    void a_reply_can_be_lost_after_the_deed_and_an_answer_can_be_garbage() {
        stream(new JsonObject().put("dropReplies", 1));
        assertThatThrownBy(this::delete).hasMessageContaining("closed");
        hour.pass(Duration.ofSeconds(1));
        assertThat(look().statusCode()).isEqualTo(404);

        control("/test", new JsonObject().put("running", true).put("behaviour", new JsonObject().put("garbage", 2)));
        assertThat(look().bodyAsString()).startsWith("<html>");
        assertThat(post("/cluster/streams/test/command", command("propagate")).bodyAsString())
                .startsWith("<html>");
        assertThat(look().statusCode()).isEqualTo(200);
    }

    @Test
    void so_many_calls_a_second_and_no_more() {
        stream(NOTHING);
        control("", new JsonObject().put("rateLimit", 1));
        look();

        var answer = look();

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
        assertThat(answer.bodyAsJsonObject()).isEqualTo(new JsonObject("{\"message\":\"Rate limit exceeded\"}"));
    }

    // ---- the world

    @Test
    void a_delete_that_was_answered_outlives_the_process() {
        stream(new JsonObject().put("stopAfter", "5m").put("state", "CLOSING"));
        var id = id();
        delete();

        reopen();

        assertThat(id()).isEqualTo(id);
        assertThat(data("/cluster/streams/test").getString("state")).isEqualTo("CLOSING");
        hour.pass(Duration.ofMinutes(5));
        assertThat(look().statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"'', deleteLagReads", "/test, loginLimit", "/test, neverEver"})
    void a_knob_that_is_not_there_is_told_so(String path, String knob) {
        var turned = new JsonObject().put(knob, 1);

        var answer = send(
                HttpMethod.PUT,
                "/_control/storm" + path,
                "",
                path.isEmpty() ? turned : new JsonObject().put("behaviour", turned));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsString()).contains("no such knob: " + knob);
    }

    @Test
    void a_fresh_demo_has_streams_of_all_manners_and_the_first_of_them_is_soon_gone() throws IOException {
        simulators.stop();
        Files.delete(simulators.file);
        simulators.begin(true);
        token = login();

        assertThat(Set.copyOf(keys("")))
                .contains("test", "studio 2/main stage", "never-ends", "encoder-reconnects", "behind-a-proxy");
        delete();
        hour.pass(Duration.ofSeconds(3));
        assertThat(look().statusCode()).isEqualTo(404);
    }
}
