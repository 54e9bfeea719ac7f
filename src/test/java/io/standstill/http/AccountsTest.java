package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts as their users meet them. */
class AccountsTest {

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private static JsonObject account(String name) {
        return json(running.get("/v1/accounts")).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(account -> name.equals(account.getString("name")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_account_tells_who_works_for_it_and_how_it_stands() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> account("demo").getString("holder") != null
                        && account("demo").getString("breaker") != null);

        var demo = account("demo");

        assertThat(demo.fieldNames())
                .contains(
                        "name",
                        "vendor",
                        "configured",
                        "holder",
                        "heldUntil",
                        "lastLookAt",
                        "sightLostAt",
                        "paused",
                        "listedAt",
                        "listed",
                        "strays",
                        "breaker");
        assertThat(demo.getString("vendor")).isEqualTo("feldera");
        assertThat(demo.getBoolean("configured")).isTrue();
        assertThat(demo.getValue("paused")).isNull();
    }

    @Test
    void an_account_that_nobody_configures_any_more_is_named() throws Exception {
        try (var database = Sql.on(running.database())) {
            database.run("INSERT INTO account (name, vendor) VALUES ('retired', 'nomad')");
        }

        assertThat(account("retired").getBoolean("configured")).isFalse();
        assertThat(account("retired").getValue("holder")).isNull();
    }

    @Test
    void while_it_is_paused_no_stop_is_sent_and_after_that_it_is() {
        running.thing("feldera/held", new JsonObject().put("behaviour", new JsonObject().put("stopAfter", "0s")));

        var paused = running.post("/v1/accounts/demo/pause");
        assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
        assertThat(json(paused).getJsonObject("paused").getString("by")).isEqualTo("local");
        assertThat(account("demo").getJsonObject("paused"))
                .isEqualTo(json(paused).getJsonObject("paused"));
        assertThat(running.post("/v1/accounts/demo/pause").body()).isEqualTo(paused.body());
        // The node that works for it hears of that at its next renewal.
        var heard = Awaitility.await().atMost(Duration.ofSeconds(20));
        var renewed = account("demo").getString("heldUntil");
        heard.until(() -> !account("demo").getString("heldUntil").equals(renewed));

        running.post("/v1/resources/demo/held/stop");
        running.awaits("/v1/resources/demo/held", one -> one.getString("vendorStatus") != null);
        assertThat(running.truth("feldera/held").getInteger("stopCalls")).isZero();

        assertThat(json(running.post("/v1/accounts/demo/resume")).getValue("paused"))
                .isNull();
        running.awaits("/v1/resources/demo/held", one -> "stopped".equals(one.getString("state")));
    }

    @Test
    void a_pause_that_came_before_does_not_undo_a_later_resume() {
        var first = running.post("/v1/accounts/memories/pause", "{}", "Idempotency-Key", "pause-1");
        running.post("/v1/accounts/memories/resume", "{}", "Idempotency-Key", "resume-1");

        var again = running.post("/v1/accounts/memories/pause", "{}", "Idempotency-Key", "pause-1");

        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(account("memories").getValue("paused")).isNull();
        assertThat(running.post("/v1/accounts/memories/resume", "{}", "Idempotency-Key", "pause-1")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void the_inventory_is_what_the_vendor_listed_each_marked_known_or_stray_page_by_page() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> account("storm").getString("listedAt") != null);
        try (var database = Sql.on(running.database())) {
            database.run(
                    "INSERT INTO inventory VALUES ('storm', 'a', 'live'), ('storm', 'b', null), ('storm', 'c', '')");
        }
        running.put("/v1/resources/storm/b", "{}");

        var ids = new ArrayList<String>();
        var strays = new ArrayList<String>();
        String cursor = null;
        do {
            var page = json(
                    running.get("/v1/accounts/storm/inventory?limit=2" + (cursor == null ? "" : "&cursor=" + cursor)));
            assertThat(page.getString("takenAt"))
                    .isEqualTo(account("storm").getString("listedAt"))
                    .isNotNull();
            page.getJsonArray("items").stream().map(JsonObject.class::cast).forEach(item -> {
                ids.add(item.getString("id"));
                assertThat(item.getBoolean("stray")).isNotEqualTo(item.getBoolean("known"));
                if (item.getBoolean("stray")) {
                    strays.add(item.getString("id"));
                }
            });
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(ids).containsSubsequence("a", "b", "c").doesNotHaveDuplicates();
        assertThat(strays).contains("a", "c").doesNotContain("b");
    }

    @Test
    void a_vendor_that_cannot_list_says_so() {
        var page = json(running.get("/v1/accounts/memories/inventory"));

        assertThat(page.getValue("takenAt")).isNull();
        assertThat(page.getJsonArray("items")).isEmpty();
        assertThat(page.getString("detail")).contains("cannot list");
    }

    @Test
    void an_unknown_account_is_404_everywhere() {
        for (var answer : List.of(
                running.get("/v1/accounts/nobody/inventory"),
                running.post("/v1/accounts/nobody/pause"),
                running.post("/v1/accounts/nobody/resume"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).getString("type")).isEqualTo("urn:standstill:problem:unknown-account");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/accounts?limit=1", "/v1/accounts/storm/inventory?limit=0",
                "/v1/accounts/storm/inventory?cursor=%3F%3F", "/v1/accounts/storm/inventory?after=a"
            })
    void a_parameter_without_sense_is_400(String path) {
        assertThat(running.get(path).statusCode()).isEqualTo(400);
    }
}
