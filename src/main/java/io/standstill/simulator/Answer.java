package io.standstill.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;

/** One answer of a simulated vendor, as it goes over the wire. */
public record Answer(int status, String contentType, Buffer body, JsonObject headers) {

    public static Answer json(int status, Object body) {
        return new Answer(status, "application/json", Json.encodeToBuffer(body), new JsonObject());
    }

    public static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", Buffer.buffer(body), new JsonObject());
    }

    public static Answer html(int status, String body) {
        return new Answer(status, "text/html", Buffer.buffer(body), new JsonObject());
    }

    public static Answer empty(int status) {
        return new Answer(status, "", Buffer.buffer(), new JsonObject());
    }

    public Answer with(String header, String value) {
        return new Answer(status, contentType, body, headers.copy().put(header, value));
    }
}
