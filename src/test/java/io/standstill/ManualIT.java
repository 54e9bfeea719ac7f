package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.standstill.testing.Running;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The manual in a browser: it keeps nobody out, and is searched by the keyboard alone. */
@Tag("browser")
class ManualIT {

    private static final List<String> PAGES =
            List.of("installing", "upgrading", "backup", "database", "scaling", "alerts");

    private Chromium browser;
    private Running service;

    @BeforeEach
    void open(@TempDir Path folder) {
        browser = Chromium.open(folder, Chromium.Look.DESK);
        service = Running.start(folder);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    private void types(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    @Test
    void no_page_keeps_anybody_out_in_the_light_in_the_dark_and_on_a_phone() {
        for (var look : List.of(Chromium.Look.DESK, Chromium.Look.PHONE.inTheDark())) {
            browser.look(look);
            for (var page : PAGES) {
                browser.get(service.url() + "/docs/" + page);
                assertThat(browser.faults()).as(page).isEmpty();
                assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s fits", page)
                        .isEqualTo(true);
            }
        }
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void a_word_is_found_and_opened_by_the_keyboard() {
        browser.get(service.url() + "/docs/installing");
        browser.await("document.querySelector('#search')", "it can be searched");
        types("/", "overdue force");
        browser.await("document.querySelectorAll('#results a').length > 0", "something is found");
        assertThat(browser.run("return document.querySelector('#results a').textContent"))
                .asString()
                .contains("StandstillOverdue");
        assertThat(browser.run("return document.querySelector('#found').textContent"))
                .asString()
                .contains("section");
        assertThat(browser.faults()).isEmpty();

        types(Keys.ARROW_DOWN, Keys.ENTER);

        browser.await("location.pathname === '/docs/alerts'", "the page is opened");
        assertThat(browser.run("return location.hash")).isEqualTo("#StandstillOverdue");

        types("/", "no-such-word");
        browser.await("document.querySelector('#found').textContent === 'no sections'", "it says that nothing is");
        types(Keys.ESCAPE);
        browser.await("document.querySelector('#search').value === ''", "it can be left");
    }
}
