package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual as it is served: every page is found, every link leads somewhere, every alert is explained. */
class ManualTest {

    private static final Pattern HREF = Pattern.compile("href=\"([^\"]+)\"");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook: (\\S+)");
    private static final Pattern HEADING = Pattern.compile("<section id=\"([^\"]+)\"><h2>");

    private static final List<String> PAGES = pages();

    private static Running running;

    private static List<String> pages() {
        try (var files = Files.list(Path.of("src/main/resources/docs"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".html"))
                    .map(name -> name.replace(".html", ""))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String page(String path) {
        var answer = running.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static Set<String> found(Pattern pattern, String text) {
        var all = new TreeSet<String>();
        pattern.matcher(text).results().forEach(one -> all.add(one.group(1)));
        return all;
    }

    private static void leadsSomewhere(String link, String from) {
        if (link.equals("data:,")) {
            return;
        }
        assertThat(link).as("a link of %s", from).matches("/[^/].*|/|#.+");
        var hash = link.indexOf('#');
        var text = page(hash == 0 ? from : hash < 0 ? link : link.substring(0, hash));
        if (hash >= 0) {
            assertThat(text).as("%s of %s", link, from).contains("id=\"" + link.substring(hash + 1) + "\"");
        }
    }

    @Test
    void every_page_is_served_and_is_linked_from_all_others_and_from_what_can_be_asked() {
        assertThat(PAGES).hasSizeGreaterThan(5);
        for (var name : PAGES) {
            var text = page("/docs/" + name);
            PAGES.forEach(other -> assertThat(text).contains("href=\"/docs/" + other + "\""));
            assertThat(text).contains("<title>", "href=\"/docs\"", "<link rel=\"stylesheet\" href=\"/docs.css\">");
        }
        assertThat(found(HREF, page("/docs")))
                .containsAll(PAGES.stream().map(name -> "/docs/" + name).toList());
    }

    @Test
    void every_link_leads_somewhere_and_nowhere_else() {
        for (var name : PAGES) {
            found(HREF, page("/docs/" + name)).forEach(link -> leadsSomewhere(link, "/docs/" + name));
            assertThat(page("/docs/" + name)).doesNotContain("src=\"http", "@import", "style=", "onclick");
        }
    }

    @Test
    void a_page_may_run_and_load_nothing_but_ours() {
        assertThat(running.get("/docs/alerts").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                        .doesNotContain("unsafe", "*", "http"));
    }

    @Test
    void every_alert_has_its_section_and_every_section_its_alert() throws IOException {
        var rules = Files.readString(Path.of("conf/deploy/alerts.yaml"));
        var alerts = found(ALERT, rules);

        assertThat(alerts).hasSizeGreaterThan(10);
        assertThat(found(HEADING, page("/docs/alerts"))).isEqualTo(alerts);
        var links = RUNBOOK.matcher(rules).results().map(one -> one.group(1)).toList();
        assertThat(links).hasSameSizeAs(alerts);
        links.forEach(link -> leadsSomewhere(link, "/docs/alerts"));
        alerts.forEach(alert -> assertThat(links).contains("/docs/alerts#" + alert));
    }

    @Test
    void whatever_has_a_heading_can_be_searched() {
        var sections = new JsonArray(page("/docs/sections.json"));
        var addresses = new TreeSet<String>();
        sections.forEach(one -> addresses.add(((JsonObject) one).getString("address")));
        var headings = new TreeSet<String>();
        for (var name : PAGES) {
            found(HEADING, page("/docs/" + name)).forEach(id -> headings.add("/docs/%s#%s".formatted(name, id)));
        }

        assertThat(addresses).isEqualTo(headings).hasSizeGreaterThan(30);
        assertThat(sections).allSatisfy(one -> assertThat(((JsonObject) one).getString("text"))
                .isNotBlank()
                .doesNotContain("<", "&amp;"));
    }
}
