package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What truly is, and that nothing changes it afterwards. */
class ThingTest {

    @Test
    void who_is_told_only_later_to_come_back_has_rested_until_then() {
        var thing = new Thing("feldera", "p1", 0);
        thing.stop(1_000, true);
        assertThat(thing.settle(60_000)).isFalse();
        thing.behave(new JsonObject().put("restartAfter", "4s"));

        assertThat(thing.settle(61_000)).isTrue();

        assertThat(thing.truth(61_000).getJsonArray("rests")).isEqualTo(JsonArray.of(JsonArray.of(2_000L, 60_000L)));
        assertThat(thing.livesSince()).isEqualTo(60_000);
    }

    @Test
    void who_was_told_so_before_comes_back_on_time_however_late_somebody_asks() {
        var thing = new Thing("feldera", "p1", 0);
        thing.behave(new JsonObject().put("restartAfter", "4s"));
        thing.stop(1_000, true);

        assertThat(thing.settle(61_000)).isTrue();

        assertThat(thing.livesSince()).isEqualTo(6_000);
    }
}
