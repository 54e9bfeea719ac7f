package io.standstill.journal;

import io.standstill.domain.Trace;

/** How a journal entry looks from outside: in the feed, in the pages, in a resource's history. */
public final class EntryJson {

    private EntryJson() {}

    /** An entry in this epoch. */
    public static String of(Entry entry, String epoch) {
        var cursor = new Cursor(epoch, entry.position());
        var resource = entry.resource();
        var text = new StringBuilder(256 + entry.evidence().length() + (resource == null ? 0 : resource.length()));
        text.append("{\"position\":\"").append(cursor);
        text.append("\",\"at\":\"").append(JsonText.time(entry.at()));
        text.append("\",\"kind\":\"").append(entry.kind());
        text.append("\",\"from\":").append(JsonText.quoted(entry.from()));
        text.append(",\"to\":").append(JsonText.quoted(entry.to()));
        text.append(",\"reason\":").append(JsonText.quoted(entry.reason()));
        text.append(",\"evidence\":").append(entry.evidence());
        text.append(",\"account\":").append(JsonText.quoted(entry.account()));
        text.append(",\"resource\":");
        text.append(resource == null ? "null" : ResourceJson.placed(resource, cursor));
        return text.append('}').toString();
    }

    /** The raw side of a piece of evidence. */
    static String evidence(Trace trace) {
        return JsonText.of(out -> {
            out.writeStartObject();
            out.writeStringField("source", trace.source().word());
            if (trace.status() == null) {
                out.writeNullField("status");
            } else {
                out.writeNumberField("status", trace.status());
            }
            JsonText.text(out, "digest", trace.digest());
            JsonText.text(out, "excerpt", trace.excerpt());
            out.writeEndObject();
        });
    }
}
