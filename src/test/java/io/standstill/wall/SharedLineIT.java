package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.standstill.testing.Crowd;
import io.standstill.testing.Relay;
import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** All tabs of a browser follow over one connection, and none depends on another. */
@Tag("browser")
class SharedLineIT {

    private static final String MINE = "?account=feldera";

    /** Four entries of each: more than may be on their way to one tab. */
    private static final int CROWD = 4_000;

    /** A tab of the test's own making, at a worker of its own, that follows from the beginning and takes nothing yet. */
    private static final String SLEEPS = """
            window.told = 0;
            window.resets = [];
            window.port = new SharedWorker('/assets/worker.js', {type: 'module', name: 'asleep'}).port;
            port.onmessage = ({data}) => {
                told += data.entries?.length ?? 0;
                data.kind === 'reset' && resets.push(data.reason);
                window.awake && port.postMessage({kind: 'taken', weight: 1 + (data.entries?.length ?? 0)});
                window.weights = (window.weights ?? 0) + 1 + (data.entries?.length ?? 0);
            };
            port.postMessage({kind: 'enter'});
            port.postMessage({kind: 'follow', position: arguments[0]});
            """;

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static Running service;
    private Relay relay;

    @BeforeAll
    static void open() {
        browser = Chromium.open(folder);
        service = Running.planned(folder).allVendors().start();
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

    private long feeds() {
        return relay.asked().stream()
                .filter(one -> one.startsWith("GET /v1/events"))
                .count();
    }

    @Test
    void three_tabs_show_the_same_over_one_connection_that_outlives_the_tab_which_began_it() {
        known("ours");
        var driver = browser.driver();
        var tabs = new ArrayList<String>();
        LiveWall wall = LiveWall.open(browser, relay.url(), MINE);
        tabs.add(driver.getWindowHandle());
        for (var more = 0; more < 2; more++) {
            driver.switchTo().newWindow(WindowType.TAB);
            tabs.add(driver.getWindowHandle());
            wall = LiveWall.open(browser, relay.url(), MINE);
        }
        driver.switchTo().window(tabs.get(0));
        driver.close();
        driver.switchTo().window(tabs.get(2));

        assertThat(service.post("/v1/resources/feldera/ours/stop").statusCode()).isEqualTo(202);

        wall.shows("ours", "stopped");
        driver.switchTo().window(tabs.get(1));
        wall.shows("ours", "stopped");
        assertThat(feeds()).isEqualTo(1);
        driver.close();
        driver.switchTo().window(tabs.get(2));
    }

    @Test
    void without_shared_workers_a_tab_has_a_line_of_its_own() {
        known("alone");
        var added = browser.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", "delete globalThis.SharedWorker"));
        var wall = LiveWall.open(browser, relay.url(), MINE);
        assertThat((Boolean) browser.run("return typeof SharedWorker === 'undefined'"))
                .isTrue();

        assertThat(service.post("/v1/resources/feldera/alone/stop").statusCode())
                .isEqualTo(202);

        wall.shows("alone", "stopped");
        assertThat(feeds()).isEqualTo(1);
        browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", added);
    }

    @Test
    void a_worker_that_does_not_run_leaves_the_tab_a_line_of_its_own() {
        known("broken");
        var added = browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                globalThis.SharedWorker = class extends SharedWorker {
                    constructor(url, options) { super('/assets/none.js', options); }
                };"""));
        var wall = LiveWall.open(browser, relay.url(), MINE);

        assertThat(service.post("/v1/resources/feldera/broken/stop").statusCode())
                .isEqualTo(202);

        wall.shows("broken", "stopped");
        assertThat(wall.isTheSamePage()).isTrue();
        browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", added);
    }

    @Test
    void a_tab_that_takes_nothing_is_told_no_more_than_it_has_room_for_and_all_anew_when_it_does() {
        Crowd.in(service.database(), CROWD);
        var head = new JsonObject(service.get("/v1/resources?limit=1").body()).getString("position");
        browser.get(relay.url() + "/livez");
        browser.run(SLEEPS, head.substring(0, head.lastIndexOf('-')) + "-0");
        browser.await("told >= 8000", "it is told much", Duration.ofSeconds(30));
        known("more");

        browser.run("window.awake = true; port.postMessage({kind: 'taken', weight: weights});");

        browser.await("resets.join() === 'behind'", "it is told to begin anew");
        assertThat((Long) browser.run("return told")).isLessThan(14_000);
        known("after");
        var before = browser.run("return told");
        known("after-that");
        browser.await("told > " + before, "and hears what comes then");
    }

    @Test
    void who_lists_earlier_than_the_line_began_is_told_to_read_again() {
        known("one");
        var head = new JsonObject(service.get("/v1/resources?limit=1").body()).getString("position");
        var zero = head.substring(0, head.lastIndexOf('-')) + "-0";
        browser.get(relay.url() + "/livez");
        browser.run("""
                window.heard = [[], []];
                heard.forEach((list, at) => {
                    const {port} = new SharedWorker('/assets/worker.js', {type: 'module', name: 'two'});
                    port.onmessage = ({data}) => list.push(data.kind);
                    port.postMessage({kind: 'enter'});
                    port.postMessage({kind: 'follow', position: arguments[at]});
                });
                """, head, zero);

        browser.await("heard[1].includes('reset')", "the second began earlier");
        assertThat((String) browser.run("return heard[0].join()"))
                .contains("state")
                .doesNotContain("reset");
    }
}
