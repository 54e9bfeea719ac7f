package io.standstill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Tool;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that are ready to be copied, judged by the programs that are to read them. */
class DeploymentToolsTest {

    private static final Path FOLDER = Path.of("conf/deploy");

    /** As systemd counts, from 0, which may do nothing, to 10, which may do all. */
    private static final Pattern EXPOSURE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+)");

    private static final double MOST_EXPOSED = 2.0;

    @TempDir
    private Path folder;

    private static void isWell(Tool.Said said) {
        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void each_alert_fires_for_what_it_is_for_and_none_where_all_is_well() throws IOException {
        var promtool = Tool.installed("promtool");
        Files.copy(FOLDER.resolve("alerts.yaml"), folder.resolve("alerts.yaml"));
        var tests = folder.resolve("alerts.test.yaml");
        Files.copy(Path.of("src/test/resources/deploy/alerts.test.yaml"), tests);

        isWell(promtool.run("check", "rules", folder.resolve("alerts.yaml").toString()));
        isWell(promtool.run("test", "rules", tests.toString()));
    }

    @Test
    void whatever_the_dashboard_asks_can_be_asked() throws IOException {
        var promtool = Tool.installed("promtool");
        var rules = new JsonArray();
        for (var panel : new JsonObject(Files.readString(FOLDER.resolve("grafana.json"))).getJsonArray("panels")) {
            for (var target : ((JsonObject) panel).getJsonArray("targets")) {
                rules.add(new JsonObject()
                        .put("record", "r" + rules.size())
                        .put("expr", ((JsonObject) target).getString("expr").replace("$account", ".*")));
            }
        }
        assertThat(rules).hasSizeGreaterThan(20);
        // JSON is YAML.
        var groups = new JsonObject()
                .put(
                        "groups",
                        new JsonArray().add(new JsonObject().put("name", "g").put("rules", rules)));
        isWell(promtool.run(
                "check",
                "rules",
                Files.writeString(folder.resolve("asked.yaml"), groups.encode()).toString()));
    }

    @Test
    void the_unit_is_understood_and_may_do_little() throws IOException {
        var systemd = Tool.installed("systemd-analyze");
        // What it is to start is not installed here.
        var unit = Files.writeString(
                folder.resolve("standstill.service"),
                Files.readString(FOLDER.resolve("standstill.service")).replaceAll("=/opt/\\S+", "=/bin/true"));

        var verified = systemd.run("verify", "--man=no", unit.toString());
        assertThat(verified.text()).doesNotContain("standstill.service");
        isWell(verified);

        var told = systemd.run("security", "--offline=yes", "--no-pager", unit.toString());
        var exposure = EXPOSURE.matcher(told.text());
        assertThat(exposure.find()).as(told.text()).isTrue();
        assertThat(Double.parseDouble(exposure.group(1))).as(told.text()).isLessThan(MOST_EXPOSED);
    }

    @Test
    void the_proxy_caddy_understands_its_file() {
        isWell(Tool.installed("caddy")
                .run(
                        "adapt",
                        "--adapter",
                        "caddyfile",
                        "--validate",
                        "--config",
                        FOLDER.resolve("Caddyfile").toString()));
    }
}
