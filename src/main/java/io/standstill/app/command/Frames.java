package io.standstill.app.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-Sent Events, read one by one; what is cut off in the middle is none. */
final class Frames {

    /** An entry is a hundredth of it. */
    private static final int LONGEST = 4 * 1024 * 1024;

    /**
     * What stands between two empty lines.
     *
     * @param id where the reader has come with it; null: where it was
     * @param data null: it is no event, and moves its reader on all the same
     * @param retryMillis null: nothing is said of it
     */
    record Frame(
            @Nullable String id,
            String event,
            @Nullable String data,
            @Nullable Long retryMillis) {}

    private final InputStream in;

    /** A line ended so; a line feed that follows belongs to it. */
    private boolean carriageReturned;

    Frames(InputStream in) {
        this.in = in;
    }

    /** The next; null: it has ended. */
    @Nullable
    Frame next() throws IOException {
        String id = null;
        var event = "message";
        StringBuilder data = null;
        Long retry = null;
        var any = false;
        for (var line = line(); line != null; line = line()) {
            if (line.isEmpty() && any) {
                return new Frame(id, event, data == null ? null : data.toString(), retry);
            }
            any |= !line.isEmpty();
            var colon = line.indexOf(':');
            var name = colon < 0 ? line : line.substring(0, colon);
            var value = colon < 0 ? "" : line.substring(colon + (line.startsWith(" ", colon + 1) ? 2 : 1));
            switch (name) {
                case "id" -> id = value.indexOf('\0') < 0 ? value : id;
                case "event" -> event = value;
                case "retry" -> retry = value.matches("[0-9]{1,9}") ? Long.valueOf(value) : retry;
                case "data" -> {
                    data = data == null ? new StringBuilder() : data.append('\n');
                    if (data.append(value).length() > LONGEST) {
                        throw new Lost("an event of the feed does not end", null);
                    }
                }
                default -> {
                    // A comment, or a word of a later release.
                }
            }
        }
        return null;
    }

    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream(1024);
        for (var one = in.read(); one >= 0; one = in.read()) {
            var restOfEnd = one == '\n' && carriageReturned;
            carriageReturned = one == '\r';
            if (restOfEnd) {
                continue;
            }
            if (one == '\n' || one == '\r') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(one);
            if (line.size() > LONGEST) {
                throw new Lost("a line of the feed does not end", null);
            }
        }
        return null;
    }
}
