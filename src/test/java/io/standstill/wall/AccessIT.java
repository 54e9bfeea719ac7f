package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.standstill.testing.Crowd;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every view keeps nobody out, wide or narrow, by day or by night; and each is written down as a picture. */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessIT {

    private static final String CHANNEL = "5a9f1c1e-0c5b-4c8e-9a51-1f0d7d1b2c3e";

    /** Where one bar of the histogram ends and the next begins, in seconds. */
    private static final long[] STEPS = {1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800};

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Stage STAGE = new Stage(() -> folder, plan -> plan.allVendors()
            .account("nomad", "vendor: nomad, username: u, password: p, apiType: admin, environment: production")
            .costPerHour("3.20"));

    private final Wall wall = STAGE.wall();

    /** Before anything is known. */
    @Test
    @Order(1)
    void where_nothing_is_known_yet() {
        wall.visit();
        wall.awaits("document.querySelector('.empty pre')", "it says where to begin");

        assertThat(wall.faults("empty")).isEmpty();
    }

    @Test
    @Order(2)
    void the_list_with_every_state_each_told_by_word_and_shape() {
        Crowd.in(STAGE.service().database(), 1_000);
        wall.visit();
        wall.awaits("chip('stale').querySelector('b').textContent !== '0'", "some are out of sight");

        var states = List.of("overdue", "failed", "reappeared", "requested", "stopping", "active", "stopped");
        assertThat(states).allSatisfy(state -> assertThat(wall.counted(state)).isPositive());
        for (var state : states) {
            wall.goes("state=" + state);
            wall.awaits(
                    "lines().length > 0 && lines().every(one => one.querySelector('.state .word').textContent === '"
                            + state + "')",
                    "rows that say " + state);
            assertThat((Boolean) wall.tells("lines().every(one => {"
                            + " const name = one.querySelector('.state use').getAttribute('href');"
                            + " return (name === '#" + state
                            + "' || name === '#stale') && document.querySelector(name); })"))
                    .as("rows drawn as " + state)
                    .isTrue();
        }
        assertThat((Boolean) wall.tells("[...document.querySelectorAll('.states .count')].every(one =>"
                        + " one.innerText.includes(one.querySelector('.word').textContent)"
                        + " && document.querySelector(one.querySelector('use').getAttribute('href')))"))
                .as("every chip has its word and its shape")
                .isTrue();
        assertThat(wall.tells("new Set([...document.querySelectorAll('.states .count use')]"
                        + ".map(one => document.querySelector(one.getAttribute('href')).innerHTML)).size"))
                .as("no two states have the same shape")
                .isEqualTo(8L);

        wall.visit();
        wall.awaits("globalThis.Chart && Object.keys(Chart.instances).length === 2", "what is drawn is drawn");
        assertThat(wall.faults("list")).isEmpty();
        STAGE.browser().look(Chromium.Look.WALL);
        wall.settles();
        assertThat((Boolean) wall.tells("(({scrollHeight, clientHeight}) => scrollHeight <= clientHeight)"
                        + "(document.querySelector('#side'))"))
                .as("on a wall nobody scrolls to the figures")
                .isTrue();
        STAGE.browser().look(Chromium.Look.DESK);
        wall.visit("q=nothing-of-that-name");
        assertThat(wall.faults("nothing-fits")).isEmpty();
    }

    @Test
    @Order(3)
    void what_is_drawn_is_what_stands_in_the_list() {
        wall.visit();
        wall.awaits("globalThis.Chart && Object.keys(Chart.instances).length === 2", "what is drawn is drawn");

        var bars = new long[STEPS.length + 1];
        for (var item : items("state=stopped&limit=1000")) {
            var stop = item.getJsonObject("stop");
            var time = Duration.between(
                    Instant.parse(stop.getString("orderedAt")), Instant.parse(stop.getString("stoppedAt")));
            bars[
                    (int) LongStream.of(STEPS)
                            .filter(end -> time.toSeconds() >= end)
                            .count()]++;
        }
        assertThat(drawn(0))
                .as("time to standstill")
                .containsExactly(LongStream.of(bars).boxed().toArray(Long[]::new));

        assertThat(pointedAt(0)).as("no time of day").doesNotContain("UTC");
        assertThat(pointedAt(1)).as("everybody's time besides ours").matches(".+ \\([0-9-]+ [0-9:.]+ UTC\\)");

        // All of the crowd was ordered within the hour.
        var all = items("limit=1000").stream().filter(item -> item.getJsonObject("stop") != null);
        assertThat(sum(1, 0)).as("ordered").isEqualTo(all.count());
        assertThat(sum(1, 1)).as("stopped").isEqualTo(wall.counted("stopped"));
        assertThat(sum(1, 2))
                .as("trouble")
                .isEqualTo(Stream.of("overdue", "failed", "reappeared", "stale")
                                .mapToLong(wall::counted)
                                .sum()
                        // Late and out of sight.
                        - (Long) wall.tells("lines().filter(one => one.matches('.overdue.unseen-now')).length"));
        assertThat(wall.tells("[...document.querySelectorAll('.picture canvas')].every(one =>"
                        + " one.getAttribute('aria-label').endsWith(one.closest('.picture').querySelector("
                        + "'.canvas + p').textContent))"))
                .as("told in words as well")
                .isEqualTo(true);
    }

    private String pointedAt(int chart) {
        return (String) wall.tells(
                "Object.values(Chart.instances)[%d].options.plugins.tooltip.callbacks.title([{dataIndex: 1}])"
                        .formatted(chart));
    }

    private static List<JsonObject> items(String query) {
        return new JsonObject(STAGE.service().get("/v1/resources?" + query).body())
                .getJsonArray("items").stream().map(JsonObject.class::cast).toList();
    }

    @SuppressWarnings("unchecked")
    private List<Long> drawn(int chart) {
        return (List<Long>) wall.tells("Object.values(Chart.instances)[%d].data.datasets[0].data".formatted(chart));
    }

    private long sum(int chart, int bars) {
        return (Long)
                wall.tells("Object.values(Chart.instances)[%d].data.datasets[%d].data.reduce((sum, one) => sum + one)"
                        .formatted(chart, bars));
    }

    @Test
    void one_resource_and_the_orders_that_can_be_given_for_it() {
        STAGE.runs("feldera", "orders", new JsonObject().put("never", true));
        wall.visit("q=orders");
        wall.open("orders");
        wall.press("Stop…");
        wall.dialogSays("would be ordered to stop");
        assertThat(wall.faults("stop-dialog")).isEmpty();

        wall.type("deadline", "3s");
        wall.type("reason", "end of show");
        wall.order();
        wall.shows("orders", "overdue");
        wall.click("panel().querySelector('.evidence summary')");
        assertThat(wall.faults("panel")).isEmpty();

        wall.press("Accept as running…");
        assertThat(wall.faults("release-dialog")).isEmpty();
        wall.press("Cancel");
    }

    @Test
    void many_at_once_and_what_is_refused_of_them() {
        STAGE.runs("nomad", CHANNEL, new JsonObject());
        STAGE.runs("feldera", "many", new JsonObject().put("never", true));
        wall.visit("account=nomad&account=feldera&state=active");
        wall.awaits("line('many') && line('" + CHANNEL + "')", "both are there");
        wall.pick("many");
        wall.pick(CHANNEL);
        wall.press("Stop 2 selected…");
        wall.dialogSays("would be refused");
        assertThat(wall.faults("bulk-dialog")).isEmpty();
        wall.press("Cancel");
    }

    @Test
    void the_service_is_away() {
        blocked(List.of("*/v1/session"));
        wall.goes("");
        wall.awaits("document.querySelector('#door .fault')", "it is told that the wall cannot be shown");
        assertThat(wall.faults("cannot-be-shown")).isEmpty();
        STAGE.browser().run("""
                window.asked = 0;
                const really = window.fetch;
                window.fetch = (...what) => really(...what).finally(() => asked++);
                """);
        wall.press("Try again");
        wall.tells("window.pressed = document.activeElement");
        wall.awaits("asked > 0", "it is asked again");
        wall.settles();
        assertThat(wall.tells("pressed.textContent === 'Try again' && pressed === document.activeElement"))
                .as("what was pressed is still there")
                .isEqualTo(true);
        blocked(List.of());
        // It may have come by itself just now.
        wall.tells("pressed.click()");
        wall.awaits("document.querySelector('.pulse.live')", "it is there");

        STAGE.service().stop();
        try {
            wall.awaits("document.querySelector('.pulse.cut')", "it is cut off");
            assertThat(wall.faults("cut-off")).isEmpty();
        } finally {
            STAGE.service().again();
        }
        wall.awaits("document.querySelector('.pulse.live')", "it is joined again");
        // A browser tells of every connection it did not get.
        assertThat(STAGE.browser().console()).allMatch(line -> line.contains("ERR_") || line.contains("50"));
        STAGE.browser().clearConsole();
    }

    private static void blocked(List<String> addresses) {
        var driver = STAGE.browser().driver();
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", addresses));
    }
}
