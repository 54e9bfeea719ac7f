package io.standstill.wall;

import io.standstill.testing.Chromium;
import io.vertx.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The dashboard's page in words: what a person sees there and does. */
final class Wall {

    /** What the page consists of, for all that is asked of it below. */
    private static final String WORDS = """
            const seen = one => one.checkVisibility({visibilityProperty: true});
            const lines = () => [...document.querySelectorAll('.line:not(.head, .group)')].filter(seen)
                .sort((one, other) => one.getAttribute('aria-rowindex') - other.getAttribute('aria-rowindex'));
            const line = id => lines().find(one => one.querySelector('.name').textContent === id);
            const chip = word => [...document.querySelectorAll('.count')]
                .find(one => one.querySelector('.word').textContent === word);
            const button = says => [...document.querySelectorAll('dialog[open] button, body > :not(dialog) button')]
                .find(one => seen(one) && (one.textContent.trim() === says || one.getAttribute('aria-label') === says));
            const panel = () => document.querySelector('#story');
            const dialog = () => document.querySelector('dialog[open]');
            const fact = name => [...panel().querySelectorAll('dt')].find(one => one.textContent === name)
                ?.nextSibling.textContent;
            """;

    private final Chromium browser;
    private final String url;

    Wall(Chromium browser, String url) {
        this.browser = browser;
        this.url = url;
    }

    // ---- coming and looking

    Wall visit() {
        return visit("");
    }

    /** With what stands behind the question mark; until the list is there. */
    Wall visit(String query) {
        goes(query);
        awaits(
                "seen(document.querySelector('#wall')) && !document.body.classList.contains('loading')"
                        + " && document.querySelector('.pulse.live')"
                        // The figures come beside the list.
                        + " && document.querySelector('.exposure tbody tr')",
                "the list is read, and followed");
        return this;
    }

    void goes(String query) {
        browser.get(url + "/" + (query.isEmpty() ? "" : "?" + query));
    }

    void awaits(String condition, String what) {
        awaits(condition, what, Duration.ofSeconds(20));
    }

    void awaits(String condition, String what, Duration patience) {
        browser.await("(() => { " + WORDS + " return " + condition + " })()", what, patience);
    }

    Object tells(String expression) {
        return browser.run(WORDS + "return " + expression);
    }

    private String text(String expression) {
        return Objects.requireNonNullElse((String) tells("(" + expression + ") ?? ''"), "");
    }

    private static String quoted(String text) {
        return Json.encode(text);
    }

    // ---- the list

    /** What can be read in a resource's line. */
    String row(String id) {
        return text("line(%s)?.innerText".formatted(quoted(id)));
    }

    String state(String id) {
        return text("line(%s)?.querySelector('.state .word').textContent".formatted(quoted(id)));
    }

    String verdict(String id) {
        return text("line(%s)?.querySelector('.state .under').textContent".formatted(quoted(id)));
    }

    String clock(String id) {
        return text("line(%s)?.querySelector('.clock').textContent".formatted(quoted(id)));
    }

    /** Its line shows this state, once it has come about. */
    void shows(String id, String state) {
        awaits(
                "line(%s)?.querySelector('.state .word').textContent === %s".formatted(quoted(id), quoted(state)),
                id + " is " + state,
                Duration.ofSeconds(45));
    }

    /** The names of what is in sight, from above. */
    @SuppressWarnings("unchecked")
    List<String> rows() {
        return (List<String>) tells("lines().map(one => one.querySelector('.name').textContent)");
    }

    String shown() {
        return text("document.querySelector('#shown').textContent");
    }

    void pick(String id) {
        click("line(%s).querySelector('.pick')".formatted(quoted(id)));
    }

    /** Presses one of the words by which the list is filtered. */
    void filter(String word) {
        click("chip(%s)".formatted(quoted(word)));
    }

    long counted(String word) {
        return Long.parseLong(text("chip(%s).querySelector('b').textContent".formatted(quoted(word)))
                .replace(",", ""));
    }

    void search(String text) {
        var field = found("document.querySelector('#search')");
        field.clear();
        field.sendKeys(text);
    }

    // ---- one resource

    void open(String id) {
        click("line(%s).querySelector('.name')".formatted(quoted(id)));
        awaits(
                "panel().querySelector('h2')?.textContent === %s && panel().querySelector('.evidence')"
                        .formatted(quoted(id)),
                id + " is open");
    }

    /** What can be read of the one that is open. */
    String panel() {
        return text("seen(panel()) ? panel().innerText : ''");
    }

    void panelSays(String words) {
        awaits("panel().innerText.includes(%s)".formatted(quoted(words)), "the panel says: " + words);
    }

    /** What each piece of evidence is, as listed. */
    @SuppressWarnings("unchecked")
    List<String> evidence() {
        return (List<String>) tells("[...panel().querySelectorAll('.evidence .says')].map(one => one.textContent)");
    }

    /** Under a name, as `Next look`. */
    String fact(String name) {
        return text("fact(%s)".formatted(quoted(name)));
    }

    /** What somebody can do with it. */
    @SuppressWarnings("unchecked")
    List<String> moves() {
        return (List<String>) tells("[...panel().querySelectorAll('.moves button')].map(one => one.textContent)");
    }

    // ---- doing

    void press(String says) {
        click("button(%s)".formatted(quoted(says)));
    }

