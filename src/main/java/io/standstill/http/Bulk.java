package io.standstill.http;

import io.standstill.domain.Mode;
import io.standstill.domain.ResourceId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        if (body.containsKey("resources") == body.containsKey("select")) {
            throw Fault.malformed("either resources or select was expected");
        }
        return new Bulk(
                body.containsKey("resources") ? listed(body) : null,
                body.containsKey("select") ? selected(body) : null,
                Asked.mode(body),
                Asked.reason(body),
                Asked.flag(body, "dryRun"));
    }

    private static List<ResourceId> listed(JsonObject body) {
        if (!(body.getValue("resources") instanceof JsonArray list)) {
            throw Fault.malformed("resources: a list of objects with account and id was expected");
        }
        if (list.size() > MOST) {
            throw Fault.tooLarge("resources: at most %d at once were expected, not %d".formatted(MOST, list.size()));
        }
        var ids = new ArrayList<ResourceId>(list.size());
        for (var one : list) {
            if (!(one instanceof JsonObject named)
                    || !(named.getValue("account") instanceof String account)
                    || !(named.getValue("id") instanceof String id)) {
                throw Fault.malformed("resources: account and id were expected of number " + ids.size());
            }
            Asked.only("resources: ", named, Set.of("account", "id"));
            ids.add(new ResourceId(account, id));
        }
        return ids;
    }

    private static Selection selected(JsonObject body) {
        if (!(body.getValue("select") instanceof JsonObject select)) {
            throw Fault.malformed("select: an object was expected");
        }
        Asked.only("select: ", select, Set.of("account", "state", "labels", "stray"));
        var labels = Labels.of(select);
        var states = Asked.texts(select, "state");
        states.forEach(Asked::state);
        var selection = new Selection(
                Asked.texts(select, "account"),
                states,
                labels == null ? Map.of() : labels,
                Asked.flag(select, "stray"));
        if (selection.strays() && !(states.isEmpty() && selection.labels().isEmpty())) {
            throw Fault.malformed("select: a stray is not known here, so it has neither state nor labels");
        }
        // Left out by mistake it would stop everything there is.
        if (selection.equals(new Selection(Set.of(), Set.of(), Map.of(), false))) {
            throw Fault.malformed("select: at least one of account, state, labels and stray was expected");
        }
        return selection;
    }
}
