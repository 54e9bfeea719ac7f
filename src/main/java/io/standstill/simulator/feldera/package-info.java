/** Feldera, simulated: the stop, the status and what surrounds them, to the letter of its documentation. */
@NullMarked
package io.standstill.simulator.feldera;

import org.jspecify.annotations.NullMarked;
