package io.standstill.vendor.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.fuzz.Answered;
import io.standstill.fuzz.Target;
import io.standstill.vendor.Exchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;

/** Whatever Nomad answers. */
public final class NomadTarget implements Target {

    private static final String CHANNEL = "f6d0b1f5-6a1b-4369-b9b5-4fef074b5030";

    @Override
    public void take(byte[] input) {
        var exchange = Answered.exchange(input);
        var status = exchange.status();
        var words = isNothing(exchange) || Answered.json(exchange).isPresent();
        var unknown = (status == 404 && words) || status == 204 || (status == 200 && isNothing(exchange));

        var reading = NomadReadings.of(exchange, CHANNEL);
        if (unknown) {
            assertThat(reading).isEqualTo(new Reading.Absent(Reading.Control.FAILED));
        } else {
            assertThat(reading).isNotInstanceOf(Reading.Absent.class);
        }
        var channel = Answered.object(exchange);
        if (reading instanceof Reading.AtRest) {
            assertThat(status).isEqualTo(200);
            assertThat(bare(field(channel, "id"))).isEqualTo(bare(CHANNEL));
            assertThat(rests(channel)).isTrue();
        }

        var reply = NomadAnswers.toStop(exchange);
        assertThat(reply instanceof Reply.Taken).isEqualTo(status == 200 && words);
        assertThat(reply).isInstanceOfAny(Reply.Taken.class, Reply.Unsure.class);

        var listing = NomadReadings.ofAll(exchange);
        listing.readings().forEach((id, listed) -> {
            assertThat(listed).isNotInstanceOf(Reading.Absent.class);
            if (listed instanceof Reading.AtRest) {
                assertThat(((JsonArray) Answered.json(exchange).orElseThrow()))
                        .filteredOn(one -> one instanceof JsonObject other
                                && bare(field(other, "id")).equals(bare(id)))
                        .isNotEmpty()
                        .allMatch(one -> rests((JsonObject) one));
            }
        });
        var unrefreshed = NomadReadings.each(listing, NomadReadings.unrefreshed(exchange));
        assertThat(unrefreshed.readings().values())
                .noneMatch(one -> one instanceof Reading.AtRest || one instanceof Reading.Absent);

        var made = new ArrayList<Object>(listing.readings().values());
        made.add(reading);
        made.add(reply);
        Answered.keepsSecrets(exchange, made.toArray());
    }

    private static boolean isNothing(Exchange exchange) {
        var text = exchange.body().toString().strip();
        return text.isEmpty() || text.equals("null");
    }

    private static boolean rests(JsonObject channel) {
        for (var one : channel) {
            if (named(one.getKey(), "status")
                    && one.getValue() instanceof JsonObject lookup
                    && String.valueOf(field(lookup, "description")).strip().equalsIgnoreCase("Idle")) {
                return true;
            }
        }
        return false;
    }

    private static boolean named(String field, String name) {
        return field.replace("_", "").equalsIgnoreCase(name);
    }

    private static Object field(JsonObject object, String name) {
        return object.containsKey(name)
                ? object.getValue(name)
                : object.stream()
                        .filter(one -> named(one.getKey(), name))
                        .map(java.util.Map.Entry::getValue)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse("");
    }

    private static String bare(Object id) {
        return String.valueOf(id).strip().replace("-", "").toLowerCase(java.util.Locale.ROOT);
    }
}
