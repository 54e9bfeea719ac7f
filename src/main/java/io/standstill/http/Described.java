package io.standstill.http;

import io.standstill.http.description.Operation;
import io.standstill.http.description.Schema;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Objects;

/**
 * Holds a request against its description before anybody answers it: what it came with has the form that is described,
 * and whoever answers it only converts.
 */
final class Described {

    private static final String BODY = "described.body";

    private Described() {}

    /** Passes over what does not come from the API's own users: vendors and probes may add to an address. */
    static void check(RoutingContext request, Operation operation) {
        if (!operation.path().startsWith("/v1/")) {
            return;
        }
        storable(request);
        query(request, operation);
        headers(request, operation);
        if (operation.body() != null) {
            request.put(BODY, body(request, operation.body()));
        }
    }

    /** The body as it was checked; an empty object where there is none. */
    static JsonObject body(RoutingContext request) {
        return Objects.requireNonNull(request.get(BODY));
    }

    /** What no database takes as text nobody can mean. */
    private static void storable(RoutingContext request) {
        var account = request.pathParam("account");
        if (account != null && account.indexOf('\0') >= 0) {
            throw Fault.unknownAccount(account.replace('\0', '?'));
        }
        for (var asked : request.queryParams()) {
            if (asked.getValue().indexOf('\0') >= 0) {
                throw Fault.malformed("a parameter without the character 0 was expected");
            }
        }
    }

    /** A parameter that is not understood must not be passed over: a filter that is would let everything through. */
    private static void query(RoutingContext request, Operation operation) {
        var query = request.queryParams();
        for (var name : query.names()) {
            operation.faultOfQuery(name, query.getAll(name)).ifPresent(told -> {
                throw Fault.malformed(told);
            });
        }
    }

    private static void headers(RoutingContext request, Operation operation) {
        for (var name : operation.headers().keySet()) {
            operation
                    .faultOfHeader(name, request.request().headers().getAll(name))
                    .ifPresent(told -> {
                        throw Fault.malformed(told);
                    });
        }
    }

    private static JsonObject body(RoutingContext request, Schema schema) {
        var raw = request.body().buffer();
        if (raw == null || raw.length() == 0) {
            return checked(new JsonObject(), schema);
        }
        var type = request.request().getHeader("Content-Type");
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            throw Fault.mediaType("a body was sent, so Content-Type: application/json was expected");
        }
        Object body;
        try {
            body = Json.decodeValue(raw);
        } catch (DecodeException noJson) {
            throw Fault.malformed("the body is not JSON");
        }
        if (!(body instanceof JsonObject object)) {
            throw Fault.malformed("the body is not a JSON object");
        }
        return checked(object, schema);
    }

    private static JsonObject checked(JsonObject body, Schema schema) {
        schema.faultOf(body).ifPresent(wrong -> {
            throw wrong.tooMany() ? Fault.tooLarge(wrong.told()) : Fault.malformed(wrong.told());
        });
        return body;
    }
}
