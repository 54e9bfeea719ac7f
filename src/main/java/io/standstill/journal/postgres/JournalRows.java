package io.standstill.journal.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import io.standstill.journal.Entry;
import io.standstill.journal.Faces;
import io.standstill.journal.Told;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A journal entry as a row, and back. */
final class JournalRows {

    /** What stands where there is no state: before the first, or in an entry about an account. */
    private static final String NONE = "none";

    private JournalRows() {}

    static void write(JsonGenerator out, Entry entry, boolean forceKnown) throws IOException {
        var news = entry.news();
        var resource = entry.resource();
        out.writeStartObject();
        out.writeNumberField("position", entry.position());
        out.writeStringField("at", entry.at().toString());
        out.writeStringField("account", resource.id().account());
        out.writeStringField("vendor", resource.vendor());
        out.writeStringField("resource_id", resource.id().id());
        out.writeStringField("kind", news.kind().word());
        out.writeStringField(
                "from_state", news.from() == null ? NONE : news.from().word());
        out.writeStringField("to_state", news.to().word());
        if (news.reason() != null) {
            out.writeStringField("reason", news.reason());
        }
        out.writeFieldName("evidence");
        out.writeRawValue(Faces.evidence(news.trace()));
        out.writeFieldName("resource");
        out.writeRawValue(Faces.written(resource, forceKnown, false));
        out.writeEndObject();
    }

    static Told read(Row row) {
        return new Told(
                row.getLong(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                state(row.getString(6)),
                state(row.getString(7)),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }

    private static @Nullable String state(String word) {
        return NONE.equals(word) ? null : word;
    }
}
