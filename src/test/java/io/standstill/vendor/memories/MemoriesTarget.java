package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Reply;
import io.standstill.fuzz.Answered;
import io.standstill.fuzz.Target;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** Whatever memories.ai answers to a stop, for each of its products. */
public final class MemoriesTarget implements Target {

    @Override
    public void take(byte[] input) {
        var exchange = Answered.exchange(input);
        var told = Answered.object(exchange);
        for (var resource : List.of("t1", "audio:t1", "understanding:t1")) {
            var reply = MemoriesAnswers.toStop(exchange, Task.of(resource));
            if (reply instanceof Reply.Taken) {
                assertThat(exchange.status()).isEqualTo(200);
                assertThat(names(told)).isNotEmpty().containsOnly("t1");
                assertThat(told.getValue("success")).isNotEqualTo(false);
                assertThat(told.getValue("failed")).isNotEqualTo(true);
                if (resource.startsWith("understanding:")) {
                    assertThat(text(told, "status")).isEqualTo("14");
                } else {
                    assertThat(text(told, "code")).isIn("200", "0000");
                }
            }
            if (reply instanceof Reply.Refused) {
                assertThat(exchange.status()).isIn(200, 402);
                assertThat(text(told, "code")).isIn("402", "0402");
            }
            if (reply instanceof Reply.NotFound) {
                assertThat(exchange.status()).isIn(200, 400);
                assertThat(List.of(text(told, "code"), text(told, "status")))
                        .containsAnyOf("400", "0001", "0003", "-1");
            }
            if (reply instanceof Reply.Refused || reply instanceof Reply.NotFound) {
                assertThat(names(told)).allMatch("t1"::equals);
            }
            Answered.keepsSecrets(exchange, reply);
        }
        assertThat(MemoriesAnswers.findingOfAccount(exchange, "https://m.example")
                                .isEmpty()
                        && exchange.status() == 401)
                .isFalse();
    }

    private static List<String> names(JsonObject told) {
        return Stream.of(told, told.getValue("data"))
                .filter(JsonObject.class::isInstance)
                .map(part -> text((JsonObject) part, "task_id"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    static String text(JsonObject object, String field) {
        var value = object.getValue(field);
        return value instanceof String || value instanceof Integer || value instanceof Long
                ? value.toString().strip()
                : "";
    }
}
