package io.standstill.simulator.memories;

import io.standstill.simulator.Thing;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** What a callback says, to the letter of the vendor's pages and, where those are silent, of clients that met it. */
record Words(Dialect dialect, Ways ways) {

    private static final String SUCCESS = "SUCCESS";

    JsonObject of(Thing thing, Callback callback) {
        var product = Product.of(thing.id());
        var task = Product.task(thing.id());
        return switch (callback.kind()) {
            case SEGMENT, LATE -> segment(product, task, callback);
            // A user's stop, a source that ended and a source never reached are told alike.
            case FINAL -> end(product, task, callback, ways.count("finalStatus", Answers.ENDED));
            case FORGED -> end(product, task, callback, Answers.ENDED);
            case STRANGER -> stranger(thing, callback);
        };
    }

    private JsonObject segment(Product product, String task, Callback callback) {
        return switch (product) {
            case VIDEO -> envelope(task, videoSegment(callback));
            case AUDIO -> envelope(task, audio(callback, 0, "success").put("transcript", "and so it goes"));
            case UNDERSTANDING -> understood(0, task, "Nothing much is happening.", callback.segmentEndsAt());
        };
    }

    private JsonObject end(Product product, String task, Callback callback, int status) {
        return switch (product) {
            case VIDEO -> envelope(task, videoEnd(status));
            case AUDIO -> envelope(task, audio(callback, status, ending(status)).putNull("transcript"));
            case UNDERSTANDING -> understood(status, task, "", callback.segmentEndsAt());
        };
    }

    private static String ending(int status) {
        return status == Answers.ENDED ? "Stream stopped by user" : "Stream terminated";
    }

    private JsonObject envelope(String task, JsonObject data) {
        return dialect.head(200, "message", SUCCESS).put("task_id", task).put("data", data);
    }

    private static JsonObject videoEnd(int status) {
        return new JsonObject()
                .put("status", status)
                .put("message", ending(status))
                .putNull("data")
                .putNull("token");
    }

    private JsonObject videoSegment(Callback callback) {
        return times(callback)
                .put("status", 0)
                .put("message", "success")
                .put("data", new JsonObject().put("flagged", false))
                .put("token", new JsonObject().put("input", 1_280).put("output", 16));
    }

    private JsonObject audio(Callback callback, int status, String message) {
        return times(callback).put("status", status).put("message", message);
    }

    private JsonObject times(Callback callback) {
        return new JsonObject()
                .put("segment_index", callback.segment())
                .put("segment_start_time", time(callback.segmentEndsAt() - Agenda.segmentMs(ways)))
                .put("segment_end_time", time(callback.segmentEndsAt()));
    }

    private static JsonObject understood(int status, String task, String text, long at) {
        return new JsonObject()
                .put("status", status)
                .put("task_id", task)
                .put("data", new JsonObject().put("text", text).put("timestamp", time(at)));
    }

    /** Every other one tells of an end, so that whoever looks only at the status is caught out. */
    private JsonObject stranger(Thing thing, Callback callback) {
        var seed = "stranger %s %d %d".formatted(thing.id(), thing.livesSince(), callback.segment());
        var task = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return callback.segment() % 2 == 1
                ? envelope(task, videoEnd(Answers.ENDED))
                : envelope(task, new JsonObject().put("transcription", "of somebody else's film"));
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
