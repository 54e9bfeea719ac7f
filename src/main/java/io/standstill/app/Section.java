package io.standstill.app;

import io.standstill.domain.Durations;
import io.standstill.vendor.Keys;
import io.standstill.vendor.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One section of the configuration: what stands in the file, with the environment laid over it.
 *
 * <p>Faults are noted and something usable is returned. Keys that nobody asked for are faults too, once everybody has
 * asked.
 */
final class Section implements Keys {

    static final String ENVIRONMENT = "STANDSTILL_";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file:)?([^}]*)}");

    private final String path;
    private final Map<String, Object> entries;
    private final Map<String, String> environment;
    private final Set<String> environmentRead;
    private final Faults faults;
    private final Set<String> asked = new HashSet<>();
    private final List<Section> below = new ArrayList<>();

    Section(Map<String, Object> entries, Map<String, String> environment, Faults faults) {
        this("", entries, environment, new HashSet<>(), faults);
    }

    private Section(
            String path,
            Map<String, Object> entries,
            Map<String, String> environment,
            Set<String> environmentRead,
            Faults faults) {
        this.path = path;
        this.entries = entries;
        this.environment = environment;
        this.environmentRead = environmentRead;
        this.faults = faults;
    }

    /** The section of this name; an empty one where there is none. */
    Section section(String key) {
        asked.add(key);
        var value = entries.get(key);
        if (value != null && !(value instanceof Map<?, ?>)) {
            fault(key, "a section was expected");
        }
        var section = new Section(full(key) + ".", map(value), environment, environmentRead, faults);
        below.add(section);
        return section;
    }

    /** The sections of a list, each named by its number. */
    List<Section> list(String key) {
        asked.add(key);
        var value = entries.get(key);
        var sections = new ArrayList<Section>();
        if (value instanceof List<?> list) {
            for (var one : list) {
                if (!(one instanceof Map<?, ?>)) {
                    fault(key, "a list of sections was expected");
                }
                sections.add(new Section(
                        full(key) + "." + sections.size() + ".", map(one), environment, environmentRead, faults));
            }
        } else if (value != null) {
            fault(key, "a list was expected");
        }
        below.addAll(sections);
        return sections;
    }

    /** The sections below this one, whatever their names. */
    Map<String, Section> sections() {
        var sections = new TreeMap<String, Section>();
        entries.keySet().forEach(name -> sections.put(name, section(name)));
        return sections;
    }

    @Override
    public Optional<String> text(String key) {
        asked.add(key);
        var variable = variable(full(key));
        var set = environment.get(variable);
        if (set != null) {
            environmentRead.add(variable);
            return Optional.of(set);
        }
        var value = entries.get(key);
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            fault(key, "a single value was expected");
            return Optional.empty();
        }
        return Optional.ofNullable(value).map(scalar -> resolved(key, scalar.toString()));
    }

    String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /** Several texts: a list, or one text with commas. */
    Optional<List<String>> texts(String key) {
        if (environment.get(variable(full(key))) == null && entries.get(key) instanceof List<?> list) {
            asked.add(key);
            if (list.stream().anyMatch(item -> item == null || item instanceof Map<?, ?> || item instanceof List<?>)) {
                fault(key, "a list of single values was expected");
                return Optional.empty();
            }
            return Optional.of(
                    list.stream().map(item -> resolved(key, item.toString())).toList());
        }
        return text(key).map(text -> List.of(text.split("\\s*,\\s*")));
    }

    @Override
    public Optional<Secret> secret(String key) {
        return read(
                key,
                "a secret without control characters was expected",
                text -> text.chars().anyMatch(Character::isISOControl) ? null : new Secret(text));
    }

    @Override
    public List<Secret> secrets(String key) {
        return texts(key).orElse(List.of()).stream().map(Secret::new).toList();
    }

    @Override
    public Optional<URI> url(String key) {
        return read(key, "a URL like https://host:port, without a login in it, was expected", text -> {
            var url = URI.create(text.replaceAll("/+$", ""));
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                            && url.getHost() != null
                            && url.getUserInfo() == null
                    ? url
                    : null;
        });
    }

    Path path(String key, String otherwise) {
        return read(key, "the name of a file or folder was expected", Path::of).orElseGet(() -> Path.of(otherwise));
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
        return read(key, "true or false was expected", text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> null;
                })
                .orElse(otherwise);
    }

    @Override
    public int number(String key, int otherwise, int least, int most) {
        return read(key, "a number from %d to %d was expected".formatted(least, most), text -> {
                    var number = Integer.parseInt(text);
                    return number >= least && number <= most ? number : null;
                })
                .orElse(otherwise);
    }

    @Override
    public Duration duration(String key, Duration otherwise) {
        return duration(key).orElse(otherwise);
    }

    Optional<Duration> duration(String key) {
        return read(key, Durations.EXPECTED, text -> Durations.parse(text).orElse(null));
    }

    private <T> Optional<T> read(String key, String expected, Function<String, @Nullable T> reading) {
        var text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var value = reading.apply(text.get());
            if (value != null) {
                return Optional.of(value);
            }
        } catch (IllegalArgumentException unreadable) {
            // Told below with what was expected.
        }
        fault(key, expected);
        return Optional.empty();
    }

    @Override
    public void fault(String key, String whatWasExpected) {
        faults.add(full(key), whatWasExpected);
    }

    /** Notes every key that is there and that nobody asked for. */
    void refuseTheRest() {
        for (var key : entries.keySet()) {
            if (!asked.contains(key)) {
                fault(key, "no such key");
            }
        }
        below.forEach(Section::refuseTheRest);
    }

    /** Variables of ours in the environment that set nothing. */
    Set<String> unreadVariables(Set<String> known) {
        var unread = new HashSet<String>();
        environment.keySet().stream()
                .filter(name -> name.startsWith(ENVIRONMENT))
                .filter(name -> !environmentRead.contains(name) && !known.contains(name))
                .forEach(unread::add);
        return unread;
    }

    /** The environment's name for a key: {@code database.dataDir} is {@code STANDSTILL_DATABASE_DATA_DIR}. */
    static String variable(String key) {
        return ENVIRONMENT
                + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replaceAll("[^A-Za-z0-9]", "_")
                        .toUpperCase(Locale.ROOT);
    }

    private String full(String key) {
        return path + key;
    }

    private String resolved(String key, String text) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            var value = found.group(1) == null ? variableValue(key, found.group(2)) : content(key, found.group(2));
            return Matcher.quoteReplacement(value);
        });
    }

    private String variableValue(String key, String name) {
        var value = environment.get(name);
        if (value == null) {
            fault(key, "the environment has no " + name);
            return "";
        }
        return value;
    }

    private String content(String key, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | IllegalArgumentException unreadable) {
            fault(key, "the file " + file + " cannot be read");
            return "";
        }
    }

    private static Map<String, Object> map(@Nullable Object value) {
        var map = new TreeMap<String, Object>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> {
                if (entry != null) {
                    map.put(String.valueOf(key), entry);
                }
            });
        }
        return map;
    }

    /** The whole of a configuration, as a section without a name. */
    static Section whole(@Nullable Object document, Map<String, String> environment, Faults faults) {
        if (document != null && !(document instanceof Map<?, ?>)) {
            faults.add("configuration", "keys and values were expected");
        }
        return new Section(map(document), environment, faults);
    }
}
