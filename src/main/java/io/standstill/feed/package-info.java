/**
 * The journal as people and programs follow it.
 *
 * <p>A follower is a cursor over the journal. {@link io.standstill.feed.Tail} reads new entries once a node; each is
 * encoded once ({@link io.standstill.feed.Frame}), and the newest are kept in a {@link io.standstill.feed.Ring}. The
 * followers of one event loop are its {@link io.standstill.feed.Audience}, woken together: a
 * {@link io.standstill.feed.Subscription} takes from the ring what lies after its cursor, as fast as its connection
 * takes it, and those who stand at the same place and want the same share the bytes. Where the ring does not reach back
 * so far, it reads the {@link io.standstill.feed.Archive}, in turn with all others. Nothing is queued for a slow reader:
 * its cursor stands, and it reads on from there.
 *
 * <p>Who only wants to know that something was told of a resource, and not what, has an {@link io.standstill.feed.Ear}.
 *
 * <p>Whoever follows a history that ended finds out by itself, before each write, because the tail holds another
 * {@link io.standstill.feed.History}; telling each follower instead would miss one that subscribes at that moment.
 *
 * <p>May import the journal and the domain. Knows no HTTP: a connection is a {@link io.standstill.feed.Sink}.
 */
@NullMarked
package io.standstill.feed;

import org.jspecify.annotations.NullMarked;
