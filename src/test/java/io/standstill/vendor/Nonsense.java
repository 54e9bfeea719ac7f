package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Command;
import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What no vendor ever documented as an answer, and what an account may make of it. */
final class Nonsense {

    /** Much of it is JSON of some shape, and some of it uses words of rest where they mean nothing. */
    static final List<String> BODIES = List.of(
            "{}",
            "[]",
            "null",
            "true",
            "14",
            "-1e999999",
            "\"Stopped\"",
            "[[]]",
            "[null]",
            "[{\"status\":\"Idle\"}]",
            "{\"status\":\"Idle\"}",
            "{\"status\":14}",
            "{\"status\":{\"description\":[\"Idle\"]}}",
            "{\"deployment_status\":\"Stopped\",\"deployment_desired_status\":\"Stopped\"}",
            "{\"name\":7,\"id\":[],\"task_id\":{},\"code\":{},\"data\":[],\"message\":14,\"status\":[14]}",
            "{\"code\":\"200\",\"data\":\"Stream stopped successfully\"}",
            "{\"code\":200,\"message\":\"success\",\"data\":{\"task_id\":\"another\"}}",
            "{\"data\":null,\"meta\":null,\"message\":null}",
            "{\"data\":{\"list\":{}},\"totalItems\":-1}",
            "{\"data\":{\"list\":[[]],\"hasNext\":\"yes\",\"totalPages\":1e400}}",
            "{\"error_code\":{},\"message\":[]}",
            "{\"half\":",
            "<html><body>Stopped. Idle. Stream not found.</body></html>",
            "\u0000\u0001\u0002",
            "\uFEFF{}",
            "[".repeat(20_000),
            "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000),
            " ");

    private static final Object TAKEN_OUT = new Object();

    private Nonsense() {}

    /** The same text as often as it has fields, each time with one of them taken out or holding something else. */
    static List<String> eachFieldWrong(String json) {
        return eachFieldWrong(json, field -> true);
    }

    /** The same, for fields of such names. */
    static List<String> eachFieldWrong(String json, Predicate<String> which) {
        var wrongs = new ArrayList<String>();
        if (json.startsWith("{")) {
            for (var instead : new Object[] {TAKEN_OUT, null, 7, "", "Nowhere", new JsonArray(), new JsonObject()}) {
                var whole = new JsonObject(json);
                eachFieldWrong(whole, whole, which, instead, wrongs);
            }
        }
        return wrongs;
    }

    private static void eachFieldWrong(
            JsonObject whole, JsonObject part, Predicate<String> which, Object instead, List<String> wrongs) {
        for (var field : List.copyOf(part.fieldNames())) {
            var right = part.getValue(field);
            if (which.test(field)) {
                if (instead == TAKEN_OUT) {
                    part.remove(field);
                } else {
                    part.put(field, instead);
                }
                wrongs.add(whole.encode());
                part.put(field, right);
            }
            if (right instanceof JsonObject within) {
                eachFieldWrong(whole, within, which, instead, wrongs);
            }
        }
    }

    /** What the vendor is taken to say, even where it is only remembered. */
    static Reading said(Reading reading) {
        return reading instanceof Reading.Remembered remembered ? remembered.was() : reading;
    }

    /** Rest, or an absence that counts. */
    static boolean proves(Reading reading) {
        return reading instanceof Reading.AtRest
                || (reading instanceof Reading.Absent absent && absent.control() != Reading.Control.FAILED);
    }

    /** Whatever is asked of the account ends with a value, and none of them is rest, absence or a refusal. */
    static void provesNothing(Account account, String id, String nonsense) {
        if (account.policy().readable()) {
            var said = said(account.look(id).await().says());
            assertThat(proves(said)).as("%s of %s", said, nonsense).isFalse();
        }
        assertThat(account.stop(id, Mode.GRACEFUL).await().says())
                .as(nonsense)
                .isNotInstanceOf(Reply.Refused.class)
                .isNotInstanceOf(Reply.NotFound.class);
        assertThat(account.objection(Mode.GRACEFUL).await()).as(nonsense).isEmpty();
        account.lists()
                .ifPresent(lists -> assertThat(lists.list().await().says().readings())
                        .as(nonsense)
                        .doesNotContainKey(id));
        account.commands()
                .ifPresent(commands -> assertThat(commands.run(id, new JsonObject().put("command", "propagate"))
                                .await()
                                .says()
                                .end())
                        .as(nonsense)
                        .isNotEqualTo(Command.End.DONE));
    }
}
