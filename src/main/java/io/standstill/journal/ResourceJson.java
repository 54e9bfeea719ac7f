package io.standstill.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.standstill.domain.NextMove;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.domain.Resource;
import io.standstill.domain.Sight;
import io.standstill.domain.StopOrder;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a resource looks from outside, in every answer and in every journal entry. */
public final class ResourceJson {

    private ResourceJson() {}

    /** A resource as it stands, and as it was last seen. */
    public static String of(Resource resource, Sight sight, String epoch, Policy policy) {
        var text = written(resource, policy, sight.observedAt(resource), sight.stale(resource, policy));
        return placed(text, new Cursor(epoch, resource.position()));
    }

    /** A resource without its place in the journal, as an entry keeps it. */
    static String unplaced(Resource resource, Policy policy) {
        return written(resource, policy, resource.observedAt(), false);
    }

    static String placed(String unplaced, Cursor cursor) {
        return "{\"position\":\"" + cursor + "\"," + unplaced.substring(1);
    }

    private static String written(Resource resource, Policy policy, @Nullable Instant observedAt, boolean stale) {
        return JsonText.of(out -> resource(out, resource, policy, observedAt, stale));
    }

    private static void resource(
            JsonGenerator out, Resource resource, Policy policy, @Nullable Instant observedAt, boolean stale)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("account", resource.id().account());
        out.writeStringField("vendor", resource.vendor());
        out.writeStringField("id", resource.id().id());
        out.writeStringField("state", resource.state().word());
        JsonText.text(
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
        JsonText.text(out, "vendorStatus", resource.vendorStatus());
        JsonText.text(out, "incarnation", resource.incarnation());
        out.writeNumberField("generation", resource.generation());
        out.writeNumberField("seq", resource.seq());
        out.writeFieldName("stop");
        stop(out, resource.stop());
        out.writeFieldName("problem");
        problem(out, resource.problem());
        out.writeStringField("since", JsonText.time(resource.since()));
        JsonText.time(out, "observedAt", observedAt);
        out.writeBooleanField("stale", stale);
        labels(out, resource.labels());
        JsonText.time(out, "stopAt", resource.stopAt());
        out.writeArrayFieldStart("nextMoves");
        for (var move : NextMove.of(resource, policy)) {
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
        JsonText.text(out, "reason", stop.reason());
        out.writeStringField("requestedBy", stop.requestedBy());
        JsonText.time(out, "orderedAt", stop.orderedAt());
        JsonText.time(out, "acknowledgedAt", stop.acknowledgedAt());
        JsonText.time(out, "deadlineAt", stop.deadlineAt());
        JsonText.time(out, "escalateAt", stop.escalateAt());
        out.writeNumberField("attempts", stop.attempts());
        JsonText.time(out, "stoppedAt", stop.stoppedAt());
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
}
