package io.standstill.simulator.memories;

import org.jspecify.annotations.Nullable;

/**
 * One callback that has fallen due.
 *
 * @param dueAt since when
 * @param about the end it tells of, if it tells of one
 * @param segment which segment it tells of, or came last
 * @param segmentEndsAt when that segment ended
 * @param key tells it from every other of its task, so that its attempts can be counted
 */
record Callback(Kind kind, long dueAt, @Nullable Ending about, int segment, long segmentEndsAt, String key) {

    enum Kind {
        /** A 14 that nobody at the vendor sent. */
        FORGED,
        /** Of somebody else's task, over the webhook that all tasks of an account share. */
        STRANGER,
        SEGMENT,
        FINAL,
        /** A segment that comes after the final callback and tells of the time before it. */
        LATE
    }
}
