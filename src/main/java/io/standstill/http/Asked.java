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
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for. Its form was {@link Described checked} before; here it is converted, and what no form can say is
 * named with what was expected.
 */
final class Asked {

    private static final int PAGE = 100;
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
        return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    static int limit(RoutingContext request) {
        var text = request.queryParams().get("limit");
        return text == null ? PAGE : Integer.parseInt(text);
    }

    /** A repeatable query parameter. */
    static Set<String> words(RoutingContext request, String parameter) {
        return Set.copyOf(request.queryParams().getAll(parameter));
    }
}
