package io.standstill.feed;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one write carries.
 *
 * @param upTo the place that is served with it, filtered or not
 * @param more whether it stopped before the end of what is there
 */
record Portion(Buffer bytes, long upTo, boolean more) {

    /** What a connection is given at once; one entry may be larger. */
    static final int MOST_BYTES = 256 * 1024;

    private static final Buffer NOTHING = Buffer.buffer();

    /**
     * As many of the frames as fit.
     *
     * @param after the place the frames come after
     * @param more whether there is more after them
     */
    static Portion of(List<Frame> frames, long after, Filter filter, boolean more) {
        var fitting = new ArrayList<Buffer>();
        var length = 0;
        var upTo = after;
        for (var frame : frames) {
            if (filter.fits(frame)) {
                var bytes = frame.bytes();
                if (!fitting.isEmpty() && length + bytes.length() > MOST_BYTES) {
                    return new Portion(joined(fitting, length), upTo, true);
                }
                fitting.add(bytes);
                length += bytes.length();
            }
            upTo = frame.position();
        }
        return new Portion(joined(fitting, length), upTo, more);
    }

    private static Buffer joined(List<Buffer> parts, int length) {
        if (parts.size() <= 1) {
            return parts.isEmpty() ? NOTHING : parts.get(0);
        }
        var whole = Buffer.buffer(length);
        parts.forEach(whole::appendBuffer);
        return whole;
    }
}
