package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.vendor.memories.Task.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {

    @Test
    void the_prefix_tells_the_product() {
        assertThat(Task.of("t")).isEqualTo(new Task(Product.VIDEO, "t"));
        assertThat(Task.of("audio:t")).isEqualTo(new Task(Product.AUDIO, "t"));
        assertThat(Task.of("understanding:t")).isEqualTo(new Task(Product.UNDERSTANDING, "t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550e8400-e29b-41d4-a716-446655440000",
                "1e8ae1075e054e8abb58e7598c53cbf1",
                "audio:t",
                "understanding:t",
                "a b",
                "auf-deutsch-für-dich",
                "🎥",
                "?#%&\\"
            })
    void opaque_names_are_names(String resource) {
        assertThat(Task.of(resource).fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "audio:",
                "understanding:",
                "video:t",
                "Audio:t",
                "audio:audio:t",
                "a/b",
                "audio:../t",
                " t",
                "t ",
                "a\nb",
                "a\u0000b",
                "a\u200Bb",
                "a\u2028b",
                "\uD800"
            })
    void these_are_not_and_what_was_expected_is_said(String resource) {
        assertThat(Task.of(resource).fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("was expected"));
    }

    @Test
    void two_hundred_characters_are_the_most() {
        assertThat(Task.of("understanding:" + "t".repeat(200)).fault()).isEmpty();
        assertThat(Task.of("t".repeat(201)).fault()).isPresent();
    }
}
