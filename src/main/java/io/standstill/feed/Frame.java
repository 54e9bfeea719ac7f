package io.standstill.feed;

import io.standstill.journal.Cursor;
import io.standstill.journal.Entry;
import io.standstill.journal.EntryJson;
import io.vertx.core.buffer.Buffer;

/** One entry as it goes over the wire, encoded once for everybody, and what filters ask of it. */
public record Frame(Entry entry, Buffer bytes) {

    static Frame of(Entry entry, String epoch) {
        var event = entry.transition() ? "transition" : "note";
        var text = "id: " + new Cursor(epoch, entry.position()) + "\nevent: " + event + "\ndata: "
                + EntryJson.of(entry, epoch) + "\n\n";
        return new Frame(entry, Buffer.buffer(text));
    }

    long position() {
        return entry.position();
    }
}
