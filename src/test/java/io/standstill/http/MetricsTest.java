package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.State;
import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told. Dashboards and alarms are built on these names: one that changes breaks them silently. */
class MetricsTest {

    private static final Pattern LINE = Pattern.compile("([a-z0-9_]+)(?:\\{([^}]*)\\})? (\\S+)");

    /** Each with the labels it bears. */
    private static final List<String> NAMES = List.of(
            "standstill_account_looked_timestamp_seconds account vendor",
            "standstill_account_out_of_sight account vendor",
            "standstill_account_paused account vendor",
            "standstill_attempts account state vendor",
            "standstill_callbacks_total account verdict",
            "standstill_command_call_seconds_count account outcome vendor",
            "standstill_command_call_seconds_max account outcome vendor",
            "standstill_command_call_seconds_sum account outcome vendor",
            "standstill_event_loop_delay_seconds_count",
            "standstill_event_loop_delay_seconds_max",
            "standstill_event_loop_delay_seconds_sum",
            "standstill_exposure_seconds account state vendor",
            "standstill_feed_followers",
            "standstill_feed_lag_entries",
            "standstill_feed_readers_waiting",
            "standstill_journal_commit_seconds_count outcome",
            "standstill_journal_commit_seconds_max outcome",
            "standstill_journal_commit_seconds_sum outcome",
            "standstill_journal_waiting",
            "standstill_look_seconds_count account outcome vendor",
            "standstill_look_seconds_max account outcome vendor",
            "standstill_look_seconds_sum account outcome vendor",
            "standstill_resources account state vendor",
            "standstill_stop_call_seconds_count account outcome vendor",
            "standstill_stop_call_seconds_max account outcome vendor",
            "standstill_stop_call_seconds_sum account outcome vendor",
            "standstill_strays account vendor",
            "standstill_time_to_standstill_seconds quantile");

    /** What others call theirs, and we rely on. */
    private static final Set<String> OTHERS = Set.of(
            "jvm_memory_used_bytes",
            "jvm_threads_live_threads",
            "process_cpu_usage",
            "process_uptime_seconds",
            "vertx_pool_in_use",
            "vertx_pool_queue_pending");

    private static final Pattern ASKED = Pattern.compile("\\b(?:standstill|jvm)_[a-z_]+");

    private static final Pattern ASKED_WITH = Pattern.compile("((?:standstill|jvm)_[a-z_]+)\\{([^}]*)}");

    private static final Pattern GROUPED = Pattern.compile("\\b(?:by|on) \\(([a-z, ]+)\\)");

