package io.standstill.http;

import io.standstill.domain.Durations;
import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request asks for, read strictly: whatever makes no sense is named, with what was expected. */
final class Asked {

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}"
            + "(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
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
        return only("", body(request), fields);
    }

    /** The body as a JSON object, whatever it says; an empty one where there is no body. */
    static JsonObject body(RoutingContext request) {
        var raw = request.body().buffer();
        if (raw == null || raw.length() == 0) {
            return new JsonObject();
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
        return object;
    }

    /** An object with no other fields than these. */
    static JsonObject only(String where, JsonObject object, Set<String> fields) {
        for (var field : object.fieldNames()) {
            if (!fields.contains(field)) {
                throw Fault.malformed(
                        "%s%s: no such field; %s were expected".formatted(where, field, new TreeSet<>(fields)));
            }
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

    /** The dead man's handle as it shall be; null: nothing is said of it. */
    static Evidence.@Nullable Handle handle(JsonObject body) {
        if (!body.containsKey("stopAt")) {
            return null;
        }
        var text = text(body, "stopAt");
        return new Evidence.Handle(text == null ? null : time("stopAt", text));
    }

    /** No finer than it is told again, so that the same request changes nothing the second time. */
    private static Instant time(String field, String text) {
        try {
            if (TIME.matcher(text).matches()) {
                return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
                        .toInstant()
                        .truncatedTo(ChronoUnit.MILLIS);
            }
        } catch (DateTimeParseException noSuchDay) {
            // It is told below.
        }
        throw Fault.malformed(field + ": a time like 2026-03-01T12:00:00Z was expected");
    }

    private static @Nullable String text(JsonObject body, String field) {
        var value = body.getValue(field);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Fault.malformed(field + ": a text was expected");
    }

    static boolean flag(JsonObject body, String field) {
        var value = body.getValue(field);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw Fault.malformed(field + ": true or false was expected");
    }

    /** One text or a list of them; empty: nothing is said of it. */
    static Set<String> texts(JsonObject body, String field) {
        var value = body.getValue(field);
        if (value == null) {
            return Set.of();
        }
        var texts = new HashSet<String>();
        for (var one : value instanceof JsonArray list ? list : JsonArray.of(value)) {
            if (!(one instanceof String text) || text.isEmpty()) {
                throw Fault.malformed(field + ": a text or a list of texts was expected");
            }
            texts.add(text);
        }
        return texts;
    }

    static State state(String word) {
        try {
            return State.of(word);
        } catch (IllegalArgumentException unknown) {
            throw Fault.malformed("state: one of the seven states was expected");
        }
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
