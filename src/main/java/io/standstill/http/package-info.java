/**
 * The faces over HTTP: the API, the feed as Server-Sent Events, and what operations ask.
 *
 * <p>{@link io.standstill.http.HttpFace} is one verticle a core and holds the table of routes; the classes beside it
 * answer one group of them each. Whatever cannot be answered as asked becomes a {@link io.standstill.http.Problems
 * problem} with a stable type, in one place.
 *
 * <p>Who comes in is judged before that, in a room of its own ({@link io.standstill.http.door.Door}).
 *
 * <p>Who waits for an ending takes no thread and no statement of its own: {@link io.standstill.http.Waiters} hears the
 * feed, and reads for all who wait at once. What came before under the same Idempotency-Key is answered from what was
 * kept in the commit of its effect ({@link io.standstill.http.Once}).
 *
 * <p>What the faces read, they read over connections of their own, and what they write goes over those of whoever
 * writes: however many ask, what must be written gets through.
 *
 * <p>Nothing is answered 2xx before its effect is committed.
 */
@NullMarked
package io.standstill.http;

import org.jspecify.annotations.NullMarked;
