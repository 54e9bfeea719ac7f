package io.standstill.journal.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import io.standstill.journal.Entry;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A journal entry as a row, and back. */
final class JournalRows {

    /** What stands where there is no state: before the first, or in an entry about an account. */
    private static final String NONE = "none";

    private JournalRows() {}

    static void write(JsonGenerator out, Entry entry) throws IOException {
        out.writeStartObject();
        out.writeNumberField("position", entry.position());
        out.writeStringField("at", entry.at().toString());
        out.writeStringField("account", entry.account());
        out.writeStringField("vendor", entry.vendor());
        text(out, "resource_id", entry.id());
        out.writeStringField("kind", entry.kind());
        out.writeStringField("from_state", entry.from() == null ? NONE : entry.from());
        out.writeStringField("to_state", entry.to() == null ? NONE : entry.to());
        text(out, "reason", entry.reason());
        out.writeFieldName("evidence");
        out.writeRawValue(entry.evidence());
        if (entry.resource() != null) {
            out.writeFieldName("resource");
            out.writeRawValue(entry.resource());
        }
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String column, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(column, value);
        }
    }

    static Entry read(Row row) {
        return new Entry(
                row.getLong("position"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("account"),
                row.getString("vendor"),
                row.getString("resource_id"),
                row.getString("kind"),
                state(row.getString("from_state")),
                state(row.getString("to_state")),
                row.getString("reason"),
                row.getString("evidence"),
                row.getString("resource"));
    }

    private static @Nullable String state(String word) {
        return NONE.equals(word) ? null : word;
    }
}
