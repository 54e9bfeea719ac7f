package io.standstill.http.description;

import io.vertx.core.buffer.Buffer;

/** The description as a page for people, made on the server and needing no script. */
public final class Page {

    private final Buffer html;
    private final Buffer style = Buffer.buffer(Description.resource("/openapi/docs.css"));

    private Page(Description description) {
        html = Buffer.buffer("<!doctype html><title>" + description.digest() + "</title>");
    }

    private static final class Once {
        static final Page PUBLISHED = new Page(Description.published());
    }

    /** That of the description that is shipped. */
    public static Page published() {
        return Once.PUBLISHED;
    }

    public Buffer html() {
        return html;
    }

    public Buffer style() {
        return style;
    }
}
