package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;

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

    private Nonsense() {}

    /** Whatever is asked of the account ends with a value, and none of them is rest, absence or a refusal. */
    static void provesNothing(Account account, String id, String nonsense) {
        if (account.policy().readable()) {
            assertThat(account.look(id).await().says())
                    .as(nonsense)
                    .isNotInstanceOf(Reading.AtRest.class)
                    .isNotEqualTo(new Reading.Absent(Reading.Control.EMPTY))
                    .isNotEqualTo(new Reading.Absent(Reading.Control.OTHERS));
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
                                .done())
                        .as(nonsense)
                        .isNotEqualTo(Commands.Done.DONE));
    }
}
