package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Trace;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlotterTest {

    private final Blotter blotter =
            new Blotter(List.of(new Secret("sk-very-secret"), new Secret("")), List.of("inputStreamKey", "token"));

    @Test
    void secrets_are_blotted_wherever_they_stand() {
        assertThat(blotter.blot("key sk-very-secret, again sk-very-secret")).isEqualTo("key ***, again ***");
    }

    @Test
    void the_values_of_secret_fields_are_blotted_whatever_they_hold() {
        assertThat(blotter.blot("{\"inputStreamKey\" : \"live_\\\"123\", \"TOKEN\":\"x\", \"name\":\"a\"}"))
                .isEqualTo("{\"inputStreamKey\" : \"***\", \"TOKEN\":\"***\", \"name\":\"a\"}");
    }

    @Test
    void a_secret_field_that_is_cut_off_is_blotted_too() {
        assertThat(blotter.blot("{\"token\":\"abc")).isEqualTo("{\"token\":\"***\"");
    }

    @Test
    void a_secret_is_blotted_as_json_would_quote_it_too() {
        var odd = new Blotter(List.of(new Secret("pa\"ss\\word")), List.of());

        assertThat(odd.blot("pa\"ss\\word, {\"you sent\":\"pa\\\"ss\\\\word\"}"))
                .isEqualTo("***, {\"you sent\":\"***\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k3y%2F+of%26%3Call%3E",
                "k3y%2F%20of%26%3Call%3E",
                "k3y/ of&amp;&lt;all&gt;",
                "azN5LyBvZiY8YWxsPg==",
                "Basic b3BzOmszeS8gb2YmPGFsbD4=",
                "eyJrZXkiOiJrM3kvIG9mJjxhbGw-In0"
            })
    void a_secret_is_blotted_however_it_was_encoded_and_whatever_with(String told) {
        var odd = new Blotter(List.of(new Secret("k3y/ of&<all>")), List.of());

        assertThat(odd.blot("you sent " + told))
                .startsWith("you sent ")
                .contains("***")
                .doesNotContain(told)
                .hasSizeLessThan("you sent ".length() + told.length());
    }

    @Test
    void what_is_kept_raw_is_kept_to_the_last_byte_unless_it_holds_a_secret() {
        var harmless = Buffer.buffer(new byte[] {'{', (byte) 0xff, '}', '\n'});

        assertThat(blotter.raw(harmless)).isSameAs(harmless);
        assertThat(blotter.raw(Buffer.buffer("{\"a\":\"sk-very-secret\",\"token\":\"t\"}")))
                .hasToString("{\"a\":\"***\",\"token\":\"***\"}");
    }

    @Test
    void one_that_begins_like_another_leaves_no_piece_of_it() {
        var rotated = new Blotter(List.of(new Secret("cb-secret-a"), new Secret("cb-secret-a-2026")), List.of());
        var crossing = new Blotter(List.of(new Secret("one-two-three"), new Secret("three-four-five")), List.of());

        assertThat(rotated.blot("cb-secret-a-2026, cb-secret-a")).isEqualTo("***, ***");
        assertThat(crossing.blot("one-two-three-four-five")).isEqualTo("***");
    }

    @Test
    void or_as_any_other_encoder_would() {
        var key = new Blotter(List.of(new Secret("c/d+e=\n<ä")), List.of());

        assertThat(key.blot("{\"k\":\"c\\/d\\u002be\\u003D\\n\\u003c\\u00e4\"}"))
                .isEqualTo("{\"k\":\"***\"}");
        assertThat(key.withoutSecrets(Buffer.buffer("[\"\\u0063\\/d+e=\\u000A<ä\"]")))
                .hasToString("[\"***\"]");
        assertThat(key.blot("c\\d+e=\\n<ä, c\\/d+e=\\t<ä, \\u0063\\/d+e=")).doesNotContain("***");
    }

    @Test
    void where_much_is_blotted_no_piece_of_a_secret_is_left_at_the_end() {
        for (var shift = 0; shift < "sk-very-secret".length(); shift++) {
            var body = "x".repeat(shift) + "sk-very-secret".repeat(2_000);

            assertThat(blotter.excerpt(Buffer.buffer(body))).matches("x*[*]+");
        }
    }

    @Test
    void an_excerpt_is_bounded_in_bytes_and_cut_between_characters() {
        var excerpt = blotter.excerpt(Buffer.buffer("é".repeat(5_000)));

        assertThat(excerpt.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Trace.LONGEST_EXCERPT);
        assertThat(excerpt).matches("é+");
    }

    @Test
    void a_secret_across_the_cut_leaves_no_piece() {
        var excerpt = blotter.excerpt(Buffer.buffer("x".repeat(Trace.LONGEST_EXCERPT - 5) + "sk-very-secret"));

        assertThat(excerpt).doesNotContain("sk-");
    }

    @Test
    void an_empty_body_has_no_excerpt_and_a_digest_all_the_same() {
        assertThat(blotter.excerpt(Buffer.buffer())).isNull();
        assertThat(Blotter.digest(Buffer.buffer()))
                .isEqualTo("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void a_secret_shows_itself_to_nobody() {
        assertThat(new Secret("sk-very-secret")).hasToString("***").isEqualTo(new Secret("sk-very-secret"));
    }
}
