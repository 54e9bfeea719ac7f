package io.standstill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Durations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The files that are ready to be copied name only what there is, and give a node the time it takes to end.
 *
 * <p>Neither Docker's nor Kubernetes's own tools are at hand here: their files are read as YAML, and what of them must
 * fit to each other is looked at; that these tools take them is not tested.
 */
class DeploymentTest {

    private static final Path FOLDER = Path.of("conf/deploy");
    private static final String SECRETS = "/run/secrets/standstill/";
    private static final Pattern SECRET = Pattern.compile(Pattern.quote("${file:" + SECRETS) + "([a-z0-9-]+)}");

    /** A key of the configuration as people write of it. */
    private static final Pattern KEY = Pattern.compile(
            "\\b(?:http|metrics|auth|database|simulator|journal|retention)\\.([a-zA-Z]{3,})\\b(?![./])");

    /** What is written so, and is a file's or a host's name. */
    private static final List<String> NO_KEYS = List.of("conf", "service", "yaml", "target", "com", "slice");

    private static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> documents(String name) {
        var all = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadAllFromString(text(name));
        return StreamSupport.stream(all.spliterator(), false)
                .map(one -> (Map<String, Object>) one)
                .toList();
    }

    /** What stands there, by the names and numbers that lead to it. */
    private static Object at(Object document, Object... path) {
        var found = document;
        for (var step : path) {
            found = step instanceof Integer number ? ((List<?>) found).get(number) : ((Map<?, ?>) found).get(step);
            assertThat(found).as("%s of %s", step, List.of(path)).isNotNull();
        }
        return found;
    }

    private static Set<String> secrets() {
        var names = new TreeSet<String>();
        SECRET.matcher(text("standstill.yaml")).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static Settings settings(Path folder) throws IOException {
        for (var name : secrets()) {
            Files.writeString(
                    folder.resolve(name),
                    name.equals("database-url")
                            ? "postgresql://standstill:p@db:5432/standstill?sslmode=verify-full"
                            : name.contains("ops") ? "a1".repeat(32) : "b2".repeat(32));
        }
        var read = SettingsReader.read(text("standstill.yaml").replace(SECRETS, folder + "/"), Map.of());
        assertThat(read.faults()).isEmpty();
        return read.settings().orElseThrow();
    }

    @Test
    void the_configuration_they_share_is_one(@TempDir Path folder) throws IOException {
        var settings = settings(folder);

        assertThat(settings.auth().guarded()).isTrue();
        assertThat(settings.database().database()).isPresent();
        assertThat(settings.metrics().port()).contains(9_100);
        assertThat(settings.http().port()).isEqualTo(8_080);
    }

    @Test
    void every_secret_it_reads_is_given_to_it() {
        assertThat(secrets()).hasSize(4).allSatisfy(name -> assertThat(text("standstill.service"))
                .contains("LoadCredential=%1$s:/etc/standstill/secrets/%1$s\n".formatted(name)));
        assertThat(text("standstill.service")).contains("BindReadOnlyPaths=%d:/run/secrets/standstill\n");
        assertThat(at(documents("compose.yaml").get(0), "services", "standstill", "volumes"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("./secrets:/run/secrets/standstill:ro");
        assertThat(at(documents("kubernetes.yaml").get(0), "spec", "template", "spec", "containers", 0, "volumeMounts"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(Map.of("name", "secrets", "mountPath", "/run/secrets/standstill", "readOnly", true));
    }

    @Test
    void each_gives_a_node_the_time_it_takes_to_end(@TempDir Path folder) throws IOException {
        var longest = settings(folder).http().drain().plus(Standstill.ENDING);
        var pod = at(documents("kubernetes.yaml").get(0), "spec", "template", "spec");
        var waits = (List<?>) at(pod, "containers", 0, "lifecycle", "preStop", "exec", "command");

        var grace = new TreeMap<String, Duration>();
        grace.put(
                "kubernetes",
                Duration.ofSeconds((int) at(pod, "terminationGracePeriodSeconds"))
                        .minusSeconds(Long.parseLong(waits.get(1).toString())));
        grace.put(
                "compose",
                Durations.parse(at(documents("compose.yaml").get(0), "services", "standstill", "stop_grace_period")
                                .toString())
                        .orElseThrow());
        grace.put(
                "systemd", Duration.ofSeconds(Long.parseLong(found("standstill.service", "TimeoutStopSec=([0-9]+)"))));

        assertThat(grace).allSatisfy((whose, time) -> assertThat(time).as(whose).isGreaterThan(longest));
    }

    private static String found(String file, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text(file))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_the_cluster_selects_is_what_it_runs(@TempDir Path folder) throws IOException {
        var settings = settings(folder);
        var all = documents("kubernetes.yaml");
        assertThat(all)
                .extracting(one -> one.get("kind"))
                .containsExactly("Deployment", "Service", "PodDisruptionBudget");
        var labels = at(all.get(0), "spec", "template", "metadata", "labels");
        var pod = at(all.get(0), "spec", "template", "spec");

        assertThat(at(all.get(0), "spec", "selector", "matchLabels")).isEqualTo(labels);
        assertThat(at(all.get(1), "spec", "selector")).isEqualTo(labels);
        assertThat(at(all.get(2), "spec", "selector", "matchLabels")).isEqualTo(labels);
        assertThat(at(pod, "containers", 0, "ports"))
                .isEqualTo(List.of(
                        Map.of("name", "http", "containerPort", settings.http().port()),
                        Map.of(
                                "name",
                                "metrics",
                                "containerPort",
                                settings.metrics().port().orElseThrow())));
        assertThat(at(pod, "containers", 0, "readinessProbe", "httpGet", "path"))
                .isEqualTo("/readyz");
        assertThat(at(pod, "containers", 0, "livenessProbe", "httpGet", "path")).isEqualTo("/livez");
        assertThat(at(pod, "containers", 0, "securityContext", "readOnlyRootFilesystem"))
                .isEqualTo(true);
        assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
    }

    @Test
    void every_key_and_variable_that_is_named_there_or_in_the_manual_is_known() throws IOException {
        var reference = Files.readString(Path.of("conf/standstill.yaml"));
        var texts = new HashMap<String, String>();
        for (var folder : List.of(FOLDER, Path.of("src/main/resources/docs"))) {
            try (var files = Files.list(folder)) {
                files.filter(file -> !file.toString().endsWith(".js")).forEach(file -> {
                    try {
                        texts.put(file.toString(), Files.readString(file));
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                });
            }
        }
        var named = new TreeSet<String>();
        texts.values().forEach(text -> KEY.matcher(text)
                .results()
                .filter(found -> !NO_KEYS.contains(found.group(1)))
                .map(MatchResult::group)
                .forEach(named::add));
        assertThat(named)
                .contains("http.drain", "retention.journal", "database.url")
                .allSatisfy(key -> {
                    var section = key.substring(0, key.indexOf('.'));
                    var name = key.substring(key.indexOf('.') + 1);
                    assertThat(reference)
                            .as(key)
                            .matches(Pattern.compile("(?s).*\\n%s:[^\\n]*\\n(?:[# ][^\\n]*\\n|\\n(?=#))*?#?  %s: .*"
                                    .formatted(section, name)));
                });

        var environment = new HashMap<String, String>();
        texts.values().forEach(text -> Pattern.compile("STANDSTILL_[A-Z_]+")
                .matcher(text)
                .results()
                .forEach(found -> environment.put(found.group(), "1s")));
        assertThat(environment).containsKey("STANDSTILL_HTTP_DRAIN");
        assertThat(SettingsReader.read("", environment).unreadVariables()).isEmpty();
    }
}
