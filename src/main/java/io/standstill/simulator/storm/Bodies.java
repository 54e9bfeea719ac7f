package io.standstill.simulator.storm;

import io.standstill.simulator.Answer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Storm's answers and errors, to the letter of its documentation. */
final class Bodies {

    private static final int EXECUTION_TIME = 3;

    private static final String NGINX = """
            <html>
            <head><title>404 Not Found</title></head>
            <body>
            <center><h1>404 Not Found</h1></center>
            <hr><center>nginx</center>
            </body>
            </html>
            """;

    private Bodies() {}

    /** What was asked for. */
    static Answer found(JsonObject data, long now) {
        return Answer.json(200, new JsonObject().put("data", data).put("meta", meta(now)));
    }

    /** What was done. */
    static Answer done(String message, long now) {
        return Answer.json(200, new JsonObject().put("meta", meta(now)).put("message", message));
    }

    static JsonObject meta(long now) {
        return new JsonObject().put("executionTime", EXECUTION_TIME).put("generatedAt", now);
    }

    static Answer error(int status, String message) {
        return Answer.json(status, new JsonObject().put("message", message));
    }

    static Answer streamNotFound() {
        return error(404, "Stream not found");
    }

    static Answer tooManyRequests() {
        return error(429, "Rate limit exceeded");
    }

    /** The only error that bears a time. */
    static Answer unauthorized(long now) {
        return Answer.json(
                401,
                new JsonObject()
                        .put("message", "Could not authorize with given access token")
                        .put("timestamp", now));
    }

    /** What stands before Storm knows nothing of streams. */
    static Answer notFoundByProxy() {
        return Answer.html(404, NGINX);
    }

    /** What a delete that is told to fail answers. */
    static Answer failing(int status, long now) {
        return switch (status) {
            case 400 -> error(400, "Invalid command");
            case 401 -> unauthorized(now);
            case 404 -> streamNotFound();
            case 429 -> tooManyRequests();
            case 500 -> error(500, "Internal Server Error");
            default -> error(status, "Error message");
        };
    }

    /** The request's JSON object, if it is one. */
    static Optional<JsonObject> of(RoutingContext request) {
        try {
            return Optional.ofNullable(request.body().asJsonObject());
        } catch (DecodeException | ClassCastException otherwise) {
            return Optional.empty();
        }
    }
}
