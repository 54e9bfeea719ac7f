package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.http.description.Description;
import io.standstill.http.description.Operation;
import io.standstill.testing.Promised;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests are held against the description as JSON Schema has it, and what is refused is told so that it helps. */
class DescribedTest {

    private static final String PATH = "/v1/resources/{account}/{id}";

    private static Operation operation(String call) {
        var words = call.split(" ", 2);
        return Description.published().operation(words[0], words[1]).orElseThrow();
    }

    private static String told(String call, String body) {
        return operation(call)
                .body()
                .faultOf(new JsonObject(body))
                .map(wrong -> wrong.told())
                .orElse("nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'mode':'hard'} | mode: graceful or force was expected",
                "{'mode':7} | mode: graceful or force was expected",
                "{'mode':null} | nothing",
                "{'reason':7} | reason: a text of at most 1000 characters was expected",
                "{'deadline':'soon'} | deadline: a duration like 30s, 12m or 2h was expected",
                "{'deadlin':'1m'} | deadlin: no such field; [deadline, escalateAfter, mode, reason] were expected",
            })
    void an_order_is_told_what_was_expected_of_it(String body, String expected) {
        assertThat(told("POST " + PATH + "/stop", body.replace('\'', '"'))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | either resources or select was expected",
                "{'resources':{}} | resources: a list was expected",
                "{'resources':[{'account':'a'}]} | resources[0].id: it was expected, and is missing",
                "{'resources':[{'account':'a','id':7}]} | resources[0].id: a text was expected",
                "{'select':{}} | select: an object with at least one of account, state, labels and stray was expected",
                "{'select':{'state':'halted'}} | select.state: one of the seven states, or a list of them, was expected",
                "{'select':{'labels':{'a':7}}} | select.labels.a: a text of at most 256 printable characters was expected",
                "{'select':{'stray':'yes'}} | select.stray: true or false was expected",
            })
    void many_orders_are_told_what_was_expected_of_them(String body, String expected) {
        assertThat(told("POST /v1/stops", body.replace('\'', '"'))).isEqualTo(expected);
    }

    @Test
    void a_list_that_is_too_long_is_too_large_rather_than_wrong() {
        var many = new JsonArray();
        for (var i = 0; i <= 10_000; i++) {
            many.add(new JsonObject().put("account", "a").put("id", "i"));
        }
        var wrong = operation("POST /v1/stops")
                .body()
                .faultOf(new JsonObject().put("resources", many))
                .orElseThrow();

        assertThat(wrong.tooMany()).isTrue();
        assertThat(wrong.told()).isEqualTo("resources: at most 10000 at once were expected, not 10001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit | 0 | limit: a number from 1 to 1000 was expected",
                "limit | many | limit: a number from 1 to 1000 was expected",
                "stale | maybe | stale: true or false was expected",
                "state | halted | state: one of active, requested, stopping, stopped, overdue, failed, reappeared was expected",
                "label | :x | label: name:value was expected",
                "acount | a | acount: no such parameter; "
                        + "[account, cursor, label, limit, q, sort, stale, state, vendor, verdict] were expected",
            })
    void a_query_is_told_what_was_expected_of_it(String name, String value, String expected) {
        assertThat(operation("GET /v1/resources").faultOfQuery(name, List.of(value)))
                .contains(expected);
        assertThat(operation("GET /v1/resources").faultOfQuery("limit", List.of("1", "2")))
                .contains("limit: it was expected once");
    }

    /** Ours and a full implementation must agree on whatever people may send. */
    @Test
    void the_keywords_mean_what_json_schema_means_by_them() {
        var values = List.of(
                "null",
                "7",
                "7.5",
                "true",
                "''",
                "'a'",
                "'graceful'",
                "'12m'",
                "'active'",
                "[]",
                "['a']",
                "['active','x']",
                "{}",
                "{'a':'b'}",
                "{'a:b':'c'}",
                "{' ':'c'}",
                "{'a':null}",
                "[{'account':'a','id':'b'}]",
                "[{'account':'a','id':'b','x':1}]",
                "[{'account':'a'}]",
                "{'state':'active'}",
                "{'state':['gone']}",
                "{'labels':{'a':'b'}}",
                "{'labels':{'a':7}}",
                "'" + "x".repeat(1_001) + "'");
        var disagreements = new JsonArray();
        var accepted = 0;
        for (var call :
                List.of("PUT " + PATH, "POST " + PATH + "/stop", "DELETE " + PATH + "/stop", "POST /v1/stops")) {
            var operation = operation(call);
            var schema = Promised.paths()
                    .getJsonObject(operation.path())
                    .getJsonObject(operation.method().toLowerCase(Locale.ROOT))
                    .getJsonObject("requestBody")
                    .getJsonObject("content")
                    .getJsonObject("application/json")
                    .getJsonObject("schema");
            for (var field : List.of(
                    "mode",
                    "reason",
                    "deadline",
                    "escalateAfter",
                    "labels",
                    "stopAt",
                    "resources",
                    "select",
                    "dryRun",
                    "strange")) {
                for (var value : values) {
                    var body = new JsonObject("{\"%s\":%s}".formatted(field, value.replace('\'', '"')));
                    var ours = operation.body().faultOf(body).isEmpty();
                    accepted += ours ? 1 : 0;
                    if (ours != Promised.wrong(schema, body).isEmpty()) {
                        disagreements.add(call + " " + body.encode());
                    }
                }
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(accepted).isGreaterThan(20);
    }
}
