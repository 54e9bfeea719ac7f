package io.standstill.feed;

import io.standstill.journal.Cursor;
import io.standstill.journal.Faces;
import io.standstill.journal.Told;
import io.vertx.core.buffer.Buffer;

/** One entry as it goes over the wire, encoded once for everybody, and what filters ask of it. */
public record Frame(Told told, Buffer bytes) {

    static Frame of(Told told, String epoch) {
        var event = told.transition() ? "transition" : "note";
        var text = "id: " + new Cursor(epoch, told.position()) + "\nevent: " + event + "\ndata: "
                + Faces.entry(told, epoch) + "\n\n";
        return new Frame(told, Buffer.buffer(text));
    }

    long position() {
        return told.position();
    }
}