    private static final Set<String> STATES =
            Arrays.stream(State.values()).map(State::word).collect(Collectors.toSet());

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
        running.thing("feldera/p1", new JsonObject());
        running.post("/v1/resources/demo/p1/stop");
        running.thing("storm/s1", new JsonObject());
        running.post("/v1/resources/storm/s1/command", "{\"command\":\"propagate\"}");
        running.post("/callbacks/memories/first-secret", "{\"task_id\":\"nobody\",\"status\":14}");
        running.post("/callbacks/memories/first-secret", "no JSON");
        running.awaits("/v1/resources/demo/p1", told -> "stopped".equals(told.getString("state")));
        Awaitility.await().until(() -> figure("standstill_command_call_seconds_count", "outcome=\"done\"") == 1);
        // Told from the first look at the whole account on, which waits for nobody's order.
        Awaitility.await().until(() -> figure("standstill_account_looked_timestamp_seconds", "account=\"demo\"") > 0);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static List<String> lines() {
        return running.get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static double figure(String name, String... labels) {
        return lines().stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** The labels of all that is told, by name. */
    private static Map<String, Set<String>> told() {
        var told = new TreeMap<String, Set<String>>();
        for (var line : lines()) {
            var matcher = LINE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            var labels = matcher.group(2) == null
                    ? new TreeSet<String>()
                    : Pattern.compile("([a-z_]+)=\"")
                            .matcher(matcher.group(2))
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toCollection(TreeSet::new));
            told.computeIfAbsent(matcher.group(1), first -> new TreeSet<>()).addAll(labels);
        }
        return told;
    }

    @Test
    void the_names_and_their_labels_are_the_ones_that_were_promised() {
        var told = told();

        assertThat(told.entrySet().stream()
                        .filter(one -> one.getKey().startsWith("standstill_"))
                        .map(one -> (one.getKey() + " " + String.join(" ", one.getValue())).strip()))
                .containsExactlyElementsOf(NAMES);
        assertThat(told.keySet()).containsAll(OTHERS);
    }

    @Test
    void what_the_alerts_and_the_dashboard_ask_for_is_told() throws IOException {
        var told = told();
        var asked = Files.readString(Path.of("conf/deploy/alerts.yaml"))
                .lines()
                .filter(line -> !line.contains("summary:") && !line.contains("runbook:"))
                .collect(Collectors.joining("\n"));
        asked += Files.readString(Path.of("conf/deploy/grafana.json")).replace("\\\"", "\"");

        var names = ASKED.matcher(asked)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).hasSizeGreaterThan(15).isSubsetOf(told.keySet());
        ASKED_WITH.matcher(asked).results().forEach(found -> Pattern.compile("([a-z]+)[=!]~?\"([^\"]*)\"")
                .matcher(found.group(2))
                .results()
                .forEach(selected -> {
                    assertThat(told.get(found.group(1))).as(found.group()).contains(selected.group(1));
                    if (selected.group(1).equals("state")) {
                        assertThat(STATES)
                                .as(found.group())
                                .containsAll(List.of(selected.group(2).split("\\|", -1)));
                    }
                }));
        // What Prometheus itself adds is the instance.
        var labels = told.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        labels.add("instance");
        GROUPED.matcher(asked).results().forEach(found -> assertThat(labels)
                .as(found.group())
                .containsAll(List.of(found.group(1).split(", ", -1))));
    }

    @Test
    void each_figure_tells_what_happened() {
        assertThat(figure("standstill_stop_call_seconds_count", "account=\"demo\"", "outcome=\"taken\""))
                .isEqualTo(1);
        assertThat(figure("standstill_look_seconds_count", "account=\"demo\"", "outcome=\"alive\""))
                .isPositive();
        assertThat(figure("standstill_look_seconds_count", "account=\"demo\"", "outcome=\"at-rest\""))
                .isPositive();
        assertThat(figure("standstill_callbacks_total", "verdict=\"unknown\"")).isEqualTo(1);
        assertThat(lines())
                .as("counted before any came")
                .anyMatch(line ->
                        line.startsWith("standstill_callbacks_total") && line.endsWith("verdict=\"told\"} 0.0"));
        assertThat(figure("standstill_account_looked_timestamp_seconds", "account=\"demo\""))
                .isGreaterThan(1_000_000_000);
        assertThat(figure("standstill_callbacks_total", "verdict=\"unreadable\""))
                .isEqualTo(1);
        assertThat(figure("standstill_resources", "account=\"demo\"", "state=\"stopped\""))
                .isEqualTo(1);
        assertThat(figure("standstill_attempts", "account=\"demo\"", "state=\"stopped\""))
                .isEqualTo(1);
        assertThat(figure("standstill_exposure_seconds", "account=\"demo\"")).isPositive();
        assertThat(figure("standstill_time_to_standstill_seconds", "quantile=\"0.5\""))
                .isPositive();
        assertThat(figure("standstill_journal_commit_seconds_count", "outcome=\"committed\""))
                .isPositive();
        assertThat(figure("standstill_journal_commit_seconds_count", "outcome=\"failed\""))
                .isZero();
        assertThat(figure("vertx_pool_in_use", "pool_name=\"readers\"")).isNotNegative();
    }
}
