package io.standstill.http;

import io.standstill.domain.Mode;
import io.standstill.domain.ResourceId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to stop many at once.
 *
 * @param listed by name; null: they are selected
 * @param selected by what they are; null: they are listed
 */
record Bulk(
        @Nullable List<ResourceId> listed,
        @Nullable Selection selected,
        Mode mode,
        @Nullable String reason,
        boolean dryRun) {

    /** So many at most. */
    static final int MOST = 10_000;

    /**
     * Which ones, by what they are.
     *
     * @param strays what vendors listed and nobody here knows, instead of what is known
     */
    record Selection(Set<String> accounts, Set<String> states, Map<String, String> labels, boolean strays) {}

    static Bulk of(JsonObject body) {
        return new Bulk(
                body.containsKey("resources") ? listed(body.getJsonArray("resources")) : null,
                body.containsKey("select") ? selected(body.getJsonObject("select")) : null,
                Asked.mode(body),
                body.getString("reason"),
                Boolean.TRUE.equals(body.getBoolean("dryRun")));
    }

    private static List<ResourceId> listed(JsonArray resources) {
        var ids = new ArrayList<ResourceId>(resources.size());
        for (var i = 0; i < resources.size(); i++) {
            var named = resources.getJsonObject(i);
            ids.add(new ResourceId(named.getString("account"), named.getString("id")));
        }
        return ids;
    }

    private static Selection selected(JsonObject select) {
        var labels = Asked.labels(select);
        var selection = new Selection(
                texts(select, "account"),
                texts(select, "state"),
                labels == null ? Map.of() : labels,
                Boolean.TRUE.equals(select.getBoolean("stray")));
        if (selection.strays()
                && !(selection.states().isEmpty() && selection.labels().isEmpty())) {
            throw Fault.malformed("select: a stray is not known here, so it has neither state nor labels");
        }
        // Left out by mistake it would stop everything there is.
        if (selection.equals(new Selection(Set.of(), Set.of(), Map.of(), false))) {
            throw Fault.malformed("select: at least one of account, state, labels and stray was expected");
        }
        return selection;
    }

    /** One text or a list of them; empty: nothing is said of it. */
    private static Set<String> texts(JsonObject select, String field) {
        var value = select.getValue(field);
        // Whoever names none of them does not mean all of them.
        if (select.containsKey(field) && (value == null || (value instanceof JsonArray none && none.isEmpty()))) {
            throw Fault.malformed("select." + field + ": at least one was expected; left out: all");
        }
        if (value instanceof JsonArray list) {
            return list.stream().map(Object::toString).collect(Collectors.toSet());
        }
        return value == null ? Set.of() : Set.of(value.toString());
    }
}
