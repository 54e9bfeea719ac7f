/**
 * Who acts: sends, looks and deadlines of the accounts this node holds.
 *
 * <p>Work belongs to the account. A node leases it and alone talks to that vendor for it; {@link
 * io.standstill.engine.Engine} keeps the leases and reads what has changed and what is due, one {@code AccountWork} for
 * each held account decides what to call next. What must survive stands in the resource's row (its due time); what is
 * in memory here, the cadence of looks, can be lost without harm.
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
