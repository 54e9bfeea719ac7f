package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.http.description.Description;
import io.standstill.http.description.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's table of calls leaves out nothing that an API's user may call. */
class ReadmeTest {

    @Test
    void every_call_that_is_described_has_a_row() throws IOException {
        var calls = Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        var paths = Description.published().operations().stream()
                .map(Operation::path)
                .filter(path -> path.startsWith("/v1/"))
                .distinct();

        assertThat(paths).isNotEmpty().allSatisfy(path -> assertThat(calls)
                .as(path)
                .anyMatch(row -> row.matches(".*`(GET|POST|PUT|DELETE) \\Q" + path + "\\E[`?].*")));
    }
}
