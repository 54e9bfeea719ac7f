package io.standstill.simulator.memories;

import io.standstill.simulator.Durations;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** How a task behaves: in its own ways, and where it has none, in its vendor's. */
record Ways(JsonObject own, JsonObject vendors) {

    private @Nullable Object turned(String knob) {
        var mine = own.getValue(knob);
        return mine == null ? vendors.getValue(knob) : mine;
    }

    boolean flag(String knob) {
        return turned(knob) instanceof Boolean set && set;
    }

    int count(String knob, int otherwise) {
        return turned(knob) instanceof Integer count ? count : otherwise;
    }

    long millis(String knob, long otherwise) {
        var duration = Durations.of(turned(knob));
        return duration == null ? otherwise : duration.toMillis();
    }

    @Nullable
    String word(String knob) {
        return turned(knob) instanceof String word ? word : null;
    }
}
