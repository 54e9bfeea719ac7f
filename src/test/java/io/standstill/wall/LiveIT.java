package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.journal.postgres.Epoch;
import io.standstill.testing.Chromium;
import io.standstill.testing.Crowd;
import io.standstill.testing.Plan;
import io.standstill.testing.Relay;
import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** The page never shows as so what it cannot know to be so, and finds its way back by itself. */
@Tag("browser")
class LiveIT {

    private static final String FEED = "GET /v1/events";
    private static final String MINE = "?account=feldera";
    private static final int CROWD = 2_000;

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static Running service;
    private static Crowd crowd;
    private Relay relay;

    @BeforeAll
    static void open() {
        browser = Chromium.open(folder);
        service = Running.planned(folder).allVendors().start();
        crowd = Crowd.in(service.database(), CROWD);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @BeforeEach
    void between() {
        relay = new Relay(service.port());
    }

    @AfterEach
    void joinNoMore() {
        browser.get("about:blank");
        relay.close();
    }

    private static void known(String id) {
        service.thing("feldera/" + id, new JsonObject());
        assertThat(service.put("/v1/resources/feldera/" + id, "{}").statusCode())
                .isEqualTo(201);
    }

    private static void stopped(String id) {
        order(id);
        service.awaits("/v1/resources/feldera/" + id, one -> "stopped".equals(one.getString("state")));
    }

    private static void order(String id) {
        assertThat(service.post("/v1/resources/feldera/" + id + "/stop").statusCode())
                .isEqualTo(202);
    }

    private LiveWall wall(String query) {
        return LiveWall.open(browser, relay.url(), query);
    }

    private long asked(String begin) {
        return relay.asked().stream().filter(one -> one.startsWith(begin)).count();
    }

    // ---- cut, silent, away

    @Test
    void cut_off_it_says_so_and_comes_back_and_what_moved_meanwhile_is_shown_once() {
        known("cut");
        var wall = wall(MINE + "&open=feldera/cut");
        wall.shows("cut", "active");

        relay.cut();
        order("cut");
        wall.pulses("Reconnecting");

        wall.pulses("Live");
        wall.shows("cut", "stopped");
        var story =
                new JsonObject(service.get("/v1/resources/feldera/cut/journal").body()).getJsonArray("items");
        browser.await(
                "document.querySelectorAll('.evidence li').length === " + story.size(), "each entry is told once");
        assertThat(wall.isTheSamePage()).isTrue();
        assertThat(asked("GET /v1/resources?state=overdue"))
                .as("lists that were read")
                .isEqualTo(1);
    }

    @Test
    void silent_beyond_two_heartbeats_it_is_grey_and_heals_when_something_comes_or_by_a_new_connection() {
        known("silent");
        try (var dead = new Relay(service.port())) {
            var driver = browser.driver();
            var first = driver.getWindowHandle();
            var flows = wall(MINE);
            driver.switchTo().newWindow(WindowType.TAB);
            var second = driver.getWindowHandle();
            var dies = LiveWall.open(browser, dead.url(), MINE);
            var silence = Duration.ofSeconds(38);

            relay.hold(FEED);
            dead.hold(FEED);
            stopped("silent");
            dies.pulses("Stale since ", silence);
            assertThat(dies.isGrey()).isTrue();
            assertThat((String) browser.run("return document.querySelector('#pulse').title"))
                    .endsWith(" UTC");
            dies.shows("silent", "active");
            driver.switchTo().window(first);
            // Its last heartbeat may have come later, by no more than one.
            flows.pulses("Stale since ", Duration.ofSeconds(17));
            assertThat(flows.isGrey()).isTrue();
            relay.flow();
            flows.pulses("Live");
            assertThat(flows.isGrey()).isFalse();
            flows.shows("silent", "stopped");
            assertThat(asked(FEED)).as("it was healed by what flowed").isEqualTo(1);

            driver.switchTo().window(second);
            dies.pulses("Live");
            assertThat(dies.isGrey()).isFalse();
            dies.shows("silent", "stopped");
            assertThat(dies.isTheSamePage()).isTrue();
            browser.get("about:blank");
            driver.close();
            driver.switchTo().window(first);
        }
    }

    @Test
    void when_the_service_was_away_it_shows_what_happened_since() {
        known("before");
        var wall = wall(MINE);

        service.stop();
        wall.pulses("Reconnecting");
        service.again();
        known("since");
        stopped("before");

        wall.pulses("Live", Duration.ofSeconds(30));
        wall.shows("since", "active");
        wall.shows("before", "stopped");
        assertThat(wall.isTheSamePage()).isTrue();
    }

    // ---- anew

    @Test
    void on_a_reset_it_reads_the_list_anew_and_what_no_longer_exists_is_gone() throws Exception {
        known("stays");
        known("goes");
        var wall = wall(MINE);
        wall.shows("goes", "active");
        try (var sql = Sql.on(service.database())) {
            sql.run("SET session_replication_role = replica");
            sql.run("DELETE FROM resource WHERE account = 'feldera' AND id = 'goes'");
        }

        Epoch.begin(service.database());

        wall.showsNothingOf("goes");
        wall.shows("stays", "active");
        stopped("stays");
        wall.shows("stays", "stopped");
        assertThat(wall.isTheSamePage()).isTrue();
    }

    @Test
    void until_all_is_read_anew_after_a_reset_it_is_grey_and_says_so() {
        known("before-reset");
        var wall = wall(MINE);
        wall.shows("before-reset", "active");

        relay.hold("GET /v1/resources?state=overdue");
        Epoch.begin(service.database());
        wall.pulses("Out of date: reading anew");
        assertThat(wall.isGrey()).isTrue();

        relay.flow();
        wall.pulses("Live");
        assertThat(wall.isGrey()).isFalse();
    }

    @Test
    void a_list_that_ends_half_way_is_tried_again_and_half_of_it_is_never_told_as_all() {
        var others = "GET /v1/resources?state=active";
        relay.cutWithin(others, 300_000);
        var wall = LiveWall.begin(browser, relay.url(), "");

        browser.await(
                "document.querySelector('#said').textContent.includes('could not be read')", "it says that it failed");
        assertThat(wall.shownWords()).contains("is being read");
        assertThat((Boolean) browser.run("return document.body.classList.contains('loading')"))
                .isTrue();

        wall.isWhole();
        assertThat(asked(others)).isEqualTo(2);
        var summary = new JsonObject(service.get("/v1/summary").body()).getJsonObject("states");
        assertThat(wall.count("stopped")).isEqualTo(summary.getLong("stopped"));
        assertThat(wall.count("overdue")).isEqualTo(summary.getLong("overdue"));
    }

    @Test
    void what_moves_between_its_two_lists_is_lost_in_neither() throws Exception {
        // One for whom nobody works: it moves once, and nothing tells of it again.
        var id = "pipeline-0000007";
        relay.holdNext("GET /v1/resources?state=active");
        var wall = LiveWall.begin(browser, relay.url(), "?q=" + id);
        Awaitility.await().until(() -> asked("GET /v1/resources?state=active") == 1);
        crowd.burst(20, Duration.ofMillis(50)).get(20, TimeUnit.SECONDS);
        assertThat(new JsonObject(service.get(Crowd.path(7)).body()).getString("state"))
                .isEqualTo("requested");

        relay.flow();

        wall.isWhole();
        wall.shows(id, "requested");
    }

    @Test
    void it_reads_no_list_before_it_hears_what_moves_after_it() {
        relay.holdNext("GET /assets/worker.js");
        var wall = LiveWall.begin(browser, relay.url(), MINE);
        browser.await("!document.querySelector('#wall').hidden", "somebody is there");
        Awaitility.await().until(() -> asked("GET /assets/worker.js") == 1);
        Awaitility.await().during(Duration.ofMillis(500)).until(() -> asked("GET /v1/resources") == 0);

        relay.flow();

        wall.pulses("Live");
        wall.isWhole();
    }

    // ---- out of sight, asleep, signed out

    @Test
    void what_nobody_sees_is_marked_until_it_is_seen_again() {
        service.thing("feldera/lost", new JsonObject().put("behaviour", new JsonObject().put("never", true)));
        order("lost");
        var wall = wall(MINE);
        wall.shows("lost", "stopping");
        wall.unseen("lost", false);

        service.thing("feldera", new JsonObject().put("databaseOutage", true));
        wall.unseen("lost", true);
        assertThat(wall.count("stale")).isGreaterThan(0);

        service.thing("feldera", new JsonObject().put("databaseOutage", false));
        wall.unseen("lost", false);
        wall.shows("lost", "stopping");
    }

    @Test
    void a_page_that_was_frozen_catches_up() {
        known("asleep");
        var driver = browser.driver();
        var first = driver.getWindowHandle();
        // In a tab of its own: one that was frozen is not painted again.
        driver.switchTo().newWindow(WindowType.TAB);
        var wall = wall(MINE);
        wall.shows("asleep", "active");

        driver.executeCdpCommand("Page.setWebLifecycleState", Map.of("state", "frozen"));
        stopped("asleep");
        driver.executeCdpCommand("Page.setWebLifecycleState", Map.of("state", "active"));

        Awaitility.await()
                .untilAsserted(() -> assertThat(wall.ofModel("model => model.rows.get('feldera/asleep').state"))
                        .isEqualTo("stopped"));
        assertThat(wall.isTheSamePage()).isTrue();
        driver.close();
        driver.switchTo().window(first);
    }

    @Test
    void whose_session_is_ended_elsewhere_stands_at_the_door_and_nothing_is_left_on_the_wall(@TempDir Path own)
            throws Exception {
        try (var guarded = Running.planned(own).allVendors().tokens().start()) {
            assertThat(guarded.put("/v1/resources/feldera/secret", "{}").statusCode())
                    .isEqualTo(201);
            var wall = LiveWall.begin(browser, guarded.url(), "");
            browser.await("document.querySelector('#token')", "it asks who is there");
            browser.driver().findElement(By.id("token")).sendKeys(Plan.VIEWER + "\n");
            wall.pulses("Live");
            wall.shows("secret", "active");
            var cookie = browser.driver().manage().getCookies().iterator().next();

            // As another tab would, with nothing but the cookie.
            var ended = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(guarded.url() + "/v1/session"))
                                    .header("Cookie", cookie.getName() + "=" + cookie.getValue())
                                    .header("Origin", guarded.url())
                                    .DELETE()
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());

            assertThat(ended.statusCode()).isEqualTo(204);
            browser.await("!document.querySelector('#door').hidden && document.querySelector('#token')", "at the door");
            wall.showsNothingOf("secret");
            assertThat(wall.pulse()).isEqualTo("Not connected");
            assertThat(browser.text()).doesNotContain("secret");
            browser.get("about:blank");
        }
    }
}
