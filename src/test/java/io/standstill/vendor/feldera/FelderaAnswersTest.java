package io.standstill.vendor.feldera;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.NextMove;
import io.standstill.domain.Reply;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FelderaAnswersTest {

    private static Exchange answer(int status, String body) {
        return new Exchange(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), null, Blotter.NOTHING);
    }

    private static String error(String code) {
        return "{\"message\":\"m\",\"error_code\":\"%s\",\"details\":{}}".formatted(code);
    }

    @Test
    void a_202_in_its_own_words_is_taken() {
        assertThat(FelderaAnswers.toStop(answer(202, "\"Pipeline is suspending\"")))
                .isEqualTo(new Reply.Taken(false));
        assertThat(FelderaAnswers.toStop(answer(202, "\"Pipeline is forcefully stopping\"")))
                .isEqualTo(new Reply.Taken(true));
    }

    @ParameterizedTest
    @CsvSource({
        "501, EnterpriseFeature, enterprise-feature",
        "405, UnsupportedPipelineAction, unsupported-by-vendor",
        "403, InsufficientPermissions, insufficient-permissions"
    })
    void these_are_final(int status, String code, String problem) {
        var reply = FelderaAnswers.toStop(answer(status, error(code)));

        assertThat(reply).isInstanceOf(Reply.Refused.class);
        assertThat(((Reply.Refused) reply).problem().name()).isEqualTo(problem);
    }

    @Test
    void where_only_force_is_left_the_next_moves_say_so() {
        var reply = (Reply.Refused) FelderaAnswers.toStop(answer(501, error("EnterpriseFeature")));

        assertThat(reply.problem().nextMoves()).containsExactly(NextMove.FORCE);
    }

    /** None of these is a stop, and none of them is final. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "202|<html>ok</html>",
                "202|{\"status\":\"ok\"}",
                "202|''",
                "200|\"Pipeline is suspending\"",
                "200|<html>login</html>",
                "204|''",
                "301|''",
                "400|{\"message\":\"m\",\"error_code\":\"InvalidTransition\",\"details\":{}}",
                "400|{\"message\":\"m\",\"error_code\":\"IllegalPipelineAction\",\"details\":{}}",
                "401|{\"error_code\":\"AuthenticationFailed\",\"message\":\"Unauthorized API key\"}",
                "403|<html>forbidden by proxy</html>",
                "403|{\"message\":\"m\",\"error_code\":\"SomethingElse\",\"details\":{}}",
                "404|{\"message\":\"m\",\"error_code\":\"UnknownPipelineName\",\"details\":{}}",
                "404|<html>not found</html>",
                "405|<html>method not allowed</html>",
                "408|''",
                "429|''",
                "500|{\"message\":\"m\",\"error_code\":\"InternalServerError\",\"details\":{}}",
                "501|<html>not implemented by proxy</html>",
                "502|<html>bad gateway</html>",
                "503|{\"message\":\"m\",\"error_code\":\"PipelineInteractionUnreachable\",\"details\":{}}",
                "503|{\"message\":\"m\",\"error_code\":7,\"details\":{}}",
                "504|''"
            })
    void these_are_unsure(int status, String body) {
        assertThat(FelderaAnswers.toStop(answer(status, body))).isInstanceOf(Reply.Unsure.class);
    }

    @Test
    void no_answer_at_all_is_unsure() {
        var none = Exchange.faulty(Fault.OfCall.LATE);

        assertThat(FelderaAnswers.toStop(none)).isEqualTo(new Reply.Unsure("no answer in time"));
    }
}
