/**
 * The command line of a running service: what a person or a pipeline types to order a stop, to wait for its proof, and to
 * read along.
 *
 * <p>{@link io.standstill.app.command.CommandLine} is the door. Whoever types waits for every one of these commands, so
 * this room loads nothing of the service but plain words of {@code domain}, and none of its libraries but the reader of
 * JSON, and speaks HTTP by the oldest
 * client of the JDK, which is there a second and more before the new one. {@code Exit} says what a resource's state is
 * worth to a pipeline: 0 is nothing but a proof.
 *
 * <p>What the service tells was once told by vendors, and by whoever named a thing. Nothing of it reaches a terminal but
 * through {@code Printable}.
 */
@NullMarked
package io.standstill.app.command;

import org.jspecify.annotations.NullMarked;
