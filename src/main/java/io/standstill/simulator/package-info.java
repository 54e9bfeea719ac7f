/**
 * The four vendors, simulated: a house of its own.
 *
 * <p>It imports nothing of Standstill and is reached only over HTTP, under the vendors' own paths and with their own
 * words, so that whatever is proved against it has gone over a real wire. {@link io.standstill.simulator.Simulators} is
 * the server, {@link io.standstill.simulator.World} what truly is, kept in a file so that it outlives a crash; each
 * vendor's manners of speaking live in a folder below this one.
 *
 * <p>A thing's life is a function of what was done to it and of the time ({@link io.standstill.simulator.Thing}): no
 * timer has to survive anything.
 */
@NullMarked
package io.standstill.simulator;

import org.jspecify.annotations.NullMarked;
