package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.standstill.testing.Crowd;
import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fifty thousand resources on one page: how long it takes, how smooth it is, and that nothing is lost in a burst. */
@Tag("browser")
@TestMethodOrder(OrderAnnotation.class)
class BigListIT {

    private static final Logger LOG = LoggerFactory.getLogger(BigListIT.class);
    private static final int SIZE = 50_000;

    /** When the first rows were on the page and when all were; what each frame took; what was asked to be painted in it. */
    private static final String MEASURE = """
            window.measured = {frames: [], paints: 0, most: 0};
            {
                const raf = globalThis.requestAnimationFrame.bind(globalThis);
                const callbacks = new Map();
                globalThis.requestAnimationFrame = paint => raf(time => {
                    const many = (callbacks.get(time) ?? 0) + 1;
                    callbacks.clear();
                    callbacks.set(time, many);
                    measured.paints++;
                    measured.most = Math.max(measured.most, many);
                    paint(time);
                });
                let last = null;
                const frame = time => {
                    if (last !== null) {
                        measured.frames.push(time - last);
                    }
                    last = time;
                    const shown = document.querySelector('#shown')?.textContent ?? '';
                    if (document.querySelector('.body .line.overdue')) {
                        measured.trouble ??= performance.now();
                    }
                    if (/^[0-9,.]+ of [0-9,.]+ resources?$/.test(shown)) {
                        measured.whole ??= performance.now();
                    }
                    raf(frame);
                };
                raf(frame);
            }
            """;

    /** From top to bottom by steps of a wheel, one a frame; at the end, what was wrong with what was in sight. */
    private static final String SCROLL = """
            const done = arguments[arguments.length - 1];
            const step = arguments[0];
            const grid = document.querySelector('.grid');
            const wrong = [];
            grid.scrollTop = 0;
            measured.frames.length = 0;
            let most = 0;
            const on = () => {
                most = Math.max(most, document.querySelectorAll('.body .line').length);
                const before = grid.scrollTop;
                grid.dispatchEvent(new WheelEvent('wheel', {deltaY: step, bubbles: true}));
                grid.scrollTop = before + step;
                if (grid.scrollTop === before) {
                    done({frames: measured.frames, most, wrong});
                    return;
                }
                requestAnimationFrame(() => setTimeout(on));
            };
            on();
            """;

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static Running service;
    private static Crowd crowd;
    private static final JsonObject FIGURES = new JsonObject();

    @BeforeAll
    static void open() {
        browser = Chromium.open(folder);
        service = Running.planned(folder).allVendors().start();
        crowd = Crowd.in(service.database(), SIZE);
        crowd.seen();
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", MEASURE));
        browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(90));
    }

    @AfterAll
    static void close() throws IOException {
        LOG.info("wall figures={}", FIGURES.encode());
        var screens = Files.createDirectories(Path.of("target", "screens"));
        Files.writeString(screens.resolve("frames.json"), FIGURES.encodePrettily());
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    private static JsonObject summary() {
        return new JsonObject(service.get("/v1/summary").body()).getJsonObject("states");
    }

    private static void figures(String name, List<?> frames) {
        var sorted = frames.stream()
                .mapToDouble(frame -> ((Number) frame).doubleValue())
                .sorted()
                .toArray();
        Function<Double, Double> at =
                part -> Math.round(sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] * 10) / 10.0;
        FIGURES.put(
                name,
                new JsonObject()
                        .put("frames", sorted.length)
                        .put("p50Ms", at.apply(0.5))
                        .put("p95Ms", at.apply(0.95))
                        .put("maxMs", at.apply(1.0)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> scroll(String name, int step) {
        var scrolled = (Map<String, Object>) browser.driver().executeAsyncScript(SCROLL, step);
        figures(name, (List<?>) scrolled.get("frames"));
        return scrolled;
    }

    @Test
    @Order(1)
    void trouble_is_there_first_and_then_all_and_from_top_to_bottom_only_what_is_in_sight_is_on_the_page() {
        var wall = LiveWall.open(browser, service.url(), "");
        var trouble = ((Number) browser.run("return measured.trouble")).intValue();
        var whole = ((Number) browser.run("return measured.whole")).intValue();
        FIGURES.put("troubleShownMs", trouble).put("allShownMs", whole);
        assertThat(trouble).isLessThanOrEqualTo(whole);
        summary().forEach(state -> assertThat(wall.count(state.getKey()))
                .as(state.getKey())
                .isEqualTo(((Number) state.getValue()).longValue()));

        var scrolled = scroll("scrolling", 4_000);

        assertThat((Long) scrolled.get("most")).isLessThan(100);
        // The last of all, by name.
        wall.shows("pipeline-%07d".formatted(SIZE - 1), "stopped");
        assertThat(Long.valueOf((String) browser.run("return document.querySelector('.grid').ariaRowCount")))
                .isGreaterThan(SIZE);
    }

    @Test
    @Order(2)
    void a_view_can_be_shared_by_its_address_and_the_way_back_leads_back() {
        var wall = LiveWall.open(browser, service.url(), "?state=failed&q=00040&sort=-updated");
        var shown = wall.shownWords();
        assertThat(shown).startsWith("1 of 50,0");
        wall.shows("pipeline-0004003", "failed");

        browser.run("document.querySelector('.states .count.active').click()");
        browser.await("location.search.includes('state=active')", "the filter is in the address");
        browser.await("!document.querySelector('#shown').textContent.startsWith('1 of')", "more fits");
        var address = (String) browser.run("return location.search");
        var more = wall.shownWords();
        LiveWall.open(browser, service.url(), address);
        assertThat(wall.shownWords()).isEqualTo(more);
        browser.driver().navigate().back();
        browser.await(
                "location.search.includes('sort=-updated') && !location.search.includes('active')"
                        + " && document.querySelector('#shown').textContent === '" + shown + "'",
                "back it is as it was");
    }

    @Test
    @Order(3)
    void in_a_burst_nothing_is_lost_and_it_is_painted_no_more_than_once_a_frame() throws Exception {
        var wall = LiveWall.open(browser, service.url(), "");
        var burst = crowd.burst(2_000, Duration.ofSeconds(5));

        scroll("scrollingInABurst", 8_000);
        burst.get(60, TimeUnit.SECONDS);

        // Each frame what was heard, what was scrolled, two charts and the measuring itself; a move each were thirty.
        assertThat((Long) browser.run("return measured.most")).isLessThanOrEqualTo(5);
        try (var sql = Sql.on(service.database())) {
            var truth = sql.rows("SELECT account || '/' || id, seq || ' ' || state FROM resource").stream()
                    .collect(Collectors.toMap(row -> "" + row.get(0), row -> "" + row.get(1)));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(held(wall)).isEqualTo(truth));
        }
        summary().forEach(state -> assertThat(wall.count(state.getKey()))
                .as(state.getKey())
                .isEqualTo(((Number) state.getValue()).longValue()));
        assertThat(wall.isTheSamePage()).isTrue();
        assertThat((Long) browser.run("return performance.getEntriesByType('resource')"
                        + ".filter(one => one.name.includes('state=overdue')).length"))
                .as("it took all that was told, and read no list anew")
                .isEqualTo(1);
    }

    /** What the page knows of each. */
    private static Map<String, String> held(LiveWall wall) {
        var told = (String) wall.ofModel(
                "model => [...model.rows.values()].map(row => `${row.key} ${row.seq} ${row.state}`).join('\\n')");
        return told.lines().map(line -> line.split(" ", 2)).collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }
}
