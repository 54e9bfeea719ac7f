package io.standstill.vendor.storm;

import static io.standstill.vendor.storm.FarEnd.LIST;
import static io.standstill.vendor.storm.FarEnd.LOGIN;
import static io.standstill.vendor.storm.FarEnd.NOT_FOUND;
import static io.standstill.vendor.storm.FarEnd.TOPOLOGY;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.vendor.Lists.Listing;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the account sends, and what it makes of a far end that answers badly. */
@ExtendWith(VertxExtension.class)
class StormAccountTest {

    private static final String STREAM = "GET /api/cluster/streams/test";
    private static final String COMMAND = "POST /api/cluster/streams/test/command";
    private static final String DELETED = "{\"message\":\"Stream has been deleted\"}";
    private static final String EMPTY = "{\"data\":{\"list\":[],\"hasNext\":false}}";
    private static final String OTHERS =
            "{\"data\":{\"list\":[{\"streamKey\":\"other\",\"sourceList\":[]}],\"hasNext\":false}}";

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

    private Listing list() {
        return storm.ask(() -> storm.account.lists().orElseThrow().list()).says();
    }

    private List<String> check() {
        return storm.ask(storm.account::check).stream().map(Finding::told).toList();
    }

    // ---- what is sent

    @Test
    void a_stop_is_the_documented_delete_and_nothing_else() {
        storm.says(COMMAND, 200, DELETED);

        assertThat(stop()).isEqualTo(new Reply.Taken(false));

        assertThat(storm.asked()).containsExactly(LOGIN, COMMAND);
        assertThat(new JsonObject(storm.heard.get(0).body()))
                .isEqualTo(new JsonObject().put("username", "john.doe").put("password", "securePassword123"));
        assertThat(storm.heard.get(1).authorization()).isEqualTo("Bearer token-1");
        assertThat(storm.heard.get(1).body()).isEqualTo("{\"data\":{\"attributes\":{\"command\":\"delete\"}}}");
    }

    @ParameterizedTest
    @CsvSource({"a/b, a%2Fb", "a b, a%20b", "ü, %C3%BC", "100%, 100%25", "a?b#c, a%3Fb%23c", ".., %2E%2E"})
    void a_key_stays_one_segment_of_the_path(String key, String segment) {
        storm.ask(() -> storm.account.look(key));
        storm.ask(() -> storm.account.stop(key, Mode.GRACEFUL));

        assertThat(storm.asked())
                .containsExactly(
                        LOGIN,
                        "GET /api/cluster/streams/" + segment,
                        "POST /api/cluster/streams/" + segment + "/command");
    }

    @Test
    void a_key_that_would_climb_to_another_call_is_no_streams() {
        assertThat(storm.account.faultOfId(".")).isPresent();
        assertThat(storm.account.faultOfId("..")).isPresent();
        assertThat(storm.account.faultOfId("...")).isEmpty();
        assertThat(storm.account.faultOfId("a/../b")).isEmpty();
    }

    @Test
    void an_account_is_told_from_others_by_its_address_and_its_user() {
        assertThat(storm.account.seenAs()).matches("http://127.0.0.1:[0-9]+ user john.doe");
    }

    // ---- an absence, and its cross-check

    @Test
    void an_absence_counts_where_the_same_look_lists_other_streams() {
        storm.says(STREAM, 404, NOT_FOUND).says(LIST, 200, OTHERS);

        assertThat(look()).isEqualTo(new Reading.Absent(Reading.Control.OTHERS));
        assertThat(storm.asked()).containsExactly(LOGIN, STREAM, LIST);
    }

