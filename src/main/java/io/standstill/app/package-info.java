/**
 * The program: what it is asked for, its settings, and how the rooms are wired together.
 *
 * <p>The only room that reads the clock, the environment and files, and the only one that lists the vendors ({@link
 * io.standstill.app.Roster}). {@link io.standstill.app.Standstill} is the wiring, all of it in one class; {@code
 * Ending} is how all of it comes to an end, in time and whatever hangs. {@code Check} asks whether a configuration works,
 * {@code Foundation} changes what the service stands on; who only speaks to a service that runs is in {@code
 * app.command}.
 */
@NullMarked
package io.standstill.app;

import org.jspecify.annotations.NullMarked;
