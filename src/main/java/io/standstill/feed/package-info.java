/**
 * The journal as people and programs follow it.
 *
 * <p>A subscriber is a cursor over the journal. {@link io.standstill.feed.Feed} reads new entries once a node, encodes
 * each once ({@link io.standstill.feed.Frame}) and keeps the newest in a ring; a
 * {@link io.standstill.feed.Subscription} takes from the ring what lies after its cursor, or from the journal where the
 * ring does not reach back so far, as fast as its connection takes it. Nothing is queued for a slow reader: its cursor
 * stands, and it reads on from there.
 *
 * <p>May import the journal and the domain. Knows no HTTP: a connection is a {@link io.standstill.feed.Sink}.
 */
@NullMarked
package io.standstill.feed;

import org.jspecify.annotations.NullMarked;
