package io.standstill.simulator.nomad;

import io.standstill.simulator.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Nomad's errors: its specification says one shape, its SDK expects another, and what stands before it has its own.
 *
 * <p>The shapes: {@code problem} (as specified), {@code message} (as the SDK expects), {@code string} (a bare JSON
 * string), {@code empty}, {@code html} (a proxy's page).
 */
final class Errors {

    static final String PROBLEM = "problem";
    static final String MESSAGE = "message";
    static final String STRING = "string";
    static final String EMPTY = "empty";
    static final String HTML = "html";

    private static final int BAD_GATEWAY = 502;
    private static final String PAGE = """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body>
            <center><h1>502 Bad Gateway</h1></center>
            </body>
            </html>
            """;

    private Errors() {}

    static Answer of(int status, String detail, String shape) {
        if (status == BAD_GATEWAY) {
            return proxyPage();
        }
        return switch (shape) {
            case MESSAGE ->
                Answer.json(status, new JsonObject().put("message", detail).put("errors", new JsonArray().add(detail)));
            case STRING -> Answer.json(status, detail);
            case EMPTY -> Answer.empty(status);
            case HTML -> isAboutWho(status) ? problem(status, detail) : proxyPage();
            default -> problem(status, detail);
        };
    }

    /** A proxy that hid these too would leave nobody a way to log in again. */
    private static boolean isAboutWho(int status) {
        return status == 401 || status == 403;
    }

    private static Answer proxyPage() {
        return Answer.html(BAD_GATEWAY, PAGE);
    }

    private static Answer problem(int status, String detail) {
        return Answer.json(
                status,
                new JsonObject()
                        .put("type", "https://tools.ietf.org/html/" + section(status))
                        .put("title", title(status))
                        .put("status", status)
                        .put("detail", detail)
                        .putNull("instance"));
    }

    private static String section(int status) {
        return switch (status) {
            case 400 -> "rfc9110#section-15.5.1";
            case 401 -> "rfc9110#section-15.5.2";
            case 403 -> "rfc9110#section-15.5.4";
            case 404 -> "rfc9110#section-15.5.5";
            case 409 -> "rfc9110#section-15.5.10";
            case 429 -> "rfc6585#section-4";
            case 500 -> "rfc9110#section-15.6.1";
            case 503 -> "rfc9110#section-15.6.4";
            default -> "rfc9110#section-15";
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 429 -> "Too Many Requests";
            case 500 -> "An error occurred while processing your request.";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
