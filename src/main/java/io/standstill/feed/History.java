package io.standstill.feed;

import io.standstill.journal.Head;
import java.util.List;

/**
 * One history of the journal, as far as this node has read it. Another epoch, or a head that went back, begins another:
 * whoever follows this one can tell by the identity of this object that it ended.
 */
final class History {

    private final Ring ring;
    private volatile Head head;

    History(Head head, long ringBytes) {
        this.ring = new Ring(ringBytes, head.position());
        this.head = head;
    }

    Ring ring() {
        return ring;
    }

    Head head() {
        return head;
    }

    String epoch() {
        return head.epoch();
    }

    /** It grew; the frames are there before the head says so. */
    void grow(List<Frame> frames, Head now) {
        ring.add(frames);
        head = now;
    }

    /** Its oldest entries may have gone. */
    void begins(long first) {
        head = new Head(head.epoch(), head.position(), first);
    }

    /** Whether this head, read later, is of the same history. */
    boolean goesOnTo(Head later) {
        return later.epoch().equals(head.epoch()) && later.position() >= head.position();
    }
}
