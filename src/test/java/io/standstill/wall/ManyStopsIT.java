package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Many are stopped at once, by what is selected or shown, and it is told beforehand what would become of each. */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManyStopsIT {

    private static final String CHANNEL = "5a9f1c1e-0c5b-4c8e-9a51-1f0d7d1b2c3e";

    /** Two of ours, and six with which the simulated vendor begins. */
    private static final String STRAYS = "Stop the 8 strays of feldera";

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Stage STAGE = new Stage(() -> folder, plan -> plan.allVendors()
            .account("nomad", "vendor: nomad, username: u, password: p, apiType: admin, environment: production"));

    private final Wall wall = STAGE.wall();

    /** High enough for all that the tests leave behind to be in sight. */
    @BeforeEach
    void come() {
        STAGE.browser().look(Chromium.Look.DESK.sized(1_280, 2_400));
    }

    private void comesTo(String id, String state) {
        STAGE.service().awaits(Stage.path("feldera", id), one -> state.equals(one.getString("state")));
    }

    private static boolean runsAtVendor(String id) {
        return STAGE.service().truth("feldera/" + id).getBoolean("running");
    }

    /** First, for strays are counted when the service begins. */
    @Test
    @Order(1)
    void strays_are_stopped_from_the_figures() {
        for (var id : List.of("stray-1", "stray-2")) {
            STAGE.service().thing("feldera/" + id, new JsonObject());
        }
        STAGE.service().again();
        wall.visit();
        wall.awaits("button('" + STRAYS + "')", "they are counted", Duration.ofSeconds(30));

        wall.press(STRAYS);
        wall.dialogSays("8 resources would be ordered to stop");
        // One more that was not shown, listed by the vendor while the dialog stands open.
        STAGE.service().thing("feldera/stray-late", new JsonObject());
        STAGE.lists("feldera", "stray-late");
        wall.type("reason", "nobody knows them");
        wall.order();

        wall.shows("stray-1", "stopped");
        wall.shows("stray-2", "stopped");
        assertThat(runsAtVendor("stray-1")).isFalse();
        assertThat(runsAtVendor("stray-late")).isTrue();
        assertThat(STAGE.service().get(Stage.path("feldera", "stray-late")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void before_many_are_stopped_it_is_told_by_number_and_by_reason_what_would_become_of_them() {
        for (var id : List.of("mixed-a", "mixed-b")) {
            STAGE.runs("feldera", id, new JsonObject());
        }
        STAGE.runs("feldera", "mixed-stopped", new JsonObject().put("stopAfter", "100ms"));
        STAGE.runs("feldera", "mixed-stopping", new JsonObject().put("never", true));
        STAGE.runs("nomad", CHANNEL, new JsonObject());
        for (var id : List.of("mixed-stopped", "mixed-stopping")) {
            STAGE.service().post(Stage.path("feldera", id) + "/stop");
        }
        comesTo("mixed-stopped", "stopped");
        comesTo("mixed-stopping", "stopping");
        // What was proved a while ago is looked at anew; this one must be fresh.
        STAGE.service().post(Stage.path("feldera", "mixed-stopped") + "/stop");
        wall.visit();
        List.of("mixed-a", "mixed-b", "mixed-stopped", "mixed-stopping", CHANNEL)
                .forEach(wall::pick);
        assertThat(wall.pressable("Stop 5 selected…")).isTrue();
        wall.press("Stop 5 selected…");

        wall.dialogSays("1 resource would be refused");
        var refusal = new JsonObject(
                STAGE.service().post(Stage.path("nomad", CHANNEL) + "/stop").body());
        assertThat(refusal.getString("type")).endsWith("safety-class");
        assertThat(wall.dialog())
                .contains("1 resource is being stopped already")
                .contains(refusal.getString("title") + ": " + refusal.getString("detail"))
                .contains("nomad/" + CHANNEL)
                .containsPattern("[23] resources would be ordered to stop");
        assertThat(runsAtVendor("mixed-a")).as("nothing was done yet").isTrue();

        wall.type("reason", "end of show");
        wall.click("dialog().querySelector('.main')");
        wall.dialogSays("1 resource refused");

        assertThat(wall.dialog()).contains("refused:").contains(refusal.getString("detail"));
        wall.press("Close");
        assertThat(wall.dialog()).isEmpty();
        wall.shows("mixed-a", "stopped");
        wall.shows("mixed-b", "stopped");
        assertThat(wall.state(CHANNEL)).isEqualTo("active");
        assertThat(runsAtVendor("mixed-b")).isFalse();
    }

    @Test
    void all_that_a_filter_shows_are_stopped_and_nothing_else() {
        for (var number = 0; number < 6; number++) {
            STAGE.runs("feldera", "shown-" + number, new JsonObject());
        }
        STAGE.runs("feldera", "other", new JsonObject());
        wall.visit();
        wall.search("shown-");
        wall.filter("active");
        wall.awaits("lines().length === 6", "six are shown");
        assertThat(wall.shown()).startsWith("6 of ");

        wall.press("Stop all 6 shown…");
        wall.dialogSays("6 resources would be ordered to stop");
        wall.type("reason", "end of show");
        wall.order();
        wall.filter("active");

        for (var number = 0; number < 6; number++) {
            wall.shows("shown-" + number, "stopped");
            assertThat(runsAtVendor("shown-" + number)).isFalse();
        }
        wall.press("Clear filters");
        wall.search("other");
        wall.shows("other", "active");
        assertThat(runsAtVendor("other")).isTrue();
    }

    @Test
    void by_the_keyboard_as_many_are_selected_as_by_the_mouse_and_what_is_not_shown_is_not_selected() {
        for (var number = 0; number < 3; number++) {
            STAGE.runs("feldera", "key-" + number, new JsonObject());
        }
        wall.visit("q=key-");
        wall.awaits("lines().length === 3", "three are shown");
        wall.tabUntil("document.activeElement.getAttribute('role') === 'grid'", "the list");

        wall.keys(Keys.SPACE, Keys.ARROW_DOWN, Keys.SPACE);
        assertThat(wall.tells("lines().map(one => one.getAttribute('aria-selected')).join()"))
                .isEqualTo("true,true,false");
        assertThat(wall.pressable("Stop 2 selected…")).isTrue();
        wall.keys(Keys.SPACE);
        assertThat(wall.pressable("Stop 1 selected…")).isTrue();
        wall.held(Keys.CONTROL, "a");
        assertThat(wall.pressable("Stop 3 selected…")).isTrue();

        wall.search("key-1");

        wall.awaits("button('Stop 1 selected…')", "what is hidden is not ordered");
        wall.press("Stop 1 selected…");
        wall.dialogSays("1 resource would be ordered to stop");
        wall.type("reason", "end of show");
        wall.order();
        wall.shows("key-1", "stopped");
        assertThat(runsAtVendor("key-0")).isTrue();
    }

    @Test
    void pressed_twice_it_is_ordered_once() {
        STAGE.runs("feldera", "twice", new JsonObject().put("stopAfter", "2s"));
        wall.visit();
        wall.open("twice");
        wall.press("Stop…");
        wall.dialogSays("would be ordered to stop");
        wall.type("reason", "end of show");
        wall.awaits("!dialog().querySelector('.main').disabled", "it can be ordered");

        new Actions(STAGE.browser().driver())
                .doubleClick(wall.found("dialog().querySelector('.main')"))
                .perform();

        wall.shows("twice", "stopped");
        assertThat(STAGE.ordered("feldera", "twice")).isEqualTo(1);
        assertThat(STAGE.service().truth("feldera/twice").getInteger("stopCalls"))
                .isEqualTo(1);
    }

    @Test
    void sent_again_after_a_lost_answer_it_has_the_same_key_and_takes_effect_once() {
        STAGE.runs("feldera", "lost", new JsonObject().put("stopAfter", "2s"));
        wall.visit();
        wall.open("lost");
        wall.press("Stop…");
        wall.dialogSays("would be ordered to stop");
        wall.type("reason", "end of show");
        wall.awaits("!dialog().querySelector('.main').disabled", "it can be ordered");
        // The request goes out; its answer never comes here.
        STAGE.browser().run("""
                window.keys = [];
                const really = window.fetch;
                window.fetch = async (path, options) => {
                    const key = options?.headers?.['Idempotency-Key'];
                    const answer = await really(path, options);
                    if (key && keys.push(key) === 1) {
                        throw new TypeError('the answer was lost');
                    }
                    return answer;
                };
                """);

        wall.click("dialog().querySelector('.main')");
        wall.dialogSays("The service cannot be reached: nothing is known of what became of this");
        wall.order();

        assertThat(STAGE.browser().run("return keys.length === 2 && keys[0] === keys[1] && keys[0].length >= 16"))
                .isEqualTo(true);
        wall.shows("lost", "stopped");
        assertThat(STAGE.ordered("feldera", "lost")).isEqualTo(1);
        Awaitility.await().until(() -> !runsAtVendor("lost"));
    }
}
