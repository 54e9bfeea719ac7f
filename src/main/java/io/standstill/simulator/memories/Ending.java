package io.standstill.simulator.memories;

import io.vertx.core.json.JsonObject;

/**
 * An end that was reached, or said to be, and has yet to be called back about.
 *
 * @param life of which life it is the end
 * @param segments how many segments that life had
 * @param sent how many final callbacks were delivered for it
 * @param late how many late segments were delivered after them
 */
record Ending(int life, long at, int segments, int sent, int late) {

    static Ending fromJson(JsonObject json) {
        return new Ending(
                json.getInteger("life"),
                json.getLong("at"),
                json.getInteger("segments"),
                json.getInteger("sent"),
                json.getInteger("late"));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("life", life)
                .put("at", at)
                .put("segments", segments)
                .put("sent", sent)
                .put("late", late);
    }

    Ending oneMoreSent() {
        return new Ending(life, at, segments, sent + 1, late);
    }

    Ending oneMoreLate() {
        return new Ending(life, at, segments, sent, late + 1);
    }
}