    @Test
    void where_no_stream_is_left_the_cluster_must_show_its_members() {
        storm.says(STREAM, 404, NOT_FOUND).says(LIST, 200, EMPTY);
        storm.says(TOPOLOGY, 200, "{\"data\":{\"topology\":[{\"clusterManager\":true}]}}");
        assertThat(look()).isEqualTo(new Reading.Absent(Reading.Control.FAILED));

        storm.says(TOPOLOGY, 200, "{\"data\":{\"topology\":[{\"clusterManager\":true},{\"clusterManager\":false}]}}");
        assertThat(look()).isEqualTo(new Reading.Absent(Reading.Control.EMPTY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<html>It works!</html>",
                "200|{\"data\":{}}",
                "200|{\"data\":{\"list\":[{\"streamKey\":\"other\"},7]}}",
                "404|{\"message\":\"Stream not found\"}",
                "429|{\"message\":\"Rate limit exceeded\"}",
                "500|''",
                "0|''"
            })
    void an_absence_beside_a_list_that_is_not_whole_does_not_count(int status, String body) {
        storm.says(STREAM, 404, NOT_FOUND).says(LIST, status, body);
        storm.says(TOPOLOGY, 200, "{\"data\":{\"topology\":[{\"clusterManager\":false}]}}");

        assertThat(look()).isEqualTo(new Reading.Absent(Reading.Control.FAILED));
    }

    @Test
    void what_is_not_found_by_itself_but_listed_is_a_contradiction() {
        storm.says(STREAM, 404, NOT_FOUND);
        storm.says(
                LIST,
                200,
                "{\"data\":{\"list\":[{\"streamKey\":\"test\",\"sourceList\":[{\"state\":\"PUBLISHED\"}]}]}}");

        assertThat(look())
                .isEqualTo(
                        new Reading.Unsure("the vendor contradicts itself: it is not found, yet listed", "PUBLISHED"));
    }

    @Test
    void the_evidence_of_an_absence_is_what_was_read_of_the_stream_and_a_wish_for_rest_is_heard() {
        storm.says(STREAM, 404, NOT_FOUND);
        storm.says(LIST, 429, "{\"message\":\"Rate limit exceeded\"}", Map.of("Retry-After", "7"));

        var looked = storm.ask(() -> storm.account.look("test"));

        assertThat(looked.trace().status()).isEqualTo(404);
        assertThat(looked.trace().excerpt()).isEqualTo(NOT_FOUND);
        assertThat(looked.notBefore()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_look_with_no_time_left_for_its_cross_check_does_not_count() {
        storm.says(STREAM, 404, NOT_FOUND).says(LIST, 200, OTHERS);
        storm.ask(storm.account::check);
        storm.whileAnswering(STREAM, () -> storm.pass(Duration.ofSeconds(5)));
        storm.holds(LIST);

        assertThat(look()).isEqualTo(new Reading.Absent(Reading.Control.FAILED));
    }

    @Test
    void a_connection_that_is_cut_proves_nothing() {
        storm.cutsOff(STREAM).cutsOff(COMMAND);

        assertThat(look()).isEqualTo(new Reading.Unsure("the connection broke", null));
        assertThat(stop()).isEqualTo(new Reply.Unsure("the connection broke"));
    }

    // ---- the list

    private static String page(int first, int last, String more) {
        var entries = IntStream.rangeClosed(first, last)
                .mapToObj("{\"streamKey\":\"s%d\",\"sourceList\":[]}"::formatted)
                .toList();
        return "{\"data\":{\"list\":[%s]%s}}".formatted(String.join(",", entries), more);
    }

    private static String pageAt(int number) {
        return "GET /api/cluster/streams?page=%d&rowsPerPage=100".formatted(number);
    }

    @Test
    void a_list_is_read_page_by_page_to_its_end() {
        storm.says(pageAt(1), 200, page(1, 3, ",\"hasNext\":true"));
        storm.says(pageAt(2), 200, page(4, 5, ",\"hasNext\":false"));

        assertThat(list().whole()).isTrue();
        assertThat(list().readings()).containsOnlyKeys("s1", "s2", "s3", "s4", "s5");
    }

    @Test
    void where_the_vendor_does_not_say_a_page_without_news_was_the_last() {
        storm.says(pageAt(1), 200, page(1, 3, ""));
        storm.says(pageAt(2), 200, page(2, 4, ""));
        storm.says(pageAt(3), 200, page(2, 4, ""));

        assertThat(list().whole()).isTrue();
        assertThat(list().readings()).hasSize(4);
    }

    @Test
    void one_page_that_fails_makes_the_whole_list_broken() {
        storm.says(pageAt(1), 200, page(1, 3, ",\"totalPages\":3"));
        storm.says(pageAt(2), 503, "");

        assertThat(list().whole()).isFalse();
        assertThat(list().fault()).isEqualTo("the vendor answered 503");
        assertThat(list().readings()).as("what was read is true all the same").hasSize(3);
    }

    @Test
    void a_list_that_goes_round_in_circles_or_on_for_ever_is_not_whole() {
        storm.says(pageAt(1), 200, page(1, 3, ",\"hasNext\":true"));
        storm.says(pageAt(2), 200, page(1, 3, ",\"hasNext\":true"));
        assertThat(list().fault()).contains("does not come to an end");

        for (var number = 1; number <= 201; number++) {
            storm.says(pageAt(number), 200, page(number, number, ",\"hasNext\":true"));
        }
        assertThat(list().fault()).contains("does not come to an end");
        assertThat(storm.asked()).contains(pageAt(200)).doesNotContain(pageAt(201));
    }

    // ---- the account

    @Test
    void a_healthy_account_has_no_fault() {
        storm.says(LIST, 200, EMPTY);

        assertThat(check()).isEmpty();
        assertThat(storm.asked()).containsExactly(LOGIN, LIST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<html>It works!</html>|the list of streams could not be read: the vendor's list makes no sense",
                "404|<html>nginx</html>|the list of streams could not be read: the vendor answered 404",
                "0|''|the list of streams could not be read: the connection broke"
            })
    void what_is_wrong_with_the_list_is_told(int status, String body, String fault) {
        storm.says(LIST, status, body);

        assertThat(check()).containsExactly(fault);
    }

    @Test
    void a_wrong_password_is_told_and_not_shown() {
        storm.says(LOGIN, 401, "{\"message\":\"Username or password is incorrect: securePassword123\"}");

        assertThat(check())
                .containsExactly("the list of streams could not be read: the login failed: "
                        + "the vendor answered 401 Username or password is incorrect: ***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429|{\"message\":\"Rate limit exceeded\"}|Wait a minute: ",
                "429|''|Wait a minute: ",
                "401|{\"message\":\"The user of room 429 is unknown\"}|Log in at the vendor as this user once: ",
                "503|''|Log in at the vendor as this user once: "
            })
    void what_is_advised_where_nobody_is_let_in_hangs_on_what_happened(int status, String body, String advice) {
        storm.says(LOGIN, status, body);

        assertThat(storm.ask(storm.account::check))
                .singleElement()
                .extracting(Finding::remedy)
                .asString()
                .startsWith(advice);
    }

    @Test
    void what_is_kept_of_an_answer_holds_no_secret() {
        storm.says(
                STREAM,
                500,
                "{\"message\":\"securePassword123\",\"accessToken\":\"eyJhbGc\",\"password\":\"x9\",\"token\":\"t9\"}");

        var looked = storm.ask(() -> storm.account.look("test"));

        assertThat(looked.trace().excerpt())
                .contains("***")
                .doesNotContain("securePassword123")
                .doesNotContain("eyJhbGc")
                .doesNotContain("x9")
                .doesNotContain("t9");
    }
}
