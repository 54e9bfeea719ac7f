package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders|orders",
                "a b|a%20b",
                "a+b|a%2Bb",
                "a/b|a%2Fb",
                "..|%2E%2E",
                ".|%2E",
                "a?b#c|a%3Fb%23c",
                "ü*|%C3%BC%2A",
                "100%|100%25"
            })
    void a_segment_stays_one_segment(String text, String escaped) {
        assertThat(Paths.segment(text)).isEqualTo(escaped);
    }
}
