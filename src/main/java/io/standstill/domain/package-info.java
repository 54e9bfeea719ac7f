/**
 * The core: what is known of a resource, what can be learned of it, and what follows from that.
 *
 * <p>Plain data and pure functions. No clock, no I/O, no framework: the time is a parameter, evidence is a value, and
 * {@link io.standstill.domain.Machine#hear} answers with what is known afterwards and with the entry to be journaled,
 * if there is news at all.
 *
 * <p>Read in this order: {@link io.standstill.domain.State}, {@link io.standstill.domain.Evidence},
 * {@link io.standstill.domain.Moves} (the table; it is the machine on one page), then {@code Machine} and the rooms
 * beside it that weigh one sort of evidence each: {@code Orders}, {@code Sends}, {@code Looks}, {@code Callbacks},
 * {@code Clocks}, and {@code Commanding} for what a vendor is told that is no stop.
 *
 * <p>Two steps, kept apart on purpose. Those rooms <em>judge</em>: is this look fresh, is this the third in a row, is
 * this another incarnation? They answer with one {@link io.standstill.domain.Heard}. The table then says where that
 * leads. So the question "can X ever lead to stopped" is answered by looking at one column of one table.
 *
 * <p>Freshness needs no clock: a look carries the generation and the {@code seq} its node had read before the look
 * began ({@link io.standstill.domain.Vantage}), and counts only if nothing that matters has happened at a higher
 * {@code seq} since. When something was last seen is another question, which proves nothing: {@link
 * io.standstill.domain.Sight} answers it for people.
 *
 * <p>Decided against: states as sealed records that offer their own moves. They forbid illegal moves at compile time,
 * but the machine could no longer be printed, counted over its full product, or held equal to a table in the database.
 */
@NullMarked
package io.standstill.domain;

import org.jspecify.annotations.NullMarked;
