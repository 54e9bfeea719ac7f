package io.standstill.http;

import java.util.Map;

/** A request that cannot be answered as asked, on its way to becoming a problem. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String name;
    private final String title;
    private final transient Map<String, String> headers;

    Fault(int status, String name, String title, String detail) {
        this(status, name, title, detail, Map.of());
    }

    Fault(int status, String name, String title, String detail, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.name = name;
        this.title = title;
        this.headers = headers;
    }

    static Fault malformed(String detail) {
        return new Fault(400, "malformed", "The request cannot be understood", detail);
    }

    static Fault mediaType(String detail) {
        return new Fault(415, "media-type", "The body is of the wrong type", detail);
    }

    static Fault forbidden(String detail) {
        return new Fault(403, "forbidden", "Not for this caller", detail);
    }

    static Fault noSuchPath() {
        return new Fault(404, "no-such-path", "Nothing lives here", "the API's /docs tells what does");
    }

    static Fault invalidId(String expected) {
        return new Fault(400, "invalid-id", "The vendor cannot have such an id", expected);
    }

    static Fault unknownAccount(String account) {
        return new Fault(404, "unknown-account", "No such account", "no account named " + account + " is configured");
    }

    static Fault unknownResource(String resource) {
        return new Fault(404, "unknown-resource", "No such resource", resource + " is not known here");
    }

    static Fault conflict(String detail) {
        return new Fault(409, "conflict", "Not as things stand", detail);
    }

    static Fault tooLarge(String detail) {
        return new Fault(413, "too-large", "The body is too large", detail);
    }

    static Fault unavailable(String detail) {
        return new Fault(503, "unavailable", "Not now", detail, Map.of("Retry-After", "1"));
    }

    int status() {
        return status;
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    Map<String, String> headers() {
        return headers;
    }

    // An answer, not a breakdown.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
