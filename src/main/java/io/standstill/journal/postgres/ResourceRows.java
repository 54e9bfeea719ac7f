package io.standstill.journal.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import io.standstill.domain.Command;
import io.standstill.domain.Mode;
import io.standstill.domain.NextMove;
import io.standstill.domain.Problem;
import io.standstill.domain.Pursuit;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.StopOrder;
import io.standstill.domain.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource as a row, and back. */
final class ResourceRows {

    private ResourceRows() {}

    // ---- from the row

    static Resource read(Row row) {
        var verdict = row.getString("verdict");
        return new Resource(
                new ResourceId(row.getString("account"), row.getString("id")),
                row.getString("vendor"),
                State.of(row.getString("state")),
                row.getInteger("generation"),
                row.getLong("seq"),
                row.getLong("position"),
                row.getOffsetDateTime("since").toInstant(),
                verdict == null ? null : Verdict.of(verdict),
                row.getBoolean("clean"),
                List.of(row.getArrayOfStrings("residue")),
                row.getString("vendor_status"),
                row.getString("incarnation"),
                instant(row, "observed_at"),
                stop(row),
                problem(row.getJsonObject("problem")),
                labels(row.getJsonObject("labels")),
                instant(row, "stop_at"),
                commands(row.getJsonArray("commands")),
                pursuit(row.getJsonObject("pursuit")));
    }

    private static @Nullable StopOrder stop(Row row) {
        var mode = row.getString("mode");
        return mode == null
                ? null
                : new StopOrder(
                        Mode.of(mode),
                        row.getString("reason"),
                        row.getString("requested_by"),
                        row.getOffsetDateTime("ordered_at").toInstant(),
                        instant(row, "acknowledged_at"),
                        row.getOffsetDateTime("deadline_at").toInstant(),
                        instant(row, "escalate_at"),
                        row.getInteger("attempts"),
                        instant(row, "stopped_at"));
    }

    private static @Nullable Problem problem(@Nullable JsonObject json) {
        return json == null
                ? null
                : new Problem(
                        json.getString("name"),
                        json.getString("title"),
                        json.getString("detail"),
                        strings(json.getJsonArray("nextMoves")).stream()
                                .map(NextMove::of)
                                .toList());
    }

    private static Map<String, String> labels(JsonObject json) {
        var labels = new HashMap<String, String>();
        json.forEach(label -> labels.put(label.getKey(), (String) label.getValue()));
        return labels;
    }

    private static List<Command> commands(JsonArray json) {
        var commands = new ArrayList<Command>(json.size());
        for (var one : json) {
            var kept = (JsonObject) one;
            var end = kept.getString("end");
            commands.add(new Command(
                    kept.getString("key"),
                    kept.getString("what"),
                    kept.getString("by"),
                    Instant.parse(kept.getString("orderedAt")),
                    instant(kept, "takenAt"),
                    end == null ? null : Command.End.of(end),
                    kept.getString("said")));
        }
        return commands;
    }

