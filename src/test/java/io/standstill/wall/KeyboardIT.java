package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.standstill.testing.Crowd;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** All that a mouse can do a keyboard can; a screen reader is told what matters and not more; who wants rest has it. */
@Tag("browser")
class KeyboardIT {

    private static final String FOCUS = "document.activeElement";
    private static final String HERE = "document.getElementById(" + FOCUS + ".getAttribute('aria-activedescendant'))";

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Stage STAGE = new Stage(() -> folder, plan -> plan.allVendors());

    private static Crowd crowd;

    private final Wall wall = STAGE.wall();

    @BeforeAll
    static void a_crowd_is_there() {
        crowd = Crowd.in(STAGE.service().database(), 1_000);
        crowd.seen();
    }

    @BeforeEach
    void come() {
        STAGE.browser().look(Chromium.Look.DESK);
        wall.visit("sort=id");
    }

    private void toTheList() {
        wall.tabUntil(FOCUS + ".getAttribute('role') === 'grid'", "the list");
    }

    private long line() {
        wall.awaits(HERE, "a line is where one is");
        return (Long) wall.tells("Number(" + HERE + ".getAttribute('aria-rowindex'))");
    }

    private boolean inSight() {
        return (Boolean) wall.tells("(() => { const line = " + HERE + ".getBoundingClientRect(),"
                + " list = " + FOCUS + ".getBoundingClientRect();"
                + " return line.top >= list.top && line.bottom <= list.bottom + 1; })()");
    }

    @Test
    void the_list_is_one_stop_and_within_it_the_arrows_lead_everywhere() {
        toTheList();
        var first = line();
        assertThat(first).isEqualTo(2);

        wall.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP);
        assertThat(line()).isEqualTo(first + 2);
        wall.keys(Keys.PAGE_DOWN);
        assertThat(line()).isGreaterThan(first + 5);
        assertThat(inSight()).isTrue();
        wall.keys(Keys.END);
        assertThat(line()).isEqualTo(1_001);
        wall.awaits(
                "Math.abs(" + FOCUS + ".scrollTop + " + FOCUS + ".clientHeight - " + FOCUS + ".scrollHeight) < 60",
                "the end is in sight");
        assertThat(inSight()).isTrue();
        wall.keys(Keys.PAGE_UP);
        assertThat(line()).isLessThan(1_000);
        wall.keys(Keys.HOME);
        assertThat(line()).isEqualTo(first);
        assertThat(inSight()).isTrue();

        wall.held(Keys.SHIFT, Keys.TAB);
        assertThat(wall.tells(FOCUS + ".getAttribute('role') === 'grid'")).isEqualTo(false);
    }

    @Test
    void a_resource_is_opened_and_stopped_and_closed_without_a_mouse_and_one_is_back_where_one_was() {
        STAGE.runs("feldera", "aaa", new JsonObject());
        wall.visit("q=aaa");
        wall.awaits("line('aaa')", "it is there");
        toTheList();
        wall.keys(Keys.ENTER);
        wall.awaits("panel().querySelector('.moves button')", "it is open");

        wall.tabUntil(FOCUS + ".textContent === 'Stop…'", "the order");
        wall.keys(Keys.ENTER);
        wall.dialogSays("would be ordered to stop");
        assertThat(wall.tells(FOCUS + ".id")).as("where one writes").isEqualTo("reason");
        wall.keys(Keys.ESCAPE);
        wall.awaits("!dialog()", "it is called off");
        assertThat(wall.tells(FOCUS + ".textContent")).as("back where one was").isEqualTo("Stop…");

        wall.keys(Keys.ENTER);
        wall.dialogSays("would be ordered to stop");
        wall.awaits("!dialog().querySelector('.main').disabled", "it can be ordered");
        wall.keys("end of show", Keys.ENTER);
        wall.awaits("!dialog()", "it is ordered");
        wall.shows("aaa", "stopped");

        wall.tabUntil("panel().contains(" + FOCUS + ")", "the panel");
        wall.keys(Keys.ESCAPE);
        wall.awaits("panel().hidden && " + FOCUS + ".getAttribute('role') === 'grid'", "back at the list");
    }

    @Test
    void where_the_panel_lies_over_the_list_escape_leads_back_too() {
        STAGE.browser().look(Chromium.Look.DESK.sized(320, 720));
        wall.visit("sort=id");
        toTheList();
        wall.keys(Keys.ARROW_DOWN, Keys.ENTER);
        wall.awaits("panel().querySelector('.moves button') && panel().contains(" + FOCUS + ")", "one is in the panel");

        wall.keys(Keys.ESCAPE);

        wall.awaits("panel().hidden && " + FOCUS + ".getAttribute('role') === 'grid'", "back at the list");
        assertThat(line()).isEqualTo(3);
        STAGE.browser().look(Chromium.Look.DESK);
    }

    @Test
    void the_search_and_every_filter_are_reached_and_pressed() {
        wall.tabUntil(
                FOCUS + ".classList.contains('count') && " + FOCUS
                        + ".querySelector('.word').textContent === 'overdue'",
                "a filter");
        wall.keys(Keys.SPACE);
        wall.awaits("lines().length === 1 && " + FOCUS + ".getAttribute('aria-pressed') === 'true'", "it is filtered");
        wall.keys(Keys.SPACE);
        wall.tabUntil(FOCUS + ".id === 'search'", "the search");
        wall.keys("0000007");
        wall.awaits("lines().length === 1", "it is found");
    }

    @Test
    void a_hundred_moves_are_told_in_a_few_sentences() {
        STAGE.browser().run("""
                window.told = [];
                const watch = new MutationObserver(changes => changes.forEach(({target}) => told.push(target.textContent)));
                document.querySelectorAll('[aria-live], [role=status], [role=alert]').forEach(one =>
                    watch.observe(one, {childList: true, characterData: true, subtree: true}));
                """);

        assertThat(crowd.burst(20, Duration.ofSeconds(5)).join()).isEqualTo(100);
        wall.awaits("told.length > 0", "something is told");

        assertThat((Long) STAGE.browser().run("return told.length")).isBetween(1L, 4L);
        assertThat((String) STAGE.browser().run("return told.join(' ')"))
                .containsPattern("\\d+ (requested|stopped)\\.");
    }

    @Test
    void who_wants_little_to_move_has_nothing_move() {
        STAGE.browser().look(Chromium.Look.DESK.withoutMotion());
        wall.visit();
        var moving = "document.body.classList.add('loading'), document.querySelector('.pulse').className = 'pulse cut',"
                + " document.getAnimations().length";
        assertThat(wall.tells(moving)).isEqualTo(0L);

        STAGE.browser().look(Chromium.Look.DESK);
        assertThat((Long) wall.tells(moving)).as("otherwise something does").isPositive();
    }
}
