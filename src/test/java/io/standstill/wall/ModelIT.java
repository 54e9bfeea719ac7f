package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.standstill.testing.Running;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's own modules, in a browser: what is kept up step by step is as if it were made anew from all that is known. */
@Tag("browser")
class ModelIT {

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static Running service;

    @BeforeAll
    static void open() throws Exception {
        browser = Chromium.open(folder);
        service = Running.planned(folder).allVendors().start();
        browser.get(service.url() + "/livez");
        browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        try (var script = ModelIT.class.getResourceAsStream("/wall-model.js")) {
            browser.run(
                    "window.stories = (0, eval)(arguments[0])",
                    new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
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

    /** Runs one of the stories; what it found wrong. */
    @SuppressWarnings("unchecked")
    private static List<String> story(String name, Object... arguments) {
        return (List<String>) browser.driver()
                .executeAsyncScript(
                        "const done = arguments[arguments.length - 1];"
                                + "stories[arguments[0]](...arguments[1]).then(done, fault => done([fault.stack]))",
                        name,
                        List.of(arguments));
    }

    @Test
    void the_order_after_any_step_is_as_if_sorted_anew_and_the_counts_as_if_counted_anew() {
        for (var seed = 1; seed <= 4; seed++) {
            assertThat(story("steps", seed, 1_500)).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void whatever_comes_first_and_however_often_the_newest_stands() {
        assertThat(story("merging")).isEmpty();
    }

    @Test
    void there_is_always_room_for_trouble_and_for_what_is_searched_and_never_for_all() {
        assertThat(story("room")).isEmpty();
    }

    @Test
    void what_was_asked_before_something_was_heard_does_not_undo_it() {
        assertThat(story("sights")).isEmpty();
    }

    @Test
    void nothing_that_is_older_hides_that_it_lives_or_is_out_of_sight() {
        assertThat(story("lives")).isEmpty();
    }

    @Test
    void times_are_written_as_people_read_them() {
        assertThat(story(
                        "clocks",
                        Map.of(
                                "-5",
                                "0:00",
                                "0",
                                "0:00",
                                "999",
                                "0:00",
                                "7000",
                                "0:07",
                                "750000",
                                "12:30",
                                "3599999",
                                "59:59",
                                "3600000",
                                "1:00:00",
                                "3750000",
                                "1:02:30",
                                "86399999",
                                "23:59:59",
                                "273600000",
                                "3 d 04 h")))
                .isEmpty();
        assertThat(story(
                        "lengths",
                        Map.of(
                                "-5",
                                "0 ms",
                                "40",
                                "40 ms",
                                "999",
                                "999 ms",
                                "3200",
                                "3.2 s",
                                "9960",
                                "9.9 s",
                                "10500",
                                "10 s",
                                "59999",
                                "59 s",
                                "60000",
                                "1 min",
                                "250000",
                                "4 min 10 s",
                                "7500000",
                                "2 h 5 min")))
                .isEmpty();
        assertThat(story("serviceClock")).isEmpty();
    }

    @Test
    void an_address_says_what_is_wished_whatever_is_in_it() {
        assertThat(story("addresses")).isEmpty();
    }
}
