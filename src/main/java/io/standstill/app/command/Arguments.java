package io.standstill.app.command;

import io.standstill.domain.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was typed after a command's name, held against what the command takes. */
final class Arguments {

    private static final List<String> HELP = List.of("--help", "-h");
    private static final Duration LONGEST = Duration.ofDays(30);

    /**
     * What a command takes.
     *
     * @param words how many words may stand there that are no option
     * @param values options that take a value, once
     * @param lists options that take a value, as often as one likes
     * @param flags options that take none
     */
    record Form(List<Integer> words, List<String> values, List<String> lists, List<String> flags) {}

    private final List<String> words = new ArrayList<>();
    private final Map<String, List<String>> given = new HashMap<>();
    private boolean help;

    private Arguments() {}

    static Arguments read(Deque<String> typed, Form form) {
        var read = new Arguments();
        while (!typed.isEmpty()) {
            var word = legible(typed.pop());
            if (HELP.contains(word)) {
                read.help = true;
                return read;
            }
            if (word.equals("--")) {
                while (!typed.isEmpty()) {
                    read.words.add(legible(typed.pop()));
                }
            } else if (word.startsWith("-")) {
                read.option(word, typed, form);
            } else {
                read.words.add(word);
            }
        }
        if (!form.words().contains(read.words.size())) {
            throw new Usage(form.words().contains(2) ? "ACCOUNT and ID were expected" : "only options were expected");
        }
        if (read.words.contains("")) {
            throw new Usage("an account or an id is not empty");
        }
        return read;
    }

    private void option(String word, Deque<String> typed, Form form) {
        var equals = word.indexOf('=');
        var name = equals < 0 ? word : word.substring(0, equals);
        var takes = form.values().contains(name) || form.lists().contains(name);
        if (!takes && !form.flags().contains(name)) {
            throw new Usage("no such option: " + Printable.of(name));
        }
        if (!takes && equals >= 0) {
            throw new Usage(name + " takes no value");
        }
        if (!form.lists().contains(name) && given.containsKey(name)) {
            throw new Usage(name + " was given twice");
        }
        given.computeIfAbsent(name, first -> new ArrayList<>())
                .add(!takes ? "" : equals < 0 ? next(name, typed) : legible(word.substring(equals + 1)));
    }

    private static String next(String name, Deque<String> typed) {
        var value = typed.poll();
        if (value == null) {
            throw new Usage(name + " needs a value");
        }
        return legible(value);
    }

    /** Where the locale is not a UTF-8 one, letters it has not arrive as question marks: another resource's name. */
    private static String legible(String word) {
        var inUtf8 = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        if (!inUtf8 && (word.indexOf('?') >= 0 || word.indexOf('\ufffd') >= 0)) {
            throw new Usage("an argument cannot be read in this locale; with LC_ALL=C.UTF-8 it can");
        }
        return word;
    }

    // ---- what was given

    /** Whether help was asked for, and nothing else counts: as a value or behind {@code --} it is a text like any other. */
    boolean help() {
        return help;
    }

    List<String> words() {
        return words;
    }

    boolean has(String option) {
        return given.containsKey(option);
    }

    @Nullable
    String one(String option) {
        var values = given.get(option);
        return values == null ? null : values.get(0);
    }

    List<String> all(String option) {
        return given.getOrDefault(option, List.of());
    }

    /** How long, of something that lasts; null: nothing is said of it. */
    @Nullable
    Duration duration(String option) {
        var text = one(option);
        if (text == null) {
            return null;
        }
        var duration = Durations.parse(text).orElseThrow(() -> new Usage(option + ": " + Durations.EXPECTED));
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new Usage(option + ": more than nothing and at most 30d was expected");
        }
        return duration;
    }

    /** How many; null: nothing is said of it. */
    @Nullable
    Integer count(String option) {
        var text = one(option);
        if (text == null) {
            return null;
        }
        if (text.length() > 9 || !text.matches("[0-9]+") || Integer.parseInt(text) < 1) {
            throw new Usage(option + ": a number from 1 on was expected");
        }
        return Integer.valueOf(text);
    }
}
