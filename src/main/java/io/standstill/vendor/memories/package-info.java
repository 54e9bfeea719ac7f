/**
 * memories.ai's stream tasks: moderation of video and audio, and understanding.
 *
 * <p>{@link io.standstill.vendor.memories.Memories} holds the rules as data, {@code MemoriesAnswers} the table from
 * answers to a stop, {@code MemoriesCallbacks} the table from what it calls back; {@code Task} tells the three products
 * apart by name, {@code Body} reads what they write, {@code MemoriesAccount} talks.
 *
 * <p>One fact shapes this room: nothing here can be read. There is no status and no list, so the vendor's word is all
 * there ever is, and nothing stronger than "asserted" comes of it. Words are cheap: callbacks bear no signature, an
 * error may ride on a 200, and the same 400 stands for an unknown task and for too many requests. So an answer counts
 * as taken only if the line, the body's own code and the echo of our task all agree, and everything in doubt is unsure.
 *
 * <p>Decided against: taking a status of 14 at an understanding task for our own doing (a source that ended, or was
 * never reached, is told alike); guessing the time zone of a segment's time that names none; reading an account's
 * balance or its other products as a test of its key, for those belong to another API.
 */
@NullMarked
package io.standstill.vendor.memories;

import org.jspecify.annotations.NullMarked;
