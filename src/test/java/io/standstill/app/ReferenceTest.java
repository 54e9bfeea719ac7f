package io.standstill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The reference of the configuration and the code that reads it know the same keys, with the same defaults. */
class ReferenceTest {

    private static final Path REFERENCE = Path.of("conf/standstill.yaml");
    private static final Pattern KEY = Pattern.compile("^( *)(?:- )?([A-Za-z][A-Za-z0-9-]*):(?: |$)");

    /** One key of the reference, and what is said of it. */
    private record Said(String path, String comment) {

        boolean isRequired() {
            return comment.contains("required");
        }

        boolean hasDefault() {
            return !isRequired() && !comment.contains("absent:");
        }
    }

    /** An environment that has whatever the examples ask for, and keeps what it was asked. */
    private static final class Environment extends AbstractMap<String, String> {

        private final Set<String> asked = new TreeSet<>();

        @Override
        public String get(Object name) {
            asked.add(name.toString());
            return name.toString().startsWith(Section.ENVIRONMENT) ? null : "sk-an-example";
        }

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            return Set.of();
        }
    }

    /** All of it, examples too, as a file in which nothing is commented out. */
    private String whole;

    private final List<Said> said = new ArrayList<>();

    @BeforeEach
    void read() throws IOException {
        var lines = new ArrayList<String>();
        var begun = false;
        for (var line : Files.readAllLines(REFERENCE)) {
            begun |= line.equals("http:");
            lines.add(begun && line.startsWith("#") ? line.substring(1) : line);
        }
        whole = String.join("\n", lines)
                .replace("tokens: [] ", "tokens: ")
                .replace("accounts: {} ", "accounts: ")
                .replace("9f86d081…", "9f".repeat(32));
        listen(whole.lines().toList());
    }

    private void listen(List<String> lines) {
        var path = new TreeMap<Integer, String>();
        for (var line : lines) {
            var found = KEY.matcher(line);
            if (found.find()) {
                var indent = found.group(1).length() + (line.strip().startsWith("- ") ? 2 : 0);
                path.tailMap(indent, true).clear();
                path.put(indent, found.group(2));
                var hash = line.indexOf(" # ");
                said.add(new Said(String.join(".", path.values()), hash < 0 ? "" : line.substring(hash + 3)));
            } else if (line.strip().startsWith("# ") && !said.isEmpty()) {
                var last = said.remove(said.size() - 1);
                said.add(new Said(last.path(), last.comment() + line.strip().substring(1)));
            }
        }
    }

    private Map<String, Object> document() {
        return map(new Load(LoadSettings.builder().build()).loadFromString(whole));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object section) {
        return section instanceof List<?> list ? map(list.get(0)) : (Map<String, Object>) section;
    }

    private static SettingsReader.Read read(Map<String, Object> document, Map<String, String> environment) {
        return SettingsReader.read(new Dump(DumpSettings.builder().build()).dumpToString(document), environment);
    }

    /** Those that hold a value themselves. */
    private List<Said> values() {
        return said.stream()
                .filter(one -> said.stream().noneMatch(other -> other.path().startsWith(one.path() + ".")))
                .toList();
    }

    /** All that is configured but how an account is connected, of which nobody can tell whether it is the same. */
    private static List<Object> told(Settings settings) {
        var accounts = new TreeMap<String, Object>();
        settings.accounts()
                .forEach((name, account) -> accounts.put(
                        name, List.of(account.vendor(), account.terms(), account.policy(), account.adopts())));
        return List.of(
                settings.http(),
                settings.metrics(),
                settings.auth(),
                settings.database(),
                settings.simulator(),
                settings.journal(),
                accounts);
    }

    private Map<String, Object> without(String path) {
        var document = document();
        // The files it names are not here.
        map(document.get("http")).remove("tls");
        if (!path.isEmpty()) {
            var section = document;
            var keys = path.split("\\.", -1);
            for (var i = 0; i < keys.length - 1; i++) {
                section = map(section.get(keys[i]));
            }
            assertThat(section).as(path).containsKey(keys[keys.length - 1]);
            section.remove(keys[keys.length - 1]);
        }
        return document;
    }

    @Test
    void it_knows_every_key_that_is_read_and_no_other() {
        var environment = new Environment();
        var read = read(document(), environment);
        assertThat(read.faults()).allSatisfy(fault -> assertThat(fault).startsWith("http.tls."));

        var written = new TreeSet<String>();
        var vendors = new LinkedHashMap<String, String>();
        map(document().get("accounts"))
                .forEach((name, account) -> vendors.put(
                        Section.variable("accounts." + name) + "_", map(account).get("vendor") + " "));
        values().forEach(one ->
                written.add(ofVendor(vendors, Section.variable(one.path().replace("tokens.", "tokens.0.")))));
        var asked = new TreeSet<String>();
        environment.asked.stream()
                .filter(name -> name.startsWith(Section.ENVIRONMENT))
                .forEach(name -> asked.add(ofVendor(vendors, name)));
        // Asked for where there is no such stop, only to be refused.
        Roster.VENDORS.stream()
                .filter(vendor -> !vendor.policy().knows(Mode.FORCE))
                .forEach(vendor -> asked.remove(vendor.name() + " ESCALATE_AFTER"));

        assertThat(written).isEqualTo(asked);
    }

    /** One key of a vendor, in whichever of its examples it stands. */
    private static String ofVendor(Map<String, String> vendors, String variable) {
        for (var vendor : vendors.entrySet()) {
            if (variable.startsWith(vendor.getKey())) {
                return vendor.getValue() + variable.substring(vendor.getKey().length());
            }
        }
        return variable;
    }

    @Test
    void the_defaults_it_says_are_those_that_are_used() {
        var settings = told(read(without(""), new Environment()).settings().orElseThrow());
        var defaults = values().stream()
                .filter(Said::hasDefault)
                .filter(one -> !one.path().startsWith("http.tls."))
                .toList();

        assertThat(defaults).hasSizeGreaterThan(60).allSatisfy(one -> {
            var read = read(without(one.path()), new Environment());
            assertThat(read.faults()).as("without %s", one).isEmpty();
            assertThat(told(read.settings().orElseThrow()))
                    .as("without %s", one)
                    .isEqualTo(settings);
        });
    }

    @Test
    void what_it_calls_required_is_and_what_may_be_absent_may() {
        assertThat(values())
                .filteredOn(one -> !one.hasDefault() && !one.path().startsWith("http.tls."))
                .hasSizeGreaterThan(20)
                .allSatisfy(one -> {
                    var faults = read(without(one.path()), new Environment()).faults();
                    if (one.isRequired() || one.comment().contains("instead")) {
                        assertThat(faults).as("without %s", one).isNotEmpty();
                    } else {
                        assertThat(faults).as("without %s", one).isEmpty();
                    }
                });
    }

    @Test
    void it_says_something_of_every_key() {
        assertThat(values())
                .allSatisfy(one -> assertThat(one.comment()).as(one.path()).isNotBlank());
    }
}
