package io.standstill.http;

import io.standstill.journal.JsonText;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** An answer, before it is written. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {

    static final String PROBLEM = "application/problem+json";

    static Answer json(int status, String body) {
        return new Answer(status, "application/json", body, Map.of());
    }

    static Answer problem(int status, String body) {
        return new Answer(status, PROBLEM, body, Map.of());
    }

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", body, Map.of());
    }

    /** What the caller has already is still so. */
    static Answer unchanged() {
        return new Answer(304, "", "", Map.of());
    }

    /** The answer that was kept as this text. */
    static Answer ofKept(String text) {
        var kept = new JsonObject(text);
        var headers = new HashMap<String, String>();
        kept.getJsonObject("headers")
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().toString()));
        return new Answer(kept.getInteger("status"), kept.getString("contentType"), kept.getString("body"), headers);
    }

    /** All of it as one text, to be kept. */
    String kept() {
        return JsonText.of(out -> {
            out.writeStartObject();
            out.writeNumberField("status", status);
            out.writeStringField("contentType", contentType);
            out.writeObjectFieldStart("headers");
            for (var header : headers.entrySet()) {
                out.writeStringField(header.getKey(), header.getValue());
            }
            out.writeEndObject();
            out.writeStringField("body", body);
            out.writeEndObject();
        });
    }

    Answer with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }

    /** With these headers where it has none of the same name. */
    Answer withAlso(Map<String, String> others) {
        return new Answer(status, contentType, body, others).with(headers);
    }

    Answer with(Map<String, String> more) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, contentType, body, all);
    }

    void give(RoutingContext request) {
        var response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        headers.forEach(response::putHeader);
        response.setStatusCode(status).putHeader("Cache-Control", "no-store");
        if (contentType.isEmpty()) {
            response.end();
        } else {
            response.putHeader("Content-Type", contentType).end(body);
        }
    }
}
