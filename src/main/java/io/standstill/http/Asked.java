package io.standstill.http;

import io.standstill.domain.Durations;
import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.ResourceId;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for. Its form was {@link Described checked} before; here it is converted, and what no form can say is
 * named with what was expected.
 */
final class Asked {

    private static final int PAGE = 100;
    private static final int MOST_LABELS = 8;
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(30);

    /** Beyond these, years are written in more than four digits, or not at all. */
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    private Asked() {}

    // ---- by its path

    static ResourceId resource(RoutingContext request) {
        var account = Objects.requireNonNull(request.pathParam("account"));
        var id = Objects.requireNonNull(request.pathParam("id"));
        var fault = ResourceId.faultOf(id);
        if (fault.isPresent()) {
            throw Fault.invalidId(fault.get());
        }
        return new ResourceId(account, id);
    }

    // ---- by its body

    static Mode mode(JsonObject body) {
        var word = body.getString("mode");
        return word == null ? Mode.GRACEFUL : Mode.of(word);
    }

    static @Nullable Duration duration(JsonObject body, String field) {
        var text = body.getString(field);
        if (text == null) {
            return null;
        }
        var duration = Durations.parse(text).orElseThrow();
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
        var text = body.getString("stopAt");
        return new Evidence.Handle(text == null ? null : time(text));
    }

    /** No finer than it is told again, so that the same request changes nothing the second time. */
    private static Instant time(String text) {
        var time = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        if (time.isBefore(FIRST_TIME) || !time.isBefore(LAST_TIME)) {
            throw Fault.malformed("stopAt: a time from year 1 to 9999, as UTC has it, was expected");
        }
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The labels it gives; null: nothing is said of labels. */
    static @Nullable Map<String, String> labels(JsonObject body) {
        var given = body.getJsonObject("labels");
        return given == null
                ? null
                : given.stream().collect(Collectors.toMap(Map.Entry::getKey, label -> (String) label.getValue()));
    }

    // ---- by its query

    static int limit(RoutingContext request) {
        var text = one(request, "limit");
        return text == null ? PAGE : Integer.parseInt(text);
    }

    /** A parameter that is said once or left out. */
    static @Nullable String one(RoutingContext request, String parameter) {
        return request.queryParams().get(parameter);
    }

    static @Nullable Boolean flag(RoutingContext request, String parameter) {
        var text = one(request, parameter);
        return text == null ? null : Boolean.valueOf(text);
    }

    /** A parameter that may be repeated. */
    static Set<String> words(RoutingContext request, String parameter) {
        return Set.copyOf(request.queryParams().getAll(parameter));
    }

    /** The values each label may have that a list or the feed is narrowed to. */
    static Map<String, Set<String>> labels(RoutingContext request) {
        var labels = new HashMap<String, Set<String>>();
        for (var text : words(request, "label")) {
            var colon = text.indexOf(':');
            labels.computeIfAbsent(text.substring(0, colon), first -> new HashSet<>())
                    .add(text.substring(colon + 1));
        }
        if (labels.size() > MOST_LABELS) {
            throw Fault.malformed("label: at most " + MOST_LABELS + " names were expected");
        }
        return labels;
    }
}
