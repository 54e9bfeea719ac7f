package io.standstill.vendor.storm;

import static io.standstill.vendor.storm.FarEnd.answer;
import static io.standstill.vendor.storm.FarEnd.noAnswer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Command;
import io.standstill.domain.Reply;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Commands;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Secret;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StormAnswersTest {

    private static final String PROPAGATED = "Stream has been propagated";

    @Test
    void only_the_vendors_own_word_for_it_is_taken() {
        assertThat(StormAnswers.toStop(answer(200, """
                        {"meta":{"executionTime":15,"generatedAt":1770287210383},"message":"Stream has been deleted"}
                        """))).isEqualTo(new Reply.Taken(false));
    }

    /** None of these is a stop, and none of them is final. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|''",
                "200|null",
                "200|7",
                "200|[]",
                "200|[\"Stream has been deleted\"]",
                "200|\"Stream has been deleted\"",
                "200|Stream has been deleted",
                "200|{}",
                "200|{\"message\":null}",
                "200|{\"message\":200}",
                "200|{\"message\":{\"text\":\"Stream has been deleted\"}}",
                "200|{\"message\":\"Stream has been propagated\"}",
                "200|{\"message\":\"Source has been deleted\"}",
                "200|{\"message\":\"Stream not found\"}",
                "200|{\"data\":{\"message\":\"Stream has been deleted\"}}",
                "200|<html>Stream has been deleted</html>",
                "201|{\"message\":\"Stream has been deleted\"}",
                "202|{\"message\":\"Stream has been deleted\"}",
                "204|''",
                "302|''",
                "400|{\"message\":\"Invalid command\"}",
                "401|{\"message\":\"Could not authorize with given access token\",\"timestamp\":1763638715202}",
                "403|{\"message\":\"Error message\"}",
                "404|{\"message\":\"Stream not found\"}",
                "404|{\"message\":\"Stream has been deleted\"}",
                "404|<html>not found</html>",
                "404|''",
                "408|''",
                "409|{\"message\":\"Error message\"}",
                "429|{\"message\":\"Rate limit exceeded\"}",
                "500|{\"message\":\"Internal Server Error\"}",
                "500|{\"message\":\"Stream has been deleted\"}",
                "502|<html>bad gateway</html>",
                "503|''",
                "504|{\"message\":"
            })
    void everything_else_is_unsure(int status, String body) {
        assertThat(StormAnswers.toStop(answer(status, body))).isInstanceOf(Reply.Unsure.class);
    }

    @Test
    void no_answer_at_all_is_unsure() {
        assertThat(StormAnswers.toStop(noAnswer())).isEqualTo(new Reply.Unsure("no answer in time"));
    }

    @Test
    void the_vendors_words_are_told_without_secrets_and_not_at_any_length() {
        var blotter = new Blotter(List.of(new Secret("hunter2")), List.of());
        var body = "{\"message\":\"hunter2 %s\"}".formatted("\uD83D\uDE00".repeat(300));
        var exchange = new Exchange(400, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), null, blotter);

        var why = ((Reply.Unsure) StormAnswers.toStop(exchange)).why();

        assertThat(why).startsWith("the vendor answered 400 *** ").doesNotContain("hunter2");
        assertThat(why.codePointCount(0, why.length())).isLessThan(250);
        assertThat(why).isEqualTo(new String(why.getBytes(UTF_8), UTF_8));
    }

    // ---- commands

    @Test
    void a_command_is_done_if_the_vendor_says_so_in_the_words_of_that_command() {
        assertThat(StormAnswers.toCommand(answer(200, "{\"message\":\"Stream has been propagated\"}"), PROPAGATED))
                .isEqualTo(new Commands.Result(Command.End.DONE, PROPAGATED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"message\":\"Invalid command\"}|Invalid command",
                "401|{\"message\":\"Could not authorize with given access token\"}|Could not authorize with given access token",
                "404|{\"message\":\"Stream not found\"}|Stream not found",
                "429|{\"message\":\"Rate limit exceeded\"}|Rate limit exceeded"
            })
    void an_error_of_the_vendors_own_refuses_it_in_its_words(int status, String body, String said) {
        assertThat(StormAnswers.toCommand(answer(status, body), PROPAGATED))
                .isEqualTo(new Commands.Result(Command.End.REFUSED, said));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|''",
                "200|<html>It works!</html>",
                "200|{\"message\":\"Stream has been deleted\"}",
                "200|{\"message\":\"Stream sources have been reordered\"}",
                "202|{\"message\":\"Stream has been propagated\"}",
                "302|''",
                "400|{}",
                "404|<html>not found</html>",
                "500|{\"message\":\"Stream has been propagated\"}",
                "503|''"
            })
    void of_anything_else_nobody_knows(int status, String body) {
        assertThat(StormAnswers.toCommand(answer(status, body), PROPAGATED).end())
                .isEqualTo(Command.End.UNSURE);
        assertThat(StormAnswers.toCommand(noAnswer(), PROPAGATED).end()).isEqualTo(Command.End.UNSURE);
    }
}
