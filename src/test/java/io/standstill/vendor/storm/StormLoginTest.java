package io.standstill.vendor.storm;

import static io.standstill.vendor.storm.FarEnd.LOGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One login for all calls, renewed in time, and never so often that the vendor locks it out. */
@ExtendWith(VertxExtension.class)
class StormLoginTest {

    private static final String STREAM = "GET /api/cluster/streams/test";
    private static final String COMMAND = "POST /api/cluster/streams/test/command";
    private static final String THERE = "{\"data\":{\"id\":\"cs_1\",\"state\":\"PUBLISHED\",\"streamKey\":\"test\"}}";

    private FarEnd storm;

    @BeforeEach
    void begin(Vertx vertx) {
        storm = new FarEnd(vertx);
    }

    @AfterEach
    void end() {
        storm.close();
    }

    private Reading look() {
        return storm.ask(() -> storm.account.look("test")).says();
    }

    private Reply stop() {
        return storm.ask(() -> storm.account.stop("test", Mode.GRACEFUL)).says();
    }

    @Test
    void many_calls_at_once_share_one_login() {
        storm.says(STREAM, 200, THERE);

        storm.ask(() -> Future.all(
                Stream.generate(() -> storm.account.look("test")).limit(10).toList()));

        assertThat(storm.logins()).isEqualTo(1);
    }

    @Test
    void a_token_is_replaced_a_good_while_before_it_ends() {
        storm.says(STREAM, 200, THERE).says(LOGIN, 200, FarEnd.login("short", 100_000));
        look();
        storm.pass(Duration.ofSeconds(70));
        look();
        assertThat(storm.logins()).isEqualTo(1);

        storm.pass(Duration.ofSeconds(15));
        look();
        assertThat(storm.logins()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "0"})
    void where_its_life_is_not_told_in_earnest_a_token_lasts_as_documented(String remaining) {
        storm.says(STREAM, 200, THERE)
                .says(LOGIN, 200, FarEnd.login("t", remaining.equals("soon") ? remaining : Long.valueOf(remaining)));
        look();
        storm.pass(Duration.ofMinutes(11));
        look();
        assertThat(storm.logins()).isEqualTo(1);

        storm.pass(Duration.ofMinutes(2));
        look();
        assertThat(storm.logins()).isEqualTo(2);
    }

    @Test
    void a_token_that_is_refused_is_replaced_and_the_call_made_anew() {
        storm.says(STREAM, 200, THERE);
        look();
        storm.refusesEveryToken(true);
        assertThat(look()).isInstanceOf(Reading.Unsure.class);
        storm.refusesEveryToken(false);

        assertThat(look()).isInstanceOf(Reading.Alive.class);
        assertThat(storm.logins()).isEqualTo(3);
    }

    @Test
    void a_stop_refused_after_a_fresh_login_is_unsure() {
        storm.refusesEveryToken(true);

        assertThat(stop())
                .isEqualTo(new Reply.Unsure("the vendor answered 401 Could not authorize with given access token"));
        assertThat(storm.asked()).containsExactly(LOGIN, COMMAND, LOGIN, COMMAND);
    }

    @Test
    void tokens_refused_again_and_again_do_not_cost_so_many_logins_that_it_is_locked_out() {
        storm.refusesEveryToken(true);

        for (var second = 0; second < 60; second++) {
            look();
            stop();
            storm.pass(Duration.ofSeconds(1));
        }

        assertThat(storm.logins()).isLessThanOrEqualTo(5);
        storm.refusesEveryToken(false);
        storm.says(STREAM, 200, THERE);
        storm.pass(Duration.ofMinutes(1));
        assertThat(look()).as("it goes on by itself").isInstanceOf(Reading.Alive.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401|{\"message\":\"Username or password is incorrect\"}",
                "429|{\"message\":\"Rate limit exceeded\"}",
                "200|{\"data\":{}}",
                "200|{\"data\":{\"accessToken\":\"\"}}",
                "200|{\"data\":{\"accessToken\":7}}",
                "200|<html>It works!</html>",
                "302|''",
                "503|''",
                "0|''"
            })
    void a_login_that_fails_proves_nothing_and_is_not_tried_again_too_soon(int status, String body) {
        storm.says(LOGIN, status, body);

        for (var second = 0; second < 60; second++) {
            assertThat(look()).isInstanceOf(Reading.Unsure.class);
            assertThat(stop()).isInstanceOf(Reply.Unsure.class);
            storm.pass(Duration.ofSeconds(1));
        }

        assertThat(storm.logins()).isBetween(4L, 5L);
        assertThat(storm.asked()).containsOnly(LOGIN);
    }
}
