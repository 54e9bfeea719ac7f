/**
 * The journal as people and programs follow it.
 *
 * <p>A follower is a cursor over the journal. {@link io.standstill.feed.Tail} reads new entries once a node; each is
 * encoded once ({@link io.standstill.feed.Frame}), and the newest are kept in a {@link io.standstill.feed.Ring}. The
 * followers of one event loop are its {@link io.standstill.feed.Audience}. Those who have been served all there was stand
 * together at one place: what comes next is sorted by an {@link io.standstill.feed.Index} to the
 * {@link io.standstill.feed.Group}s that want it and written once to each of their members, so that it costs by who wants
 * it and not by who follows. A {@link io.standstill.feed.Subscription} that is behind, because it came with a cursor or
 * its connection is full, takes from the ring what lies after its cursor, as fast as its connection takes it, until it has
 * come up with the others; where the ring does not reach back so far, it reads the {@link io.standstill.feed.Archive}, in
 * turn with all others. Nothing is queued for a slow reader: its cursor stands, and it reads on from there.
 *
 * <p>Who only wants to know that something was told of a resource, and not what, has an {@link io.standstill.feed.Ear}.
 *
 * <p>A history that ended is found out at the beginning of each turn, because the tail then holds another
 * {@link io.standstill.feed.History}: all who stood together fall behind at the old one's last place, and each finds out
 * for itself. Telling each of them when it happens would miss one that subscribes at that moment.
 *
 * <p>May import the journal and the domain. Knows no HTTP: a connection is a {@link io.standstill.feed.Sink}.
 */
@NullMarked
package io.standstill.feed;

import org.jspecify.annotations.NullMarked;
