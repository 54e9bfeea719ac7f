/**
 * The faces over HTTP: the API, the feed as Server-Sent Events, and what operations ask.
 *
 * <p>{@link io.standstill.http.HttpFace} is one verticle a core and holds the table of routes; each class whose name ends
 * in {@code Face} answers one group of them, on the common {@link io.standstill.http.Ground}. A request's way:
 *
 * <ol>
 *   <li>Who comes in is judged by its head, in a room of its own ({@link io.standstill.http.door.Door}).
 *   <li>Whether it has the form that is published is judged by {@code Described}, from another such room
 *       ({@link io.standstill.http.description.Description}).
 *   <li>Its face converts what it says with {@code Asked}, {@code FeedQuery} or {@code Bulk}, and {@code Sorting} and
 *       {@code Place} for lists. Headers that mean the same for several faces have a class each: {@code Preference},
 *       {@code IfNoneMatch}, {@code Once}.
 *   <li>It is given an {@code Answer}. Whatever cannot be answered as asked is thrown as a {@code Fault} and becomes a
 *       {@link io.standstill.http.Problems problem} with a stable type, in one place.
 * </ol>
 *
 * <p>Who waits takes no thread and no statement of its own: {@code Waiters} hears the feed, reads for all at once, and asks
 * of each whether its wish ({@code Endings}, {@code Change}) has come true. What came before under the same
 * Idempotency-Key is answered from what was kept in the commit of its effect.
 *
 * <p>Two do not fit into one answer: {@code EventsFace} keeps an {@code EventStream} for each follower, and an {@code
 * Export} writes a list, as lines or as a {@code Table}, while it reads it.
 *
 * <p>What the faces read, they read over connections of their own, and what they write goes over those of whoever
 * writes: however many ask, what must be written gets through.
 *
 * <p>Nothing is answered 2xx before its effect is committed.
 *
 * <p>May import the feed, the journal's and the vendors' ports, and the domain.
 */
@NullMarked
package io.standstill.http;

import org.jspecify.annotations.NullMarked;
