/**
 * The faces over HTTP: the API, the feed as Server-Sent Events, and what operations ask.
 *
 * <p>{@link io.standstill.http.HttpFace} is one verticle a core and holds the table of routes; the classes beside it
 * answer one group of them each. Whatever cannot be answered as asked becomes a {@link io.standstill.http.Problems
 * problem} with a stable type, in one place.
 *
 * <p>Nothing is answered 2xx before its effect is committed.
 */
@NullMarked
package io.standstill.http;

import org.jspecify.annotations.NullMarked;
