package io.standstill.http;

import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What lists and the feed can be narrowed to, in the same words. */
final class Filters {

    private static final int MOST_LABELS = 8;

    private Filters() {}

    /** The values each label may have. */
    static Map<String, Set<String>> labels(RoutingContext request) {
        var labels = new HashMap<String, Set<String>>();
        for (var text : Asked.words(request, "label")) {
            var colon = text.indexOf(':');
            labels.computeIfAbsent(text.substring(0, colon), first -> new HashSet<>())
                    .add(text.substring(colon + 1));
        }
        if (labels.size() > MOST_LABELS) {
            throw Fault.malformed("label: at most " + MOST_LABELS + " names were expected");
        }
        return labels;
    }

    static @Nullable Boolean flag(RoutingContext request, String parameter) {
        var text = one(request, parameter);
        return text == null ? null : Boolean.valueOf(text);
    }

    /** A parameter that is said once or left out. */
    static @Nullable String one(RoutingContext request, String parameter) {
        return request.queryParams().get(parameter);
    }
}