    boolean pressable(String says) {
        return (Boolean) tells("!!button(%1$s) && !button(%1$s).disabled".formatted(quoted(says)));
    }

    void choose(String value) {
        click("dialog().querySelector('input[value=%s]').closest('label')".formatted(value));
    }

    void type(String field, String text) {
        var found = found("dialog().querySelector('#" + field + "')");
        found.clear();
        found.sendKeys(text);
    }

    /** What can be read in the dialog; nothing: none is open. */
    String dialog() {
        return text("dialog()?.innerText");
    }

    void dialogSays(String words) {
        awaits("dialog()?.innerText.includes(%s)".formatted(quoted(words)), "the dialog says: " + words);
    }

    /** Once what would happen is shown, and can. */
    void order() {
        awaits("!dialog().querySelector('.main').disabled", "it can be ordered");
        click("dialog().querySelector('.main')");
        awaits("!dialog()?.querySelector('.main')", "it is ordered");
    }

    /** Orders what is open to stop. */
    void stop(String reason) {
        press("Stop…");
        dialogSays("would be ordered to stop");
        type("reason", reason);
        order();
    }

    void keys(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    /** Keys held while another is pressed. */
    void held(Keys held, CharSequence pressed) {
        new Actions(browser.driver())
                .keyDown(held)
                .sendKeys(pressed)
                .keyUp(held)
                .perform();
    }

    void tabUntil(String condition, String what) {
        for (var press = 0; press < 60; press++) {
            if ((Boolean) tells("!!(" + condition + ")")) {
                return;
            }
            keys(Keys.TAB);
        }
        throw new AssertionError(
                "not reached by Tab: " + what + ", but " + tells("document.activeElement.outerHTML.slice(0, 300)"));
    }

    WebElement found(String expression) {
        awaits(expression, expression);
        return (WebElement) tells(expression);
    }

    /** As a mouse would: what lies under something else cannot be pressed. */
    void click(String expression) {
        // The page lives: what was found may be another's line, or gone, the moment it is pressed.
        Awaitility.await()
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    found(expression).click();
                    return true;
                });
    }

    // ---- how it looks

    /** What is wider than there is room for it: the page, something in it whose text should break, or a state's word. */
    @SuppressWarnings("unchecked")
    List<String> sticksOut() {
        return (List<String>) tells("""
                (() => {
                    const wide = one => one && seen(one) && one.scrollWidth > one.clientWidth;
                    const page = document.documentElement;
                    const inner = ['#side', '#story', 'dialog[open]', '.grid', '#door'].filter(name =>
                        wide(document.querySelector(name)));
                    const cut = [...document.querySelectorAll('.line .state .word, .count .word')].filter(wide)
                        .map(one => `the word ${one.textContent}`);
                    return wide(page) ? ['the page', ...inner, ...cut, ...[...document.body.querySelectorAll('*')].filter(one =>
                        seen(one) && one.getBoundingClientRect().right > page.clientWidth
                        && !one.closest('.states, .accounts, .scroll, pre, .shapes')).map(one =>
                            `${one.localName}#${one.id}.${one.className}`)] : [...inner, ...cut];
                })()
                """.strip());
    }

    /** Times of day as they are here that do not tell, when pointed at, what they are for everybody. */
    @SuppressWarnings("unchecked")
    List<String> timesOfHereAlone() {
        return (List<String>) tells("""
                [...document.body.querySelectorAll('*')].filter(one => seen(one)
                    && [...one.childNodes].some(part => part.nodeType === Node.TEXT_NODE
                        && /\\d:\\d\\d:\\d\\d\\s[AP]M/.test(part.data))
                    && !one.closest('[title*=" UTC"]')).map(one => one.textContent)
                """.strip());
    }

    /** Whom it keeps out as it is now, and what sticks out of it; on the way its pictures are taken. */
    List<String> faults(String view) {
        var faults = new ArrayList<String>();
        pictures(view, (look, fault) -> faults.add(look + ": too wide: " + fault));
        timesOfHereAlone().forEach(time -> faults.add("without its UTC: " + time));
        // Colours are of the day or the night, and what stands where is of the width: each once is all there is.
        for (var look :
                List.of(Chromium.Look.DESK, Chromium.Look.DESK.sized(320, 720).inTheDark())) {
            browser.look(look);
            settles();
            browser.faults().forEach(fault -> faults.add(look + ": " + fault));
        }
        browser.look(Chromium.Look.DESK);
        settles();
        return faults;
    }

    /** Pictures of what is there, by day and by night, as wide as a telephone, a desk and a wall. */
    void pictures(String name) {
        pictures(name, (look, fault) -> {});
    }

    private void pictures(String name, BiConsumer<Chromium.Look, String> sticksOut) {
        for (var look : List.of(Chromium.Look.DESK.sized(320, 720), Chromium.Look.DESK, Chromium.Look.WALL)) {
            picture(name + "-light-" + look.width(), look);
            sticksOut().forEach(fault -> sticksOut.accept(look, fault));
            picture(name + "-dark-" + look.width(), look.inTheDark());
        }
        browser.look(Chromium.Look.DESK);
    }

    private void picture(String name, Chromium.Look look) {
        browser.look(look);
        settles();
        browser.screenshot(name);
    }

    /** Two frames: the list lays its lines out anew in the one after it has heard of its size. */
    void settles() {
        browser.driver()
                .executeAsyncScript(
                        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
    }
}
