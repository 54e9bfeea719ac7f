package io.standstill.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest entries, ready to be sent, as many as fit; read from every event loop. */
final class Ring {

    private final int mostBytes;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private int bytes;

    /** Position after which the ring holds everything. */
    private long from;

    Ring(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Empties it; from here on it holds what comes after this position. */
    synchronized void restart(long position) {
        frames.clear();
        bytes = 0;
        from = position;
    }

    synchronized void add(List<Frame> newer) {
        for (var frame : newer) {
            frames.addLast(frame);
            bytes += frame.bytes().length();
        }
        while (bytes > mostBytes && frames.size() > 1) {
            var oldest = frames.removeFirst();
            bytes -= oldest.bytes().length();
            from = oldest.position();
        }
    }

    synchronized boolean reachesBackTo(long position) {
        return position >= from;
    }

    /** Up to so many frames after the position, oldest first. */
    synchronized List<Frame> after(long position, int limit) {
        var found = new ArrayList<Frame>();
        var newest = frames.peekLast();
        if (newest == null || newest.position() <= position) {
            return found;
        }
        // Most readers are near the end, so the way there is shortest from behind.
        var backwards = frames.descendingIterator();
        var skipped = 0;
        while (backwards.hasNext() && backwards.next().position() > position) {
            skipped++;
        }
        frames.stream().skip(frames.size() - skipped).limit(limit).forEach(found::add);
        return found;
    }
}
