package io.standstill.http;

import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** An answer, before it is written. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {

    static Answer json(int status, String body) {
        return new Answer(status, "application/json", body, Map.of());
    }

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", body, Map.of());
    }

    Answer with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }

    void give(RoutingContext request) {
        var response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }
}
