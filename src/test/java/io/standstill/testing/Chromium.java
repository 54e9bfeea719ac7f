package io.standstill.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A browser not of our making, with one page, as a person would have it before them. */
public final class Chromium implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Chromium.class);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TOLD_OF_A_PAGE = 2_000;

    /** WCAG 2.0 to 2.2, A and AA; of it only what keeps somebody out. */
    private static final String FAULTS = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {
                runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']},
                resultTypes: ['violations']
            }).then(
                found => done(found.violations
                    .filter(fault => fault.impact === 'serious' || fault.impact === 'critical')
                    .map(fault => `${fault.id} (${fault.impact}): ${fault.help}: `
                        + fault.nodes.map(node => node.target.join(' ')).join(', '))),
                broken => done(['axe did not come to an end: ' + broken]));
            """;

    /**
     * What a person has set, and what size the page has for itself.
     *
     * @param still whether they want little to move
     */
    public record Look(int width, int height, boolean dark, boolean still) {

        public static final Look DESK = new Look(1_280, 800, false, false);
        public static final Look PHONE = DESK.sized(390, 844);
        public static final Look WALL = DESK.sized(2_560, 1_440);

        public Look sized(int wide, int high) {
            return new Look(wide, high, dark, still);
        }

        public Look inTheDark() {
            return new Look(width, height, true, still);
        }

        public Look withoutMotion() {
            return new Look(width, height, dark, true);
        }
    }

    private final ChromeDriver driver;
    private final List<String> console = new ArrayList<>();

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    // ---- opening

    public static Chromium open(Path folder) {
        return open(folder, Look.DESK);
    }

    /**
     * Without a browser on this machine the test is aborted loudly, and in CI it fails.
     *
     * @param folder where the browser keeps what it must
     */
    public static Chromium open(Path folder, Look look) {
        var chromium = program("chromium", "chromium-browser", "google-chrome");
        var driver = program("chromedriver");
        if (chromium.isEmpty() || driver.isEmpty()) {
            absent();
        }
        // Both are named, so that nothing is looked for, downloaded or reported.
        var driving = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow())
                .withEnvironment(Map.of("SE_OFFLINE", "true", "SE_AVOID_STATS", "true"))
                .build();
        var everything = new LoggingPreferences();
        everything.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setCapability(ChromeOptions.LOGGING_PREFS, everything);
        options.setBinary(chromium.orElseThrow());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"));
        var opened = new Chromium(new ChromeDriver(driving, options));
        opened.look(look);
        return opened;
    }

    private static Optional<File> program(String... names) {
        var path = System.getenv("PATH");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }

    private static void absent() {
        var missing = "NO BROWSER: chromium and chromedriver were not found, and what a browser does was NOT TESTED";
        if (System.getenv("CI") != null) {
            fail(missing);
        }
        LOG.error(missing);
        abort(missing);
    }

    // ---- as a person has it

    /** Changes what they have set, whatever page is open. */
    public void look(Look look) {
        // A window cannot be made as narrow as a telephone, and some of it is never the page's.
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width(), "height", look.height(), "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", look.dark() ? "dark" : "light"),
                                Map.of(
                                        "name",
                                        "prefers-reduced-motion",
                                        "value",
                                        look.still() ? "reduce" : "no-preference"))));
    }

    /**
     * Cuts it off from everybody, or joins it again. What is open already stays so: a stream must be cut by a
     * {@link Relay} besides.
     */
    public void network(boolean there) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", !there, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    public void get(String url) {
        driver.get(url);
    }

    /** For keys, the mouse and cookies. */
    public ChromeDriver driver() {
        return driver;
    }

    // ---- what is there

    /** Runs a script's statements in the page; what they return. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Waits until an expression is true in the page; one that cannot be told yet is not. */
    public void await(String condition, String what) {
        await(condition, what, PATIENCE);
    }

    public void await(String condition, String what, Duration patience) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(patience)
                    .ignoreException(JavascriptException.class)
                    .until(() -> (Boolean) run("return !!(" + condition + ")"));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    "%s: not within %d s, by %s%n---- the page%n%s%n---- its console%n%s"
                            .formatted(
                                    what,
                                    patience.toSeconds(),
                                    condition,
                                    beginning(text()),
                                    String.join("\n", console())),
                    late);
        }
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(TOLD_OF_A_PAGE, text.length()));
    }

    /** What of the page can be read. */
    public String text() {
        return (String) run("return document.body ? document.body.innerText : ''");
    }

    /** What its console told of errors since it was opened or last cleared: what nobody caught too. */
    public List<String> console() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .forEach(entry -> console.add(entry.getMessage()));
        return List.copyOf(console);
    }

    /** After errors that a test wanted. */
    public void clearConsole() {
        console();
        console.clear();
    }

    /** What keeps people out of the page, a line for each rule that is broken. */
    @SuppressWarnings("unchecked")
    public List<String> faults() {
        // The driver runs scripts beside the page's own policy, which stays as strict as it is.
        run(axe());
        driver.manage().timeouts().scriptTimeout(PATIENCE.multipliedBy(3));
        return (List<String>) driver.executeAsyncScript(FAULTS);
    }

    private static String axe() {
        try (var script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes the page as it looks to {@code target/screens/NAME.png}. */
    public Path screenshot(String name) {
        try {
            var screens = Files.createDirectories(buildFolder().resolve("screens"));
            return Files.write(screens.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Where this class was built to, wherever the test was started. */
    private static Path buildFolder() {
        try {
            var classes = Chromium.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(classes.toURI()).getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
