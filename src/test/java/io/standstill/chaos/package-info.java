/**
 * The service as processes of their own, and all that can befall them: killed, frozen, with a wrong clock, behind a bad
 * line, on a database that crashes. Whatever is done to them, what was promised must hold afterwards.
 *
 * <p>Most tests here do one thing to them, and know to the moment what must follow. {@code StormIT} does all of it at
 * once: a {@code Forecast} is drawn from a seed before anything happens, the {@code Storm} makes it come true, and
 * meanwhile {@code People} order, release and read, {@code Impostors} call back, and some follow the feed and the pages of
 * the journal. All that was asked, answered and told is written down by the one clock of the test, and the
 * {@code Reckoning} holds it together afterwards: with the journal, by {@code Linearity}, and with what truly was at the
 * vendors. The same seed throws the same dice; what they meet is for the machine to say, so a seed is told but proves
 * nothing by itself.
 */
@NullMarked
package io.standstill.chaos;

import org.jspecify.annotations.NullMarked;
