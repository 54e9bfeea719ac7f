/**
 * Simulated years: the real core, tracker and engine on one thread, with a clock that is moved and dice that are thrown
 * again at will, in a world whose whole truth is known.
 *
 * <p>Everything that this service stands on is a port, and behind each stands something scripted here.
 * {@link io.standstill.simulation.Memory} is the database: the same questions, the same refusals, held to the same
 * contract as PostgreSQL. A {@link io.standstill.simulation.Node} is a tracker and an engine of the real make, whose
 * calls all pass through a {@link io.standstill.simulation.Line} that delays, cuts and refuses them; it can be killed
 * and frozen. A {@link io.standstill.simulation.ScriptedVendor} goes by the rules of one of the four real ones, and its
 * {@link io.standstill.simulation.Thing}s truly run or rest, whatever it says of them.
 *
 * <p>After every step {@link io.standstill.simulation.Judge} holds what the service has told against what truly was. It
 * knows nothing of how the service came to say so.
 *
 * <p>One seed is one {@link io.standstill.simulation.World}, from the first order to the last proof: the same number
 * always tells the same story. Which one fails is run again, this time telling it
 * ({@link io.standstill.simulation.Years}).
 *
 * <p>That such a judge would notice is proved by {@link io.standstill.simulation.Bug}s: each spoils one port in one known
 * way, and each must be found.
 */
@NullMarked
package io.standstill.simulation;

import org.jspecify.annotations.NullMarked;
