/**
 * memories.ai, simulated: stream moderation (video and audio) and stream understanding.
 *
 * <p>There is nothing to read here: a task is started, stopped, and otherwise heard of only when it calls back. What a
 * task still has to say is therefore worked out from its life and from what was delivered, both kept in the world
 * ({@link io.standstill.simulator.memories.Agenda}); a process that dies may say a thing twice, but forgets none.
 */
@NullMarked
package io.standstill.simulator.memories;

import org.jspecify.annotations.NullMarked;
