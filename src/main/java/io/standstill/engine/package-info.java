/**
 * Who acts: sends, looks and deadlines of the accounts this node holds.
 *
 * <p>Work belongs to the account. A node leases it and alone talks to that vendor for it; {@code Tenure} asks for a fair
 * share and hands back what another node should rather have. {@link io.standstill.engine.Engine} reads what has changed
 * and what is due, and one {@code AccountWork} for each held account decides what to call next:
 *
 * <ul>
 *   <li>{@code Sending} sends stops, {@code Errands} whatever else the vendor is told;
 *   <li>{@code Looking} reads one resource, or beyond a few the whole account at once; {@code Flights} knows when;
 *   <li>{@code Stocktaking} takes down what the vendor lists;
 *   <li>{@code Allowance} keeps all of them within the vendor's limits, and slow while it is in trouble;
 *   <li>{@code Witness} says how the account is seen to be.
 * </ul>
 *
 * <p>What must survive stands in the resource's row (its due time); what is in memory here, the cadence of looks, can be
 * lost without harm. What time alone brings about is seen to by any node, its account's own first.
 *
 * <p>Every step can be called: {@link io.standstill.engine.Engine#runOnce} is one round. The loop around it is
 * {@link io.standstill.engine.Pulse}.
 *
 * <p>Intent is committed before a vendor is called, and no transaction is open across a call. Correctness does not hang
 * on the lease: the tracker judges evidence by generation and {@code seq}, whoever brings it.
 *
 * <p>Knows the ports (journal, vendor), never what stands behind them.
 */
@NullMarked
package io.standstill.engine;

import org.jspecify.annotations.NullMarked;
