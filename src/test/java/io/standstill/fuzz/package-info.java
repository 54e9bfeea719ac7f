/**
 * Every face that takes what others say, given whatever comes.
 *
 * <p>A {@link io.standstill.fuzz.Target} takes one input and says what must hold of it: not only that nothing unforeseen is
 * thrown, but what may be made of it, by an account of the vendor's table that is written down a second time there. {@link
 * io.standstill.fuzz.CorpusTest} gives each target what was found worth keeping; {@link io.standstill.fuzz.Fuzzing} lets
 * Jazzer look for more, guided by which of our branches an input reaches.
 *
 * <p>Nothing here or in a target knows Jazzer: it finds {@link io.standstill.fuzz.Face} by name, and is on the classpath of
 * its own profile alone.
 */
@NullMarked
package io.standstill.fuzz;

import org.jspecify.annotations.NullMarked;
