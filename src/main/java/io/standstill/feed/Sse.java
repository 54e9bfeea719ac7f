package io.standstill.feed;

import io.standstill.journal.Cursor;
import io.standstill.journal.Entry;
import io.standstill.journal.EntryJson;
import io.standstill.journal.JsonText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What goes over the wire to a follower, as Server-Sent Events have it. */
public final class Sse {

    public static final String MEDIA_TYPE = "text/event-stream";

    private Sse() {}

    /** How long to wait before coming back, should this connection end. */
    public static Buffer retry(long millis) {
        return text("retry: " + millis + "\n\n");
    }

    /** A bookmark: it moves the follower's cursor and is no event to it. */
    public static Buffer bookmark(Cursor served) {
        return text("id: " + served + "\n\n");
    }

    /** A bookmark that is an event, for whoever must tell silence from death. */
    public static Buffer heartbeat(Cursor served, Instant at) {
        return text("id: " + served + "\nevent: heartbeat\ndata: {\"position\":\"" + served + "\",\"at\":\""
                + JsonText.time(at) + "\"}\n\n");
    }

    /** The follower's cursor cannot be served; it goes on from this one. */
    static Buffer reset(Reset why, Cursor head) {
        return text("id: " + head + "\nevent: reset\ndata: {\"reason\":\"" + why.word()
                + "\",\"list\":\"/v1/resources\"}\n\n");
    }

    static Buffer entry(Entry entry, String epoch) {
        return text("id: " + new Cursor(epoch, entry.position()) + "\nevent: "
                + (entry.transition() ? "transition" : "note") + "\ndata: " + EntryJson.of(entry, epoch) + "\n\n");
    }

    // From bytes, so that the buffer is no larger than what it holds.
    private static Buffer text(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
