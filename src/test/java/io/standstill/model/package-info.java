/**
 * A model, visited exhaustively: the real core, and around it as small a world as can still go wrong.
 *
 * <p>Two nodes, one resource and its vendor. {@link io.standstill.model.Moment} is everything at one moment, {@link
 * io.standstill.model.Steps} all that can happen next, each thing by itself: an order, a lease that lapses, a send that is
 * granted, taken, answered or lost, a look that is begun, read and ended, a callback, true or forged, a crash, somebody
 * who starts it anew, time. {@link io.standstill.model.Search} visits every order of all this up to {@link
 * io.standstill.model.Bounds}, breadth first, so that what it finds is told by the shortest story there is.
 *
 * <p>Judged is by a bookkeeping of the world's own ({@link io.standstill.model.Ledger}), which knows nothing of sequence
 * numbers: what was begun before the last act, and what truly was when it was read.
 *
 * <p>Two moments that differ only in how far both clocks and all counters have gone are one: that keeps the number of
 * them finite, and is the only thing taken away from the core's own data.
 */
@NullMarked
package io.standstill.model;

import org.jspecify.annotations.NullMarked;
