package io.standstill.vendor.storm;

import static io.standstill.fuzz.Answered.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Command;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.fuzz.Answered;
import io.standstill.fuzz.Target;
import java.util.ArrayList;

/** Whatever Storm answers: none of its words means rest. */
public final class StormTarget implements Target {

    @Override
    public void take(byte[] input) {
        var exchange = Answered.exchange(input);
        var told = Answered.object(exchange);

        var reading = StormReadings.of(exchange, "test");
        assertThat(reading).isInstanceOfAny(Reading.Alive.class, Reading.Unsure.class);

        assertThat(StormAnswers.saysUnknown(exchange))
                .isEqualTo(exchange.status() == 404 && says(told, "message", "Stream not found"));

        var reply = StormAnswers.toStop(exchange);
        assertThat(reply instanceof Reply.Taken)
                .isEqualTo(exchange.status() == 200 && says(told, "message", "Stream has been deleted"));
        assertThat(reply).isInstanceOfAny(Reply.Taken.class, Reply.Unsure.class);

        var result = StormAnswers.toCommand(exchange, "done");
        assertThat(result.end() == Command.End.DONE)
                .isEqualTo(exchange.status() == 200 && says(told, "message", "done"));

        var page = StormPage.of(exchange, 1);
        assertThat(page.readings().values()).allMatch(Reading.Alive.class::isInstance);
        assertThat(exchange.status() == 200 || page.fault() != null).isTrue();
        var members = StormReadings.showsMembers(exchange);
        assertThat(members && exchange.status() != 200).isFalse();

        var made = new ArrayList<Object>(page.readings().values());
        made.add(reading);
        made.add(reply);
        made.add(result.said());
        Answered.keepsSecrets(exchange, made.toArray());
    }
}
