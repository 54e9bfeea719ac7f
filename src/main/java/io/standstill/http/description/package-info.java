/**
 * What is served, described in one document: as it is published, and as requests are held against it.
 *
 * <p>The document is written by hand ({@code openapi/openapi.yaml}). {@link io.standstill.http.description.Description}
 * reads it once; from then on it is what {@code /openapi.yaml} and {@code /openapi.json} give, what
 * {@link io.standstill.http.description.Page} is made of, and what says which parameters and bodies an
 * {@link io.standstill.http.description.Operation} takes. A route that it does not describe cannot be opened.
 *
 * <p>Decided against: {@code vertx-openapi}. It takes neither a relative server nor the media types of problems and
 * events, needs more than a second to read a document of this size, and about 300 ms of an event loop for a body of
 * 10,000 items; and its faults do not say what was expected. {@link io.standstill.http.description.Schema} knows just the
 * keywords that the document uses for what is asked, and refuses any other, so that nothing is promised unchecked. That
 * it reads them as JSON Schema has them is tested against a full implementation.
 *
 * <p>May import nothing of the house.
 */
@NullMarked
package io.standstill.http.description;

import org.jspecify.annotations.NullMarked;
