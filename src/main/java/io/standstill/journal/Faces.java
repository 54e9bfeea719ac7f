package io.standstill.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.standstill.domain.NextMove;
import io.standstill.domain.Problem;
import io.standstill.domain.Resource;
import io.standstill.domain.StopOrder;
import io.standstill.domain.Trace;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How resources and journal entries look from outside, as JSON text.
 *
 * <p>A resource inside an entry is written without its position, which is spliced in when it is read: positions name the
 * epoch, and the epoch can change after the entry was written.
 */
public final class Faces {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Faces() {}

    /** A resource as it stands. */
    public static String resource(Resource resource, String epoch, boolean forceKnown, boolean stale) {
        return placed(written(resource, forceKnown, stale), new Cursor(epoch, resource.position()));
    }

    /** A resource without its place in the journal, as an entry keeps it. */
    public static String written(Resource resource, boolean forceKnown, boolean stale) {
        return JsonText.of(out -> resource(out, resource, forceKnown, stale));
    }

    /** The raw side of a piece of evidence. */
    public static String evidence(Trace trace) {
        return JsonText.of(out -> {
            out.writeStartObject();
            out.writeStringField("source", trace.source().word());
            if (trace.status() == null) {
                out.writeNullField("status");
            } else {
                out.writeNumberField("status", trace.status());
            }
            text(out, "digest", trace.digest());
            text(out, "excerpt", trace.excerpt());
            out.writeEndObject();
        });
    }

    /** An entry as the feed and the pages show it. */
    public static String entry(Told told, String epoch) {
        var cursor = new Cursor(epoch, told.position());
        var text = new StringBuilder(256
                + told.evidence().length()
                + (told.resource() == null ? 0 : told.resource().length()));
        text.append("{\"position\":\"").append(cursor).append("\",\"at\":\"").append(time(told.at()));
        text.append("\",\"kind\":\"").append(told.kind());
        text.append("\",\"from\":").append(quoted(told.from()));
        text.append(",\"to\":").append(quoted(told.to()));
        text.append(",\"reason\":").append(quoted(told.reason()));
        text.append(",\"evidence\":").append(told.evidence());
        text.append(",\"account\":").append(quoted(told.account()));
        text.append(",\"resource\":");
        text.append(told.resource() == null ? "null" : placed(told.resource(), cursor));
        return text.append('}').toString();
    }

    /** RFC 3339 in UTC, always with milliseconds. */
    public static String time(Instant at) {
        return MILLISECONDS.format(at);
    }

    /** Any text as a JSON string, or null. */
    public static String quoted(@Nullable String text) {
        return text == null ? "null" : JsonText.of(out -> out.writeString(text));
    }

    private static String placed(String written, Cursor cursor) {
        return "{\"position\":\"" + cursor + "\"," + written.substring(1);
    }

    private static void resource(JsonGenerator out, Resource resource, boolean forceKnown, boolean stale)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("account", resource.id().account());
        out.writeStringField("vendor", resource.vendor());
        out.writeStringField("id", resource.id().id());
        out.writeStringField("state", resource.state().word());
        text(
                out,
                "verdict",
                resource.verdict() == null ? null : resource.verdict().word());
        if (resource.clean() == null) {
            out.writeNullField("clean");
        } else {
            out.writeBooleanField("clean", resource.clean());
        }
        out.writeArrayFieldStart("residue");
        for (var left : resource.residue()) {
            out.writeString(left);
        }
        out.writeEndArray();
        text(out, "vendorStatus", resource.vendorStatus());
        text(out, "incarnation", resource.incarnation());
        out.writeNumberField("generation", resource.generation());
        out.writeNumberField("seq", resource.seq());
        out.writeFieldName("stop");
        stop(out, resource.stop());
        out.writeFieldName("problem");
        problem(out, resource.problem());
        out.writeStringField("since", time(resource.since()));
        time(out, "observedAt", resource.observedAt());
        out.writeBooleanField("stale", stale);
        labels(out, resource.labels());
        time(out, "stopAt", resource.stopAt());
        out.writeArrayFieldStart("nextMoves");
        for (var move : NextMove.of(resource, forceKnown)) {
            out.writeString(move.word());
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void stop(JsonGenerator out, @Nullable StopOrder stop) throws IOException {
        if (stop == null) {
            out.writeNull();
            return;
        }
        out.writeStartObject();
        out.writeStringField("mode", stop.mode().word());
        text(out, "reason", stop.reason());
        out.writeStringField("requestedBy", stop.requestedBy());
        time(out, "orderedAt", stop.orderedAt());
        time(out, "acknowledgedAt", stop.acknowledgedAt());
        time(out, "deadlineAt", stop.deadlineAt());
        time(out, "escalateAt", stop.escalateAt());
        out.writeNumberField("attempts", stop.attempts());
        time(out, "stoppedAt", stop.stoppedAt());
        out.writeEndObject();
    }

    private static void problem(JsonGenerator out, @Nullable Problem problem) throws IOException {
        if (problem == null) {
            out.writeNull();
            return;
        }
        out.writeStartObject();
        out.writeStringField("type", problem.type());
        out.writeStringField("title", problem.title());
        out.writeStringField("detail", problem.detail());
        out.writeEndObject();
    }

    private static void labels(JsonGenerator out, Map<String, String> labels) throws IOException {
        out.writeObjectFieldStart("labels");
        for (var label : new TreeMap<>(labels).entrySet()) {
            out.writeStringField(label.getKey(), label.getValue());
        }
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String field, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeNullField(field);
        } else {
            out.writeStringField(field, value);
        }
    }

    private static void time(JsonGenerator out, String field, @Nullable Instant at) throws IOException {
        text(out, field, at == null ? null : time(at));
    }
}
