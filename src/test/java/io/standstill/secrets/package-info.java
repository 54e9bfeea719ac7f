/**
 * Every secret of a run, sought on every surface of it.
 *
 * <p>The secrets are {@code Chosen}, each odd enough that every way of writing it is another one. The {@code Ground} is a
 * whole service that is configured with them, on a database of its own and with an account at every vendor. Then all is
 * done that could carry one to where it does not belong: the vendors are {@code Parrots} that repeat whatever they were
 * sent, in every way of writing it; {@code Stops} are ordered of them; {@code Callers} bring wrong secrets and put right
 * ones where nobody asks for them; the database turns the service away; starts fail, and commands are typed. What comes
 * up on the way, tokens and cookies above all, is a secret from then on.
 *
 * <p>Afterwards none of them may be on any of the {@code Surfaces}: the log down to its last detail, every column of the
 * database, every answer and event, the threads, the command line and whatever files there are. The log, the feed and the
 * database must also show that all of the run is in them, lest they be found clean for being empty.
 */
@NullMarked
package io.standstill.secrets;

import org.jspecify.annotations.NullMarked;