    private static Pursuit pursuit(JsonObject json) {
        return new Pursuit(
                json.getLong("freshFrom"),
                json.getLong("sentSeq"),
                json.getBoolean("superseded"),
                instant(json, "awaitedUntil"),
                instant(json, "sendAt"),
                json.getBoolean("clear"),
                json.getBoolean("looked"),
                json.getBoolean("blind", false),
                json.getBoolean("taken"),
                json.getBoolean("doubtful"),
                json.getInteger("unsureSends"),
                json.getBoolean("forced"),
                json.getInteger("streak"),
                json.getLong("stepFrom"),
                instant(json, "streakSince"),
                json.getBoolean("streakOfAbsence"),
                json.getString("errorBefore"),
                json.getString("seenAs"),
                json.getBoolean("ended"),
                json.getBoolean("silent"),
                instant(json, "quietUntil"),
                json.getInteger("lateSegments"),
                json.getBoolean("deadlineTold"),
                json.getInteger("watchStep"),
                instant(json, "watchAt"),
                strings(json.getJsonArray("toldOnce")));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Instant instant(JsonObject json, String field) {
        var text = json.getString(field);
        return text == null ? null : Instant.parse(text);
    }

    private static List<String> strings(JsonArray array) {
        var strings = new ArrayList<String>(array.size());
        array.forEach(string -> strings.add((String) string));
        return strings;
    }

    // ---- to the row

    static void write(JsonGenerator out, Resource resource) throws IOException {
        out.writeStartObject();
        out.writeStringField("account", resource.id().account());
        out.writeStringField("id", resource.id().id());
        out.writeStringField("vendor", resource.vendor());
        out.writeStringField("state", resource.state().word());
        out.writeNumberField("generation", resource.generation());
        out.writeNumberField("seq", resource.seq());
        out.writeNumberField("position", resource.position());
        time(out, "since", resource.since());
        text(
                out,
                "verdict",
                resource.verdict() == null ? null : resource.verdict().word());
        if (resource.clean() != null) {
            out.writeBooleanField("clean", resource.clean());
        }
        strings(out, "residue", resource.residue());
        text(out, "vendor_status", resource.vendorStatus());
        text(out, "incarnation", resource.incarnation());
        time(out, "observed_at", resource.observedAt());
        if (resource.stop() != null) {
            stop(out, resource.stop());
        }
        if (resource.problem() != null) {
            problem(out, resource.problem());
        }
        out.writeObjectFieldStart("labels");
        for (var label : resource.labels().entrySet()) {
            out.writeStringField(label.getKey(), label.getValue());
        }
        out.writeEndObject();
        time(out, "stop_at", resource.stopAt());
        time(out, "time_due_at", resource.timeDueAt());
        time(out, "call_due_at", resource.callDueAt());
        commands(out, resource.commands());
        pursuit(out, resource.pursuit());
        out.writeEndObject();
    }

    private static void stop(JsonGenerator out, StopOrder stop) throws IOException {
        out.writeStringField("mode", stop.mode().word());
        text(out, "reason", stop.reason());
        out.writeStringField("requested_by", stop.requestedBy());
        time(out, "ordered_at", stop.orderedAt());
        time(out, "acknowledged_at", stop.acknowledgedAt());
        time(out, "deadline_at", stop.deadlineAt());
        time(out, "escalate_at", stop.escalateAt());
        out.writeNumberField("attempts", stop.attempts());
        time(out, "stopped_at", stop.stoppedAt());
    }

    private static void problem(JsonGenerator out, Problem problem) throws IOException {
        out.writeObjectFieldStart("problem");
        out.writeStringField("name", problem.name());
        out.writeStringField("title", problem.title());
        out.writeStringField("detail", problem.detail());
        strings(
                out,
                "nextMoves",
                problem.nextMoves().stream().map(NextMove::word).toList());
        out.writeEndObject();
    }

    private static void commands(JsonGenerator out, List<Command> commands) throws IOException {
        out.writeArrayFieldStart("commands");
        for (var command : commands) {
            out.writeStartObject();
            out.writeStringField("key", command.key());
            out.writeStringField("what", command.what());
            out.writeStringField("by", command.by());
            time(out, "orderedAt", command.orderedAt());
            time(out, "takenAt", command.takenAt());
            text(out, "end", command.end() == null ? null : command.end().word());
            text(out, "said", command.said());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void pursuit(JsonGenerator out, Pursuit pursuit) throws IOException {
        out.writeObjectFieldStart("pursuit");
        out.writeNumberField("freshFrom", pursuit.freshFrom());
        out.writeNumberField("sentSeq", pursuit.sentSeq());
        out.writeBooleanField("superseded", pursuit.superseded());
        time(out, "awaitedUntil", pursuit.awaitedUntil());
        time(out, "sendAt", pursuit.sendAt());
        out.writeBooleanField("clear", pursuit.clear());
        out.writeBooleanField("looked", pursuit.looked());
        out.writeBooleanField("blind", pursuit.blind());
        out.writeBooleanField("taken", pursuit.taken());
        out.writeBooleanField("doubtful", pursuit.doubtful());
        out.writeNumberField("unsureSends", pursuit.unsureSends());
        out.writeBooleanField("forced", pursuit.forced());
        out.writeNumberField("streak", pursuit.streak());
        out.writeNumberField("stepFrom", pursuit.stepFrom());
        time(out, "streakSince", pursuit.streakSince());
        out.writeBooleanField("streakOfAbsence", pursuit.streakOfAbsence());
        text(out, "errorBefore", pursuit.errorBefore());
        text(out, "seenAs", pursuit.seenAs());
        out.writeBooleanField("ended", pursuit.ended());
        out.writeBooleanField("silent", pursuit.silent());
        time(out, "quietUntil", pursuit.quietUntil());
        out.writeNumberField("lateSegments", pursuit.lateSegments());
        out.writeBooleanField("deadlineTold", pursuit.deadlineTold());
        out.writeNumberField("watchStep", pursuit.watchStep());
        time(out, "watchAt", pursuit.watchAt());
        strings(out, "toldOnce", pursuit.toldOnce());
        out.writeEndObject();
    }

    private static void time(JsonGenerator out, String field, @Nullable Instant at) throws IOException {
        text(out, field, at == null ? null : at.toString());
    }

    private static void text(JsonGenerator out, String field, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(field, value);
        }
    }

    private static void strings(JsonGenerator out, String field, List<String> values) throws IOException {
        out.writeArrayFieldStart(field);
        for (var value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }
}
