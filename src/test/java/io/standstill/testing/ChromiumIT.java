package io.standstill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tests of pages trust the browser to tell them, and that the page of the description keeps nobody out. */
@Tag("browser")
class ChromiumIT {

    private static final String BLANK = "document.body.innerHTML = ''; document.body.style = 'background: #fff';"
            + "document.title = 'a page'; document.documentElement.lang = 'en';";

    private Running service;
    private Chromium browser;

    @BeforeEach
    void open(@TempDir Path folder) {
        browser = Chromium.open(folder, Chromium.Look.PHONE.inTheDark());
        service = Running.start(folder);
        browser.get(service.url() + "/docs");
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

    private boolean matches(String media) {
        return (Boolean) browser.run("return matchMedia(arguments[0]).matches", media);
    }

    // ---- as a person has it

    @Test
    void a_page_has_the_size_and_the_colours_a_person_set_and_keeps_them_on_other_pages() {
        browser.get(service.url() + "/livez");
        assertThat(browser.run("return innerWidth + ' ' + innerHeight")).isEqualTo("390 844");
        assertThat(matches("(prefers-color-scheme: dark)")).isTrue();
        assertThat(matches("(prefers-reduced-motion: reduce)")).isFalse();

        browser.look(Chromium.Look.DESK.withoutMotion());

        assertThat(browser.run("return innerWidth + ' ' + innerHeight")).isEqualTo("1280 800");
        assertThat(matches("(prefers-color-scheme: light)")).isTrue();
        assertThat(matches("(prefers-reduced-motion: reduce)")).isTrue();
    }

    @Test
    void a_screenshot_is_a_picture_of_the_page_as_large_as_that() throws IOException {
        var written = browser.screenshot("chromium-" + ProcessHandle.current().pid());

        assertThat(written.getParent())
                .hasToString(Path.of("target", "screens").toAbsolutePath().toString());
        var picture = ImageIO.read(written.toFile());
        assertThat(picture.getWidth()).isEqualTo(390);
        assertThat(picture.getHeight()).isEqualTo(844);
        Files.delete(written);
    }

    @Test
    void cut_off_nothing_comes_until_it_is_joined_again_and_a_stream_that_is_cut_hears_of_it() {
        try (var relay = new Relay(service.port())) {
            browser.get(relay.url() + "/livez");
            browser.run("""
                    window.states = [];
                    window.source = new EventSource('/v1/events');
                    source.onopen = () => states.push('open');
                    source.onerror = () => states.push('error');
                    """);
            browser.await("states.length === 1 && states[0] === 'open'", "it follows");

            browser.network(false);
            relay.cut();

            browser.await("states[1] === 'error' && !navigator.onLine", "it hears that it is cut off");
            browser.run("fetch('/livez').then(() => window.fetched = 'yes', () => window.fetched = 'no')");
            browser.await("window.fetched === 'no'", "nothing comes");

            browser.network(true);

            browser.await("fetched && navigator.onLine && source.readyState !== 2", "it has not given up");
            browser.run("fetch('/livez').then(() => window.fetched = 'yes', () => window.fetched = 'no')");
            browser.await("window.fetched === 'yes'", "what is asked for comes again");
        }
    }

    // ---- what is there

    @Test
    void errors_that_nobody_caught_or_that_were_told_are_on_the_console_and_nothing_less_is() {
        assertThat(browser.console()).isEmpty();
        browser.get(service.url() + "/livez");
        // A page that names no icon has the browser ask for one, some time or other.
        Awaitility.await().until(() -> browser.console().size() == 1);
        browser.clearConsole();

        browser.run("""
                console.log('less'); console.warn('hardly'); console.error('told');
                setTimeout(() => { throw new Error('thrown'); });
                Promise.reject(new Error('rejected'));
                fetch('/v1/nothing').then(() => document.title = 'asked');
                """);
        browser.await("document.title === 'asked'", "it was asked for");

        assertThat(browser.console())
                .hasSize(4)
                .anyMatch(line -> line.contains("told"))
                .anyMatch(line -> line.contains("thrown"))
                .anyMatch(line -> line.contains("rejected"))
                .anyMatch(line -> line.contains("/v1/nothing"));
        assertThat(browser.console()).as("and is kept").hasSize(4);
        browser.clearConsole();
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void what_does_not_come_about_is_told_with_the_page_and_its_console() {
        browser.run(BLANK + "document.body.append('Nothing is in flight.'); console.error('out of order');");

        assertThatThrownBy(() -> browser.await(
                        "document.querySelector('#none').hidden", "the list is there", Duration.ofMillis(300)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the list is there")
                .hasMessageContaining("#none")
                .hasMessageContaining("Nothing is in flight.")
                .hasMessageContaining("out of order");
    }

    // ---- for everybody

    @Test
    void a_page_that_keeps_people_out_is_found_out() {
        browser.run(BLANK + """
                document.body.innerHTML = `<main><h1>A page</h1>
                    <img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
                    <p id="pale">hardly to be read</p></main>`;
                document.querySelector('#pale').style = 'color: #ccc; background: #fff';
                document.querySelector('h1').style = 'color: #000';
                """);

        assertThat(browser.faults())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("image-alt (critical): ") && line.endsWith(": img"))
                .anyMatch(line -> line.startsWith("color-contrast (serious): ") && line.endsWith(": #pale"));
    }

    @Test
    void the_page_of_the_description_keeps_nobody_out() {
        assertThat(browser.faults()).as("in the dark").isEmpty();
        browser.look(Chromium.Look.DESK);
        assertThat(browser.faults()).as("by day").isEmpty();
        assertThat(browser.console()).isEmpty();
    }
}
