package io.standstill.http.door;

import java.util.Map;

/** Why a request was not let in, on its way to becoming a problem. */
public final class Denied extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String name;
    private final String title;
    private final transient Map<String, String> headers;

    private Denied(int status, String name, String title, String detail, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.name = name;
        this.title = title;
        this.headers = headers;
    }

    static Denied unauthorized(String detail) {
        return new Denied(
                401, "unauthorized", "Nobody knows this caller", detail, Map.of("WWW-Authenticate", "Bearer"));
    }

    static Denied forbidden(String detail) {
        return new Denied(403, "forbidden", "Not for this caller", detail, Map.of());
    }

    static Denied tooMany(long seconds) {
        return new Denied(
                429,
                "too-many-requests",
                "Too many requests",
                "this caller asks more often than http.rate allows",
                Map.of("Retry-After", Long.toString(seconds)));
    }

    static Denied unavailable(String detail) {
        return new Denied(503, "unavailable", "Not now", detail, Map.of("Retry-After", "1"));
    }

    public int status() {
        return status;
    }

    public String name() {
        return name;
    }

    public String title() {
        return title;
    }

    public Map<String, String> headers() {
        return headers;
    }

    // An answer, not a breakdown.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
