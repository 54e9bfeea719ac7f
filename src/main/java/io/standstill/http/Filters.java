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
    private static final int LONGEST_TEXT = 256;

    private Filters() {}

    static Set<String> names(RoutingContext request, String parameter) {
        var names = Asked.words(request, parameter);
        if (names.contains("")) {
            throw Fault.malformed(parameter + ": a name was expected");
        }
        return names;
    }

    static Set<String> states(RoutingContext request) {
        var words = Asked.words(request, "state");
        words.forEach(Asked::state);
        return words;
    }

    static Set<String> verdicts(RoutingContext request) {
        var words = Asked.words(request, "verdict");
        if (!Set.of("confirmed", "asserted", "gone").containsAll(words)) {
            throw Fault.malformed("verdict: confirmed, asserted or gone was expected");
        }
        return words;
    }

    /** The values each label may have. */
    static Map<String, Set<String>> labels(RoutingContext request) {
        var labels = new HashMap<String, Set<String>>();
        for (var text : Asked.words(request, "label")) {
            var colon = text.indexOf(':');
            if (colon <= 0) {
                throw Fault.malformed("label: name:value was expected");
            }
            labels.computeIfAbsent(text.substring(0, colon), first -> new HashSet<>())
                    .add(text.substring(colon + 1));
        }
        if (labels.size() > MOST_LABELS) {
            throw Fault.malformed("label: at most " + MOST_LABELS + " names were expected");
        }
        return labels;
    }

    /** A piece of an id or of a label's value. */
    static @Nullable String text(RoutingContext request) {
        var text = one(request, "q");
        if (text != null && (text.isEmpty() || text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0)) {
            throw Fault.malformed("q: 1 to %d characters were expected".formatted(LONGEST_TEXT));
        }
        return text;
    }

    static @Nullable Boolean flag(RoutingContext request, String parameter) {
        var text = one(request, parameter);
        if (text == null || text.equals("true") || text.equals("false")) {
            return text == null ? null : Boolean.valueOf(text);
        }
        throw Fault.malformed(parameter + ": true or false was expected");
    }

    /** A parameter that is said once or left out. */
    static @Nullable String one(RoutingContext request, String parameter) {
        var all = request.queryParams().getAll(parameter);
        if (all.size() > 1) {
            throw Fault.malformed(parameter + ": it was expected once");
        }
        return all.isEmpty() ? null : all.get(0);
    }
}
