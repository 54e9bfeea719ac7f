package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Log lines tell things under the same names everywhere, so that one search finds them all. */
class LogKeysTest {

    /** The one list: a new name is added here, if none of these fits. */
    private static final List<String> KEYS = List.of(
            "account",
            "attempt",
            "bytes",
            "caller",
            "fault",
            "file",
            "folder",
            "generation",
            "listed",
            "mode",
            "method",
            "outcome",
            "part",
            "partition",
            "resource",
            "route",
            "status",
            "tookMs");

    private static final Pattern KEY = Pattern.compile("addKeyValue\\(\\s*\"([^\"]*)\"");
    /** But for what is also called so and is none of a log's. */
    private static final Pattern CALL = Pattern.compile("addKeyValue\\((?!Buffer)");

    private static String sources() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(LogKeysTest::text)
                    .collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void all_names_are_of_the_one_list_and_none_of_it_is_idle() throws IOException {
        var sources = sources();
        var used = KEY.matcher(sources)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(used).containsExactlyInAnyOrderElementsOf(KEYS);
        assertThat(CALL.matcher(sources).results().map(MatchResult::group).count())
                .as("each name is written out")
                .isEqualTo(KEY.matcher(sources).results().count());
    }
}
