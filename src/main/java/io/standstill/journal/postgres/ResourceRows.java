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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A resource as a row, and back. */
final class ResourceRows {

    private static final JsonArray NOTHING = new JsonArray(List.of());

    private ResourceRows() {}

    // ---- from the row

    /** By place, in the order in which they are read: to find each by its name costs more than to read it. */
    private static final List<String> COLUMNS = List.of(
            "account",
            "id",
            "vendor",
            "state",
            "generation",
            "seq",
            "position",
            "since",
            "verdict",
            "clean",
            "residue",
            "vendor_status",
            "incarnation",
            "observed_at",
            "mode",
            "reason",
            "requested_by",
            "ordered_at",
            "acknowledged_at",
            "deadline_at",
            "escalate_at",
            "attempts",
            "stopped_at",
            "problem",
            "labels",
            "stop_at",
            "commands",
            "pursuit");

    /** An order's other columns, which say nothing where there is none. */
    private static final int AFTER_MODE = 8;

    /** What has to be selected first of all for a row that can be read. */
    static String columns(String of) {
        return COLUMNS.stream().map(column -> of + "." + column).collect(Collectors.joining(", "));
    }

    static Resource read(Row row) {
        var in = new Cells(row);
        return new Resource(
                new ResourceId(in.text(), in.text()),
                in.text(),
                State.of(in.text()),
                in.number(),
                in.large(),
                in.large(),
                in.time(),
                in.word(Verdict::of),
                in.flag(),
                List.of(in.texts()),
                in.text(),
                in.text(),
                in.timeIfAny(),
                stop(in),
                problem(in.json()),
                labels(in.json()),
                in.timeIfAny(),
                commands(in.array()),
                pursuit(in.json()));
    }

    private static @Nullable StopOrder stop(Cells in) {
        var mode = in.word(Mode::of);
        if (mode == null) {
            in.pass(AFTER_MODE);
            return null;
        }
        return new StopOrder(
                mode,
                in.text(),
                in.text(),
                in.time(),
                in.timeIfAny(),
                in.time(),
                in.timeIfAny(),
                in.number(),
                in.timeIfAny());
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
                json.getLong("freshFrom", 0L),
                json.getLong("sentSeq", 0L),
                json.getBoolean("superseded", false),
                instant(json, "awaitedUntil"),
                instant(json, "sendAt"),
                json.getBoolean("clear", false),
                json.getBoolean("looked", false),
                json.getBoolean("blind", false),
                json.getBoolean("taken", false),
                json.getBoolean("doubtful", false),
                json.getInteger("unsureSends", 0),
                json.getBoolean("forced", false),
                json.getInteger("streak", 0),
                json.getLong("stepFrom", 0L),
                instant(json, "streakSince"),
                json.getBoolean("streakOfAbsence", false),
                json.getString("errorBefore"),
                json.getString("seenAs"),
                json.getBoolean("ended", false),
                json.getBoolean("silent", false),
                instant(json, "quietUntil"),
                json.getInteger("lateSegments", 0),
                json.getBoolean("deadlineTold", false),
                json.getInteger("watchStep", 0),
                instant(json, "watchAt"),
                strings(json.getJsonArray("toldOnce", NOTHING)));
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

    /** Only what is otherwise than where every resource begins: most of it is so most of the time. */
    private static void pursuit(JsonGenerator out, Pursuit pursuit) throws IOException {
        out.writeObjectFieldStart("pursuit");
        number(out, "freshFrom", pursuit.freshFrom());
        number(out, "sentSeq", pursuit.sentSeq());
        flag(out, "superseded", pursuit.superseded());
        time(out, "awaitedUntil", pursuit.awaitedUntil());
        time(out, "sendAt", pursuit.sendAt());
        flag(out, "clear", pursuit.clear());
        flag(out, "looked", pursuit.looked());
        flag(out, "blind", pursuit.blind());
        flag(out, "taken", pursuit.taken());
        flag(out, "doubtful", pursuit.doubtful());
        number(out, "unsureSends", pursuit.unsureSends());
        flag(out, "forced", pursuit.forced());
        number(out, "streak", pursuit.streak());
        number(out, "stepFrom", pursuit.stepFrom());
        time(out, "streakSince", pursuit.streakSince());
        flag(out, "streakOfAbsence", pursuit.streakOfAbsence());
        text(out, "errorBefore", pursuit.errorBefore());
        text(out, "seenAs", pursuit.seenAs());
        flag(out, "ended", pursuit.ended());
        flag(out, "silent", pursuit.silent());
        time(out, "quietUntil", pursuit.quietUntil());
        number(out, "lateSegments", pursuit.lateSegments());
        flag(out, "deadlineTold", pursuit.deadlineTold());
        number(out, "watchStep", pursuit.watchStep());
        time(out, "watchAt", pursuit.watchAt());
        if (!pursuit.toldOnce().isEmpty()) {
            strings(out, "toldOnce", pursuit.toldOnce());
        }
        out.writeEndObject();
    }

    private static void flag(JsonGenerator out, String field, boolean value) throws IOException {
        if (value) {
            out.writeBooleanField(field, true);
        }
    }

    private static void number(JsonGenerator out, String field, long value) throws IOException {
        if (value != 0) {
            out.writeNumberField(field, value);
        }
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
