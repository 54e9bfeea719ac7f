/**
 * Storm Streaming Server 3.x, simulated: a cluster's streams, the delete that removes them, the encoders that publish
 * them anew, and the sessions one must have to be heard.
 *
 * <p>A removed stream leaves no record behind. No call of this vendor publishes one: encoders do, and here the controls
 * are the encoder. What the documentation does not show (the words for a state other than {@code PUBLISHED}, the body of
 * a malformed command's answer) is said here in the plainest form.
 */
@NullMarked
package io.standstill.simulator.storm;

import org.jspecify.annotations.NullMarked;
