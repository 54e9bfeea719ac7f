package io.standstill.vendor.feldera;

import static io.standstill.fuzz.Answered.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.fuzz.Answered;
import io.standstill.fuzz.Target;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** Whatever Feldera answers. */
public final class FelderaTarget implements Target {

    private static final Set<String> FINAL =
            Set.of("501 EnterpriseFeature", "405 UnsupportedPipelineAction", "403 InsufficientPermissions");

    @Override
    public void take(byte[] input) {
        var exchange = Answered.exchange(input);
        var told = Answered.object(exchange);

        var reading = FelderaReadings.of(exchange, "orders");
        assertThat(reading instanceof Reading.AtRest)
                .isEqualTo(exchange.status() == 200 && says(told, "name", "orders") && rests(told));
        assertThat(reading).isNotInstanceOf(Reading.Absent.class);

        assertThat(FelderaReadings.saysUnknown(exchange))
                .isEqualTo(exchange.status() == 404 && says(told, "error_code", "UnknownPipelineName"));

        var reply = FelderaAnswers.toStop(exchange);
        assertThat(reply instanceof Reply.Taken)
                .isEqualTo(exchange.status() == 202
                        && Answered.json(exchange)
                                .filter(String.class::isInstance)
                                .isPresent());
        assertThat(reply instanceof Reply.Refused)
                .isEqualTo(FINAL.contains(exchange.status() + " " + told.getValue("error_code")));
        assertThat(reply).isNotInstanceOf(Reply.NotFound.class);

        var edition = FelderaAnswers.edition(exchange);
        FelderaAnswers.tooOld(exchange);
        FelderaAnswers.tenant(exchange);
        list(exchange);
        Answered.keepsSecrets(exchange, reading, reply, edition);
    }

    private static void list(io.standstill.vendor.Exchange exchange) {
        if (!(Answered.json(exchange).orElse(null) instanceof JsonArray pipelines)) {
            return;
        }
        var listing = FelderaReadings.ofAll(pipelines);
        listing.readings().forEach((name, reading) -> {
            assertThat(reading).isNotInstanceOf(Reading.Absent.class);
            if (reading instanceof Reading.AtRest) {
                assertThat(pipelines)
                        .filteredOn(one -> one instanceof JsonObject pipeline && says(pipeline, "name", name))
                        .isNotEmpty()
                        .allMatch(one -> rests((JsonObject) one));
            }
        });
    }

    /** It is stopped, is to stay so, and says so in each of the words it has. */
    private static boolean rests(JsonObject pipeline) {
        return says(pipeline, "deployment_status", "Stopped")
                && says(pipeline, "deployment_desired_status", "Stopped")
                && (!pipeline.containsKey("deployment_resources_status")
                        || (says(pipeline, "deployment_resources_status", "Stopped")
                                && says(pipeline, "deployment_resources_desired_status", "Stopped")));
    }
}
