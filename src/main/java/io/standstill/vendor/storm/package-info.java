/**
 * Storm Streaming Server 3.x: the streams of a cluster.
 *
 * <p>{@link io.standstill.vendor.storm.Storm} holds the rules as data, {@code StormAnswers} the table from answers to
 * what was sent, {@code StormReadings} the table from reads, {@code StormPage} one page of the list; {@code StormLine}
 * shows the token that {@code StormLogin} was granted; {@code StormCommands} are what is no stop; {@code StormAccount}
 * talks.
 *
 * <p>A stopped stream leaves nothing behind that could be read: rest is an absence here, and an absence has many causes.
 * Four of them shape this room. A proxy or a wrong address says 404 as well, so only the vendor's own words in JSON
 * count. A cluster manager that has lost its nodes knows no stream while all of them live on, so each absence is
 * cross-checked in the same look. An encoder that was cut off comes back a little later, so an absence must last, and
 * the id a stream was published under tells whether it is the same one. And whoever tries to log in too often is locked
 * out, so logins are counted, those that were granted too: a token refused again and again must not cost one each time.
 *
 * <p>The body's shape selects what a command does. So the delete is one constant, and nothing that a caller sends can
 * become one: a command is rebuilt from what was understood of it, never passed on.
 *
 * <p>Decided against: blocking the application, which is the only way of keeping an encoder from coming back, for it
 * takes every other stream of that application down too; and searching the list for one stream, which is documented
 * nowhere.
 */
@NullMarked
package io.standstill.vendor.storm;

import org.jspecify.annotations.NullMarked;
