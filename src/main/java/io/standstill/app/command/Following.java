package io.standstill.app.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One reader of the feed: where it is, and when it may come back. */
final class Following {

    /** Three heartbeats that did not come. */
    private static final int SILENT_MILLIS = 45_000;

    private static final long LONGEST_MILLIS = 30_000;

    private final Address address;
    private final String path;
    private final Screen screen;
    private final boolean json;
    private @Nullable String cursor;
    private long retryMillis = 3_000;
    private boolean reached;

    /** How often in a row nothing was heard. */
    private int failures;

    Following(Address address, String path, Screen screen, boolean json) {
        this.address = address;
        this.path = path;
        this.screen = screen;
        this.json = json;
    }

    /** Until nobody reads it any more. */
    void forever() throws IOException {
        while (screen.heard()) {
            try {
                once();
                failures++;
            } catch (Refused refused) {
                if (!refused.forNow()) {
                    throw refused;
                }
                failed(refused);
            } catch (IOException cut) {
                if (!reached || (cut instanceof Lost lost && lost.isForGood())) {
                    throw cut;
                }
                failed(cut);
            }
            rest();
        }
    }

    private void failed(Exception why) {
        if (failures++ == 0) {
            screen.note("the feed is cut: " + why.getMessage() + "; coming back");
        }
    }

    private void rest() throws IOException {
        try {
            // As it was asked to, and ever more slowly where nobody is there.
            Thread.sleep(Math.max(
                    retryMillis, Math.min(LONGEST_MILLIS, retryMillis << Math.min(5, Math.max(0, failures - 1)))));
        } catch (InterruptedException interrupted) {
            throw new Lost("it was interrupted", interrupted);
        }
    }

    private void once() throws IOException {
        var headers = new HashMap<String, String>();
        headers.put("Accept", "text/event-stream");
        if (cursor != null) {
            headers.put("Last-Event-ID", cursor);
        }
        var connection = address.open(path, headers, SILENT_MILLIS);
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new Refused(Address.refusal(connection));
            }
            if (!Objects.requireNonNullElse(connection.getContentType(), "")
                    .toLowerCase(Locale.ROOT)
                    .startsWith("text/event-stream")) {
                throw new Lost("the answer is no feed; is that a Standstill service?", null);
            }
            reached = true;
            hear(new Frames(new BufferedInputStream(connection.getInputStream())));
        } finally {
            connection.disconnect();
        }
    }

    private void hear(Frames frames) throws IOException {
        for (var frame = frames.next(); frame != null && screen.heard(); frame = frames.next()) {
            retryMillis = frame.retryMillis() == null ? retryMillis : frame.retryMillis();
            if (frame.data() != null) {
                say(frame.event(), frame.data());
            }
            if (frame.id() != null) {
                cursor = frame.id();
                failures = 0;
            }
        }
    }

    private void say(String event, String data) throws IOException {
        switch (event) {
            case "transition", "note" -> {
                var entry = read(data);
                screen.say(json ? entry.written() : Told.entry(entry));
            }
            case "reset" -> {
                var reset = read(data);
                if (json) {
                    screen.say("{\"kind\":\"reset\",\"reason\":"
                            + reset.at("reason").written() + ",\"list\":"
                            + reset.at("list").written() + "}");
                }
                screen.note("the feed could not go on from where it was (%s): what was missed is in the list"
                        .formatted(reset.at("reason").shown()));
            }
            default -> {
                // A later release may tell more.
            }
        }
    }

    private static Json read(String data) throws Lost {
        try {
            return Json.read(data);
        } catch (IOException unreadable) {
            // It would be so again from the same place on.
            throw Lost.forGood("an entry of the feed cannot be made out", unreadable);
        }
    }
}
