/**
 * Nomad Media's live channels, simulated: sessions and tokens, commands that are answered before they are done, and
 * reads that come from a cache.
 */
@NullMarked
package io.standstill.simulator.nomad;

import org.jspecify.annotations.NullMarked;
