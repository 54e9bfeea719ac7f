package io.standstill.vendor.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Reply;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NomadAnswersTest {

    private static final String PROBLEM = "{\"type\":\"t\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"d\"}";

    // ---- to a stop

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "null", "{}", "\"The live channel is stopping\"", "true"})
    void a_200_is_taken_whatever_json_or_nothing_it_says(String body) {
        assertThat(NomadAnswers.toStop(FarNomad.exchange(200, body))).isEqualTo(new Reply.Taken(false));
    }

    /** None of these is a stop, and none of them is final. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<html>It works!</html>",
                "200|{\"cut\":",
                "201|''",
                "202|''",
                "204|''",
                "302|''",
                "400|" + PROBLEM,
                "400|{\"message\":\"m\",\"errors\":[\"m\"]}",
                "400|\"Cannot stop a live channel that is Idle.\"",
                "400|''",
                "401|" + PROBLEM,
                "403|" + PROBLEM,
                "404|" + PROBLEM,
                "404|''",
                "404|<html>not found</html>",
                "405|''",
                "409|" + PROBLEM,
                "410|''",
                "422|[]",
                "429|''",
                "500|" + PROBLEM,
                "501|''",
                "502|<html>bad gateway</html>",
                "503|''",
                "504|''"
            })
    void everything_else_is_unsure(int status, String body) {
        assertThat(NomadAnswers.toStop(FarNomad.exchange(status, body))).isInstanceOf(Reply.Unsure.class);
    }

    @Test
    void no_answer_at_all_is_unsure() {
        assertThat(NomadAnswers.toStop(Exchange.faulty(Fault.OfCall.LATE)))
                .isEqualTo(new Reply.Unsure("no answer in time"));
    }

    // ---- to a login

    @Test
    void a_login_with_a_token_is_granted_for_as_long_as_it_says() {
        var token = NomadLogin.grant(
                        FarNomad.exchange(200, FarNomad.granted("t", "r").encode()))
                .token();

        assertThat(token.text().reveal()).isEqualTo("t");
        assertThat(token.renewal().reveal()).isEqualTo("r");
        assertThat(token.lasts()).isEqualTo(Duration.ofMinutes(45));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Token\":\"t\",\"RefreshToken\":\"r\",\"ExpirationSeconds\":2700}",
                "{\"TOKEN\":\"t\",\"refresh_token\":\"r\",\"expiration_seconds\":2700}",
                "{\"token\":\"t\",\"refreshToken\":\"r\",\"expirationSeconds\":0}",
                "{\"token\":\"t\",\"refreshToken\":\"r\",\"expirationSeconds\":\"soon\"}",
                "{\"token\":\" t \",\"refreshToken\":\"r\",\"expirationSeconds\":-1e300,\"loginStatus\":\"Odd\"}",
                "{\"token\":\"t\",\"refreshToken\":\"r\"}"
            })
    void its_fields_are_read_leniently(String body) {
        var token = NomadLogin.grant(FarNomad.exchange(200, body)).token();

        assertThat(token.text().reveal()).isEqualTo("t");
        assertThat(token.renewal().reveal()).isEqualTo("r");
        assertThat(token.lasts()).isEqualTo(Duration.ofMinutes(45));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|{\"token\":null,\"loginStatus\":\"TwoFactorSetupRequired\"}|TwoFactorSetupRequired",
                "200|{\"token\":\"\",\"LoginStatus\":\"IsDisabled\"}|IsDisabled",
                "200|{\"token\":\"\",\"loginStatus\":\"\\u0000 odd\"}|? odd",
                "200|{\"token\":7,\"loginStatus\":3}|no token was granted",
                "200|{\"token\":\"a\\r\\nb: c\"}|no token was granted",
                "200|{}|no token was granted",
                "200|[\"token\"]|the answer makes no sense",
                "200|null|the answer makes no sense",
                "200|''|the answer makes no sense",
                "200|<html>log in</html>|the answer makes no sense",
                "400|''|the vendor answered 400",
                "403|''|the vendor answered 403",
                "404|''|the vendor does not know this user with this password",
                "404|{\"message\":\"m\"}|the vendor does not know this user with this password",
                "404|<html>not found</html>|the vendor answered 404",
                "500|''|the vendor answered 500"
            })
    void whatever_else_is_no_login_and_says_why(int status, String body, String fault) {
        var grant = NomadLogin.grant(FarNomad.exchange(status, body));

        assertThat(grant.token()).isNull();
        assertThat(grant.why()).isEqualTo(fault);
    }
}
