package io.standstill.http;

import io.standstill.domain.Durations;
import io.standstill.domain.Mode;
import io.standstill.domain.ResourceId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a request asks for, read strictly: whatever makes no sense is named, with what was expected. */
final class Asked {

    private static final int LONGEST_REASON = 1_000;
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(30);

    private Asked() {}

    static ResourceId resource(RoutingContext request) {
        var account = Objects.requireNonNull(request.pathParam("account"));
        var id = Objects.requireNonNull(request.pathParam("id"));
        var fault = ResourceId.faultOf(id);
        if (fault.isPresent()) {
            throw Fault.invalidId(fault.get());
        }
        return new ResourceId(account, id);
    }

    /** The body as a JSON object with no other fields than these; an empty one where there is no body. */
    static JsonObject body(RoutingContext request, Set<String> fields) {
        var raw = request.body().buffer();
        if (raw == null || raw.length() == 0) {
            return new JsonObject();
        }
        var type = request.request().getHeader("Content-Type");
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            throw new Fault(
                    415,
                    "media-type",
                    "The body is of the wrong type",
                    "a body was sent, so Content-Type: application/json was expected");
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
        var unknown = new HashSet<>(object.fieldNames());
        unknown.removeAll(fields);
        if (!unknown.isEmpty()) {
            throw Fault.malformed("%s: no such field; %s were expected"
                    .formatted(unknown.iterator().next(), fields));
        }
        return object;
    }

    static Mode mode(JsonObject body) {
        var word = text(body, "mode");
        if (word == null) {
            return Mode.GRACEFUL;
        }
        try {
            return Mode.of(word);
        } catch (IllegalArgumentException unknown) {
            throw Fault.malformed("mode: graceful or force was expected");
        }
    }

    static @Nullable String reason(JsonObject body) {
        var reason = text(body, "reason");
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw Fault.malformed("reason: at most " + LONGEST_REASON + " characters were expected");
        }
        return reason;
    }

    static @Nullable Duration duration(JsonObject body, String field) {
        var text = text(body, field);
        if (text == null) {
            return null;
        }
        var duration = Durations.parse(text).orElseThrow(() -> Fault.malformed(field + ": " + Durations.EXPECTED));
        if (duration.isZero() || duration.compareTo(LONGEST_DEADLINE) > 0) {
            throw Fault.malformed(field + ": more than nothing and at most 30d was expected");
        }
        return duration;
    }

    private static @Nullable String text(JsonObject body, String field) {
        var value = body.getValue(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Fault.malformed(field + ": a text was expected");
    }

    static int limit(RoutingContext request, int otherwise, int most) {
        var text = request.queryParams().get("limit");
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw Fault.malformed("limit: a number from 1 to " + most + " was expected");
        }
        return Integer.parseInt(text);
    }

    /** A parameter that is not understood must not be passed over: a filter that is would let everything through. */
    static void only(RoutingContext request, Set<String> known) {
        for (var parameter : request.queryParams().names()) {
            if (!known.contains(parameter)) {
                throw Fault.malformed(
                        "%s: no such parameter; %s were expected".formatted(parameter, new TreeSet<>(known)));
            }
        }
    }

    /** A repeatable query parameter. */
    static Set<String> words(RoutingContext request, String parameter) {
        return Set.copyOf(request.queryParams().getAll(parameter));
    }
}
