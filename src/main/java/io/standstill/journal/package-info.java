/**
 * The journal's port, and the one door for state.
 *
 * <p>{@link io.standstill.journal.Tracker} is the only writer of state: whatever evidence has gathered goes through the
 * pure machine and into the journal in one commit, and whoever brought it hears of it after that commit.
 * {@link io.standstill.journal.Journal} is what the tracker and the feed ask of a database,
 * {@link io.standstill.journal.Resources} what everybody may ask about what is known,
 * {@link io.standstill.journal.Leases} who works for which account, {@link io.standstill.journal.Accounts} how each
 * stands, and {@link io.standstill.journal.Sessions} whose browsers carry a cookie instead of a token.
 *
 * <p>A request that may come twice brings a {@link io.standstill.journal.Receipt}: its answer is kept in the commit of
 * its effect, and whoever comes again is told of that ({@link io.standstill.journal.AlreadyAnswered}). What only would
 * follow is judged in the same way, and not written ({@link io.standstill.journal.Tracker#rehearse}).
 *
 * <p>How an account stands is no state of a resource: it is written past the tracker, and of all that only its going
 * out of sight, and coming back, is told in the journal.
 *
 * <p>How a resource and an entry look from outside is decided here too ({@link io.standstill.journal.ResourceJson},
 * {@link io.standstill.journal.EntryJson}), because
 * an entry carries the resource as it was then: it is written once, when it happens, and never worked out again.
 *
 * <p>May import the domain. Knows no database, no vendor and no HTTP.
 */
@NullMarked
package io.standstill.journal;

import org.jspecify.annotations.NullMarked;
