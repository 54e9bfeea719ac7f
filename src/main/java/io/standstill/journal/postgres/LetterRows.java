package io.standstill.journal.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import io.standstill.domain.Callback;
import io.standstill.domain.Evidence;
import io.standstill.domain.Trace;
import io.standstill.journal.Journal;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.time.Instant;

/** A vendor's callback as a row, and what is read back of it. */
final class LetterRows {

    private static final String ENDED = "ended";
    private static final String SEGMENT = "segment";
    private static final String OTHER = "other";

    private LetterRows() {}

    static void write(JsonGenerator out, Journal.Filed filed) throws IOException {
        var letter = filed.letter();
        out.writeStartObject();
        out.writeStringField("account", letter.account());
        out.writeArrayFieldStart("ids");
        for (var id : letter.ids()) {
            out.writeString(id);
        }
        out.writeEndArray();
        out.writeFieldName("callback");
        callback(out, letter.callback());
        out.writeStringField("digest", letter.trace().digest());
        if (letter.trace().excerpt() != null) {
            out.writeStringField("excerpt", letter.trace().excerpt());
        }
        out.writeBinaryField("body", letter.body().getBytes());
        out.writeBooleanField("joined", filed.joined());
        out.writeEndObject();
    }

    private static void callback(JsonGenerator out, Callback callback) throws IOException {
        out.writeStartObject();
        if (callback instanceof Callback.Ended) {
            out.writeStringField("says", ENDED);
        } else if (callback instanceof Callback.Segment segment) {
            out.writeStringField("says", SEGMENT);
            if (segment.endedAt() != null) {
                out.writeStringField("endedAt", segment.endedAt().toString());
            }
        } else if (callback instanceof Callback.Other other) {
            out.writeStringField("says", OTHER);
            out.writeStringField("status", other.status());
        } else {
            throw new AssertionError("a callback nobody keeps: " + callback);
        }
        out.writeEndObject();
    }

    static Evidence.CalledBack read(Row row) {
        var trace = new Trace(Trace.Source.CALLBACK, null, row.getString("digest"), row.getString("excerpt"));
        return new Evidence.CalledBack(callback(row.getJsonObject("callback")), trace);
    }

    private static Callback callback(JsonObject kept) {
        return switch (kept.getString("says")) {
            case ENDED -> new Callback.Ended();
            case SEGMENT -> {
                var endedAt = kept.getString("endedAt");
                yield new Callback.Segment(endedAt == null ? null : Instant.parse(endedAt));
            }
            default -> new Callback.Other(kept.getString("status"));
        };
    }
}
