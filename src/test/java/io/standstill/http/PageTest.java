package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard as it is served: all of its parts, nothing else, and none that could make markup of what it is told. */
class PageTest {

    private static final Path FOLDER = Path.of("src/main/resources/dashboard");

    /** Whatever makes markup or code of a text, and what the page's policy would refuse anyhow. */
    private static final Pattern UNSAFE =
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment"
                    + "|document\\.write|srcdoc|\\beval\\(|new Function|DOMParser|javascript:|style=\"| on[a-z]+=\"");

    private static final Pattern NAMED =
            Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"|from '\\./([^']+)'|'(/assets/[^']+)'");

    private static final Pattern ELSEWHERE = Pattern.compile("https?://(?!www\\.w3\\.org/)");

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static Map<String, String> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            var texts = new TreeMap<String, String>();
            for (var file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
            return texts;
        }
    }

    @Test
    void every_part_in_the_folder_is_served_as_it_is() throws IOException {
        for (var file : files().entrySet()) {
            var path = file.getKey().equals("index.html") ? "/" : "/assets/" + file.getKey();
            var answer = running.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).isEqualTo(file.getValue());
        }
    }

    @Test
    void every_part_that_another_one_names_is_served() throws IOException {
        var named = new TreeSet<String>();
        for (var text : files().values()) {
            NAMED.matcher(text)
                    .results()
                    .forEach(found -> named.add(
                            found.group(1) != null
                                    ? found.group(1)
                                    : found.group(2) != null ? "/assets/" + found.group(2) : found.group(3)));
        }
        assertThat(named).contains("/assets/chart.js", "/assets/wall.js", "/assets/feed.js");
        assertThat(named)
                .allSatisfy(path -> assertThat(running.get(path).statusCode()).isEqualTo(200));
    }

    @Test
    void no_part_makes_markup_of_a_text_or_takes_anything_from_elsewhere() throws IOException {
        var found = files().entrySet().stream()
                .flatMap(file -> file.getValue()
                        .lines()
                        .filter(line -> UNSAFE.matcher(line).find()
                                || ELSEWHERE.matcher(line).find())
                        .map(line -> file.getKey() + ": " + line.strip()))
                .collect(Collectors.toList());
        assertThat(found).isEmpty();
    }

    @Test
    void the_page_may_run_and_load_nothing_but_ours() {
        var policy =
                running.get("/").headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe", "*");
    }
}
