/**
 * The port to the vendors: what every vendor can do, in our words.
 *
 * <p>A vendor's folder below this one implements {@link io.standstill.vendor.Vendor} (its name, its policy as data,
 * its own configuration keys) and {@link io.standstill.vendor.Account} (one account's connection). Nothing of a vendor's
 * vocabulary leaves its folder: answers become a {@link io.standstill.domain.Reply}, reads become a
 * {@link io.standstill.domain.Reading}, by that vendor's own table.
 *
 * <p>No call fails: whatever went wrong on the wire is a value ({@link io.standstill.vendor.Exchange}), and amounts to
 * "unsure" until a vendor's table says otherwise. So a time-out has no way of looking like anything else. Why nothing came
 * is a value too ({@link io.standstill.vendor.Fault}): what is advised hangs on what happened, never on how it is worded.
 *
 * <p>May import the domain.
 */
@NullMarked
package io.standstill.vendor;

import org.jspecify.annotations.NullMarked;
