package io.standstill.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was found worth keeping is taken as it was found. */
class CorpusTest {

    static Iterable<String> names() {
        return Targets.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_input_that_was_kept_is_taken(String name) throws Exception {
        var target = Targets.named(name);
        try (var inputs = Files.list(Fuzzing.kept(name))) {
            assertThat(inputs.sorted()).hasSizeGreaterThan(5).allSatisfy(input -> {
                var bytes = Files.readAllBytes(input);
                assertThatCode(() -> target.take(bytes)).as(input.toString()).doesNotThrowAnyException();
            });
        }
    }

    @Test
    void nothing_is_kept_for_a_target_that_is_not_there() throws Exception {
        try (var folders = Files.list(Path.of("src/test/resources/fuzz"))) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Targets.names());
        }
    }
}
