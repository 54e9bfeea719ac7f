package io.standstill.wall;

import io.standstill.testing.Chromium;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The dashboard in a browser, as tests of what is live there see it. */
final class LiveWall {

    private static final String SHOWN = """
            const shown = id => [...document.querySelectorAll('.body .line:not([hidden]):not(.group)')]
                .filter(line => line.querySelector('.name').textContent === id);
            """;

    private final Chromium browser;
    private final String url;

    private LiveWall(Chromium browser, String url) {
        this.browser = browser;
        this.url = url;
    }

    /** Opens the page with this query and waits until it is live and whole. */
    static LiveWall open(Chromium browser, String url, String query) {
        var wall = new LiveWall(browser, url);
        wall.begin(query);
        wall.pulses("Live");
        wall.isWhole();
        return wall;
    }

    /** Opens it without waiting, marked so that its being loaded anew would be noticed. */
    static LiveWall begin(Chromium browser, String url, String query) {
        var wall = new LiveWall(browser, url);
        wall.begin(query);
        return wall;
    }

    private void begin(String query) {
        browser.get(url + "/" + query);
        browser.run("window.mark = 'the same page'");
    }

    boolean isTheSamePage() {
        return (Boolean) browser.run("return window.mark === 'the same page'");
    }

    String pulse() {
        return (String) browser.run("return document.querySelector('#pulse').textContent");
    }

    void pulses(String begin) {
        pulses(begin, Duration.ofSeconds(20));
    }

    void pulses(String begin, Duration patience) {
        browser.await(
                "document.querySelector('#pulse').textContent.startsWith('%s')".formatted(begin),
                "the page says " + begin,
                patience);
    }

    boolean isGrey() {
        return (Boolean) browser.run("return document.body.classList.contains('stale')");
    }

    String shownWords() {
        return (String) browser.run("return document.querySelector('#shown').textContent");
    }

    void isWhole() {
        browser.await(
                "/^[0-9,.]+ of [0-9,.]+ resources?$/.test(document.querySelector('#shown').textContent)",
                "all is there",
                Duration.ofSeconds(30));
    }

    /** The states in which it is shown: one, unless it is not in sight, or something is wrong. */
    @SuppressWarnings("unchecked")
    List<String> statesOf(String id) {
        return (List<String>) browser.run(
                SHOWN + "return shown(arguments[0]).map(line => line.querySelector('.word').textContent)", id);
    }

    void shows(String id, String state) {
        browser.await(
                "(() => {%s return shown('%s').map(line => line.querySelector('.word').textContent).join() === '%s'})()"
                        .formatted(SHOWN, id, state),
                id + " is shown once, " + state);
    }

    void showsNothingOf(String id) {
        browser.await("(() => {%s return shown('%s').length === 0})()".formatted(SHOWN, id), id + " is not shown");
    }

    /** Whether it is marked as out of sight comes to this. */
    void unseen(String id, boolean unseen) {
        browser.await(
                "(() => {%s return shown('%s').every(line => line.classList.contains('unseen-now') === %s)})()"
                        .formatted(SHOWN, id, unseen),
                id + (unseen ? " is marked as not seen" : " is seen"),
                Duration.ofSeconds(40));
    }

    /** What the strip counts of a state. */
    long count(String word) {
        return Long.parseLong(((String) browser.run(
                        "return document.querySelector('.states .count.' + arguments[0] + ' b').textContent", word))
                .replaceAll("[^0-9]", ""));
    }

    // ---- what the page holds, beside what it shows

    /** What the page's own model has, as one string of the script's making; the script is a function of the model. */
    @SuppressWarnings("unchecked")
    Object ofModel(String function) {
        var prototype = cdp(
                "Runtime.evaluate",
                Map.of("expression", "import('/assets/model.js').then(m => m.Model.prototype)", "awaitPromise", true));
        var found = browser.driver()
                .executeCdpCommand("Runtime.queryObjects", Map.of("prototypeObjectId", prototype.get("objectId")));
        var models = (Map<String, Object>) found.get("objects");
        var answer = cdp(
                "Runtime.callFunctionOn",
                Map.of(
                        "objectId",
                        models.get("objectId"),
                        "functionDeclaration",
                        "function() { const model = this.filter(one => one.size > 0).sort((one, other) =>"
                                + " other.size - one.size)[0]; return (" + function + ")(model); }",
                        "returnByValue",
                        true));
        return answer.get("value");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        var answer = browser.driver().executeCdpCommand(command, parameters);
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(answer.get("exceptionDetails"));
        }
        return (Map<String, Object>) answer.get("result");
    }
}
