package io.standstill.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The newest entries, ready to be sent, as many as fit; read from every event loop. */
final class Ring {

    private static final int LEAST_PLACES = 64;

    private final long mostBytes;
    private @Nullable Frame[] places = new Frame[LEAST_PLACES];
    private int oldest;
    private int size;
    private long bytes;

    /** Positions after this one, up to the newest, are all here. */
    private long from;

    /** Holds what comes after this position. */
    Ring(long mostBytes, long position) {
        this.mostBytes = mostBytes;
        this.from = position;
    }

    synchronized void add(List<Frame> newer) {
        for (var frame : newer) {
            var newest = size == 0 ? from : at(size - 1).position();
            if (frame.position() > newest + 1) {
                // Something between was never read, so what came before it leads nowhere.
                while (size > 0) {
                    drop();
                }
                from = frame.position() - 1;
            }
            put(frame);
            while (bytes > mostBytes && size > 1) {
                from = drop().position();
            }
        }
    }

    /** Up to so many frames after the position, oldest first; null: it does not reach back so far. */
    synchronized @Nullable List<Frame> after(long position, int limit) {
        if (position < from) {
            return null;
        }
        var first = firstAfter(position);
        var found = new ArrayList<Frame>(Math.min(limit, size - first));
        for (var i = first; i < size && found.size() < limit; i++) {
            found.add(at(i));
        }
        return found;
    }

    /** How much memory its frames take. */
    synchronized long held() {
        return bytes;
    }

    private int firstAfter(long position) {
        var low = 0;
        var high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (at(middle).position() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private Frame at(int index) {
        return Objects.requireNonNull(places[(oldest + index) % places.length]);
    }

    private void put(Frame frame) {
        if (size == places.length) {
            grow();
        }
        places[(oldest + size) % places.length] = frame;
        size++;
        bytes += frame.held();
    }

    private Frame drop() {
        var dropped = at(0);
        places[oldest] = null;
        oldest = (oldest + 1) % places.length;
        size--;
        bytes -= dropped.held();
        return dropped;
    }

    private void grow() {
        var wider = new Frame[2 * places.length];
        for (var i = 0; i < size; i++) {
            wider[i] = at(i);
        }
        places = wider;
        oldest = 0;
    }
}
