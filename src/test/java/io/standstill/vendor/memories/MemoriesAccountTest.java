package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.simulator.Simulators;
import io.standstill.testing.RawServer;
import io.standstill.vendor.Account;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an account says and hears on the wire. */
@ExtendWith(VertxExtension.class)
class MemoriesAccountTest {

    private static final String KEY = "sk-mavi-desk";

    private Vertx vertx;
    private Simulators simulators;
    private WebClient client;
    private final List<Account> opened = new ArrayList<>();

    @BeforeEach
    void begin(Vertx made, @TempDir Path folder) {
        vertx = made;
        client = WebClient.create(vertx);
        simulators = Simulators.start(vertx, 0, folder.resolve("world.jsonl"), Clock.systemUTC(), false)
                .await();
    }

    @AfterEach
    void end() {
        opened.forEach(Account::close);
        client.close();
        simulators.stop().await();
    }

    private String simulated() {
        return "http://127.0.0.1:%d/memories".formatted(simulators.port());
    }

    private Account account(String url, String understandingUrl, String key) {
        var terms = new Terms("m", URI.create(url), "nonprod", new Memories().policy());
        var secret = new Secret("callback-secret");
        var callbacks =
                new MemoriesCallbacks(List.of(secret), new Blotter(List.of(secret, new Secret(key)), List.of()));
        var account = new MemoriesAccount(
                vertx, System::nanoTime, terms, URI.create(understandingUrl), new Secret(key), callbacks);
        opened.add(account);
        return account;
    }

    private Account account(String key) {
        return account(simulated(), simulated(), key);
    }

    private void running(String id) {
        client.put(simulators.port(), "127.0.0.1", "/_control/memories/" + id)
                .sendJsonObject(new JsonObject())
                .await();
    }

    private JsonObject truth(String path) {
        return client.get(simulators.port(), "127.0.0.1", "/_control/memories" + path)
                .send()
                .await()
                .bodyAsJsonObject();
    }

    // ---- the rules

    @Test
    void the_policy_is_the_vendors_word_with_a_silence() {
        var policy = new Memories().policy();

        assertThat(policy.modes()).isEqualTo(Set.of(Mode.GRACEFUL));
        assertThat(policy.means()).isEqualTo(new Policy.ByWord(Duration.ofSeconds(15), Duration.ofSeconds(30)));
        assertThat(policy.deadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(policy.readable()).isFalse();
    }

    @Test
    void it_has_no_lists_and_no_commands_and_a_look_tells_nothing() {
        var account = account(KEY);

        assertThat(account.lists()).isEmpty();
        assertThat(account.commands()).isEmpty();
        assertThat(account.look("t").await().says()).isInstanceOf(Reading.Unsure.class);
        assertThat(account.seenAs()).isEqualTo(simulated());
        assertThat(account.faultOfId("video:t")).isPresent();
        assertThat(account.faultOfId("audio:t")).isEmpty();
        assertThat(account.callbacks().orElseThrow().secrets()).containsExactly(new Secret("callback-secret"));
    }

    // ---- the stop

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550e8400-e29b-41d4-a716-446655440000",
                "audio:660e8400-e29b-41d4-a716-446655440001",
                "understanding:5347085a-1747-4731-bdde-3856d09502c4"
            })
    void each_product_is_stopped_in_its_own_way(String id) {
        running(id);

        var returned = account(KEY).stop(id, Mode.GRACEFUL).await();

        assertThat(returned.says()).isEqualTo(new Reply.Taken(false));
        assertThat(returned.trace().status()).isEqualTo(200);
        assertThat(truth("/" + id).getInteger("stopCalls")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "audio:t", "understanding:t", "understanding:a?b#c d"})
    void what_it_does_not_know_is_not_found(String id) {
        assertThat(account(KEY).stop(id, Mode.GRACEFUL).await().says()).isInstanceOf(Reply.NotFound.class);
    }

    @Test
    void a_name_that_would_climb_out_of_its_path_stops_nothing() {
        assertThat(account(KEY).stop("understanding:..", Mode.GRACEFUL).await().says())
                .isNotInstanceOf(Reply.Taken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "audio:t", "understanding:t"})
    void a_key_that_is_not_accepted_leaves_it_unsure(String id) {
        running(id);

        assertThat(account("wrong").stop(id, Mode.GRACEFUL).await().says())
                .isEqualTo(new Reply.Unsure("the vendor answered 401, code 401"));
    }

    @Test
    void the_key_stands_bare_and_each_product_has_its_host() {
        try (var moderation = new RawServer((to, out) -> out.write(RawServer.response(
                        200,
                        "application/json",
                        "{\"code\":200,\"data\":{\"task_id\":\"a b?\"},\"k\":\"" + KEY + "\"}")));
                var understanding = new RawServer((to, out) -> out.write(RawServer.response(
                        200, "application/json", "{\"status\":14,\"task_id\":\"a b?\",\"s\":\"callback-secret\"}")))) {
            var account = account(moderation.url(), understanding.url(), KEY);

            var video = account.stop("a b?", Mode.GRACEFUL).await();
            var spoken = account.stop("understanding:a b?", Mode.GRACEFUL).await();

            assertThat(moderation.heads())
                    .singleElement()
                    .asString()
                    .startsWith("POST /serve/api/v2/stream/stop HTTP/1.1")
                    .containsIgnoringCase("\r\nauthorization: " + KEY + "\r\n")
                    .containsIgnoringCase("\r\ncontent-type: application/json\r\n");
            assertThat(understanding.heads())
                    .singleElement()
                    .asString()
                    .startsWith("POST /v1/understand/stop/a%20b%3F HTTP/1.1")
                    .containsIgnoringCase("\r\nauthorization: " + KEY + "\r\n");
            assertThat(video.says()).isEqualTo(new Reply.Taken(false));
            assertThat(spoken.says()).isEqualTo(new Reply.Taken(false));
            assertThat(video.trace().excerpt()).contains("***").doesNotContain(KEY);
            assertThat(spoken.trace().excerpt()).contains("***").doesNotContain("callback-secret");
        }
    }

    @Test
    void a_vendor_that_is_not_there_or_hangs_up_leaves_it_unsure() {
        try (var rude = new RawServer((to, out) -> to.setSoLinger(true, 0))) {
            assertThat(account(rude.url(), rude.url(), KEY)
                            .stop("t", Mode.GRACEFUL)
                            .await()
                            .says())
                    .isEqualTo(new Reply.Unsure("the connection broke"));
        }
    }

    // ---- the account

    @Test
    void an_account_that_answers_is_well_and_nothing_was_changed() {
        running("t");

        assertThat(account(KEY).check().await()).isEmpty();
        assertThat(truth("").getInteger("stopCalls")).isZero();
        assertThat(truth("/t").getBoolean("stopping")).isFalse();
    }

    @Test
    void a_key_that_is_refused_is_told_for_each_address() {
        assertThat(account("wrong").check().await())
                .extracting(Finding::told)
                .containsExactly(
                        "of " + simulated() + "/serve/api/v2/stream/stop: it does not accept the apiKey",
                        "of " + simulated() + "/v1/understand/stop: it does not accept the apiKey");
    }

    @Test
    void a_host_that_is_not_there_is_told() {
        var nobody = new RawServer((to, out) -> out.flush());
        nobody.close();

        assertThat(account(simulated(), nobody.url(), KEY).check().await())
                .extracting(Finding::told)
                .containsExactly("of " + nobody.url() + "/v1/understand/stop: it could not be reached: no connection");
    }
}
