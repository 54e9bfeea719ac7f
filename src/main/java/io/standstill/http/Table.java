package io.standstill.http;

import io.standstill.domain.NextMove;
import io.standstill.domain.Policy;
import io.standstill.domain.StopOrder;
import io.standstill.journal.Cursor;
import io.standstill.journal.JsonText;
import io.standstill.journal.Seen;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resources as a table of comma-separated values, as RFC 4180 has it. */
final class Table {

    private record Row(Seen seen, Policy policy, String epoch) {}

    private interface Column extends Function<Row, @Nullable Object> {}

    private static final Map<String, Column> COLUMNS = columns();

    /** The names of the columns. */
    static final String HEAD = String.join(",", COLUMNS.keySet()) + "\r\n";

    private Table() {}

    private static Map<String, Column> columns() {
        var columns = new LinkedHashMap<String, Column>();
        columns.put("account", row -> row.seen.resource().id().account());
        columns.put("vendor", row -> row.seen.resource().vendor());
        columns.put("id", row -> row.seen.resource().id().id());
        columns.put("state", row -> row.seen.resource().state().word());
        columns.put("verdict", row -> {
            var verdict = row.seen.resource().verdict();
            return verdict == null ? null : verdict.word();
        });
        columns.put("clean", row -> row.seen.resource().clean());
        columns.put("residue", row -> String.join(" ", row.seen.resource().residue()));
        columns.put("vendorStatus", row -> row.seen.resource().vendorStatus());
        columns.put("incarnation", row -> row.seen.resource().incarnation());
        columns.put("generation", row -> row.seen.resource().generation());
        columns.put("seq", row -> row.seen.resource().seq());
        columns.put("position", row -> new Cursor(row.epoch, row.seen.resource().position()));
        columns.put("mode", ordered(stop -> stop.mode().word()));
        columns.put("reason", ordered(StopOrder::reason));
        columns.put("requestedBy", ordered(StopOrder::requestedBy));
        columns.put("orderedAt", ordered(stop -> JsonText.timeOrNull(stop.orderedAt())));
        columns.put("acknowledgedAt", ordered(stop -> JsonText.timeOrNull(stop.acknowledgedAt())));
        columns.put("deadlineAt", ordered(stop -> JsonText.timeOrNull(stop.deadlineAt())));
        columns.put("escalateAt", ordered(stop -> JsonText.timeOrNull(stop.escalateAt())));
        columns.put("attempts", ordered(StopOrder::attempts));
        columns.put("stoppedAt", ordered(stop -> JsonText.timeOrNull(stop.stoppedAt())));
        columns.put("problem", row -> {
            var problem = row.seen.resource().problem();
            return problem == null ? null : problem.type();
        });
        columns.put("since", row -> JsonText.timeOrNull(row.seen.resource().since()));
        columns.put("observedAt", row -> JsonText.timeOrNull(row.seen.sight().observedAt(row.seen.resource())));
        columns.put("stale", row -> row.seen.sight().stale(row.seen.resource(), row.policy));
        columns.put(
                "labels",
                row -> new JsonObject(new TreeMap<>(row.seen.resource().labels())).encode());
        columns.put("stopAt", row -> JsonText.timeOrNull(row.seen.resource().stopAt()));
        columns.put("nextMoves", row -> NextMove.of(row.seen.resource(), row.policy).stream()
                .map(NextMove::word)
                .collect(Collectors.joining(" ")));
        return columns;
    }

    private static Column ordered(Function<StopOrder, @Nullable Object> of) {
        return row -> {
            var stop = row.seen.resource().stop();
            return stop == null ? null : of.apply(stop);
        };
    }

    static void row(StringBuilder text, Seen seen, Ground ground) {
        var row = new Row(
                seen, ground.policy(seen.resource()), ground.feed().head().epoch());
        var first = true;
        for (var column : COLUMNS.values()) {
            if (!first) {
                text.append(',');
            }
            first = false;
            cell(text, column.apply(row));
        }
        text.append("\r\n");
    }

    private static void cell(StringBuilder text, @Nullable Object value) {
        if (value == null) {
            return;
        }
        var plain = value.toString();
        if (plain.chars().noneMatch(one -> one == ',' || one == '"' || one == '\n' || one == '\r')) {
            text.append(plain);
        } else {
            text.append('"').append(plain.replace("\"", "\"\"")).append('"');
        }
    }
}
