package io.standstill.feed;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What one write carries.
 *
 * @param upTo the place that is served with it, filtered or not
 */
record Portion(Buffer bytes, long upTo) {

    /** What a connection is given at once; one entry may be larger. */
    static final int MOST_BYTES = 256 * 1024;

    private static final Buffer NOTHING = Buffer.buffer();

    /**
     * As many of the frames as fit.
     *
     * @param after the place the frames come after
     */
    static Portion of(List<Frame> frames, long after, Filter filter) {
        var fitting = new ArrayList<Buffer>();
        var length = 0;
        var upTo = after;
        for (var frame : frames) {
            if (filter.fits(frame)) {
                var bytes = frame.bytes();
                if (!fitting.isEmpty() && length + bytes.length() > MOST_BYTES) {
                    return new Portion(joined(fitting, length), upTo);
                }
                fitting.add(bytes);
                length += bytes.length();
            }
            upTo = frame.position();
        }
        return new Portion(joined(fitting, length), upTo);
    }

    /** The first of these that one write may carry, whoever wants all of them. */
    static List<Frame> atOnce(List<Frame> frames) {
        var length = 0;
        for (var i = 0; i < frames.size(); i++) {
            length += frames.get(i).bytes().length();
            if (i > 0 && length > MOST_BYTES) {
                return frames.subList(0, i);
            }
        }
        return frames;
    }

    /** These in one. */
    static Buffer joined(List<Frame> frames) {
        var parts = frames.stream().map(Frame::bytes).toList();
        return joined(parts, parts.stream().mapToInt(Buffer::length).sum());
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
