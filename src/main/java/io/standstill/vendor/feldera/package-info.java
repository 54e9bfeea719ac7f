/**
 * Feldera pipelines.
 *
 * <p>{@link io.standstill.vendor.feldera.Feldera} holds the rules as data, {@code FelderaAnswers} the table from answers
 * to a stop, {@code FelderaReadings} the table from status reads; {@code FelderaAccount} talks.
 *
 * <p>Two facts shape this room. A 202 says only that the wish was written down: for up to 2.5 s the status reads as if
 * nothing had happened, and a failing end is retried for ever without ever becoming an error. And "Stopped" alone is not
 * rest: with another desired status it is about to run. So proof is a fresh read of both.
 *
 * <p>{@code /shutdown} (up to 0.96) and {@code /clear} are never sent: both destroy what was stored.
 */
@NullMarked
package io.standstill.vendor.feldera;

import org.jspecify.annotations.NullMarked;
