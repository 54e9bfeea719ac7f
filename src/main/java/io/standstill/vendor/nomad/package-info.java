/**
 * Nomad Media's live channels.
 *
 * <p>{@link io.standstill.vendor.nomad.Nomad} holds the rules as data, {@code NomadAnswers} the table from answers to a
 * stop, {@code NomadReadings} the table from what a channel is said to be; {@code NomadAccount} talks, over a {@code
 * NomadLine} that shows an API key or the token of a {@code NomadLogin}.
 *
 * <p>One fact shapes this room: every read comes from a cache, and an "Idle" in it may be older than the stop. The vendor
 * synchronizes the cache when it is told to, for all channels at once, and is told so at most every ten seconds. So a
 * read is sure only if a refresh that <em>began</em> after the look did has succeeded before it: {@code Refreshes} lets
 * looks of the same moment share one, and never lets a look lean on one that was on its way already. Between refreshes
 * looks go on, but what they read is only remembered: enough to see that it is stopping, no proof of anything. Nobody
 * says whether a refresh is answered before the synchronizing is done; two in a row are asked for, and the second reads
 * at least what the first one found.
 *
 * <p>The other fact is how the vendor's own client ends: it says "Deleted" of whatever it failed to read, and nothing at
 * all of an error or a time-out. Neither word is copied here. "Error" is no rest: what runs behind it may run on.
 *
 * <p>Nothing but stops, refreshes, reads and logins is ever sent. A channel's own delete and pause are not: the one
 * destroys, the other goes on costing.
 */
@NullMarked
package io.standstill.vendor.nomad;

import org.jspecify.annotations.NullMarked;
