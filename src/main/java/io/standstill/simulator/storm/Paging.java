package io.standstill.simulator.storm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Which page of a list was asked for: no list of this vendor comes in one piece. */
record Paging(int page, int rows, String orderBy, boolean descending, String search) {

    private static final int MOST_ROWS = 100;
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");

    /** What the query asks for, if it makes sense. */
    static Optional<Paging> of(RoutingContext request, int rowsOtherwise) {
        var query = request.request();
        var page = count(query.getParam("page", "1"));
        var rows = count(query.getParam("rowsPerPage", Integer.toString(rowsOtherwise)));
        var order = query.getParam("order", "");
        return page.isPresent() && rows.isPresent() && Set.of("", "asc", "desc").contains(order)
                ? Optional.of(new Paging(
                        page.getAsInt(),
                        Math.min(rows.getAsInt(), MOST_ROWS),
                        query.getParam("orderBy", ""),
                        order.equals("desc"),
                        query.getParam("search", "").toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static OptionalInt count(String text) {
        return text.isEmpty()
                ? OptionalInt.of(1)
                : COUNT.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    boolean finds(String name) {
        return name.toLowerCase(Locale.ROOT).contains(search);
    }

    /** The page, with what is around it. */
    JsonObject data(List<JsonObject> all) {
        var by = Comparator.comparing(this::field);
        var ordered = all.stream()
                .sorted(descending ? by.reversed() : by)
                .skip((page - 1L) * rows)
                .limit(rows)
                .toList();
        var pages = (all.size() + rows - 1) / rows;
        return new JsonObject()
                .put("totalItems", all.size())
                .put("itemsPerPage", rows)
                .put("totalPages", pages)
                .put("hasPrevious", page > 1 && pages > 0)
                .put("hasNext", page < pages)
                .put("list", new JsonArray(ordered))
                .put("currentPage", page);
    }

    /** What the order goes by, as text that sorts as its value does; a stream's own fields stand at its first source. */
    private String field(JsonObject row) {
        var value = row.getValue(orderBy);
        if (value == null && row.getValue("sourceList") instanceof JsonArray sources && !sources.isEmpty()) {
            value = sources.getJsonObject(0).getValue(orderBy);
        }
        return value instanceof Number number
                ? String.format(Locale.ROOT, "%020d", number.longValue())
                : String.valueOf(value);
    }
}
