package io.standstill.http;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Cursor;
import io.standstill.journal.Wanted;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a list has come, as its reader carries it from page to page.
 *
 * @param sort the order it is in: a place means nothing in another
 * @param after the last resource of the page before
 * @param position of the feed when the first page was read, the same on every page: following the feed from it misses
 *     nothing that any of them no longer shows
 */
record Place(String sort, Wanted.After after, Cursor position) {

    /** Where a request goes on; null: it begins. */
    static @Nullable Place of(RoutingContext request, String sort) {
        var cursor = Asked.one(request, "cursor");
        if (cursor == null) {
            return null;
        }
        var place = Next.opened(cursor, Place::read);
        if (!place.sort.equals(sort)) {
            throw Fault.malformed("cursor: it was made for sort=" + place.sort);
        }
        return place;
    }

    private static Place read(String text) {
        var place = new JsonObject(text);
        var sort = place.getString("sort");
        var key = place.getString("key");
        mustFit(Sorting.of(sort).by(), key);
        return new Place(
                sort,
                new Wanted.After(new ResourceId(name(place, "account"), name(place, "id")), key),
                Cursor.parse(place.getString("position")).orElseThrow());
    }

    /** After a name that is none a list would end, and seem whole. */
    private static String name(JsonObject place, String field) {
        var name = Objects.requireNonNull(place.getString(field));
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no name holds it");
        }
        return name;
    }

    private static void mustFit(Wanted.By by, @Nullable String key) {
        var fits =
                switch (by) {
                    case ID -> key == null;
                    case UPDATED -> key != null && Long.parseLong(key) > 0;
                    case SINCE -> key != null && OffsetDateTime.parse(key).getYear() > 0;
                    case DEADLINE -> key == null || OffsetDateTime.parse(key).getYear() > 0;
                };
        if (!fits) {
            throw new IllegalArgumentException(by + " after " + key);
        }
    }

    /** The place after this one. */
    static Place after(Resource last, String sort, Cursor position) {
        return new Place(sort, Sorting.after(last, Sorting.of(sort).by()), position);
    }

    String sealed() {
        var place = new JsonObject()
                .put("position", position.toString())
                .put("sort", sort)
                .put("account", after.id().account())
                .put("id", after.id().id());
        if (after.key() != null) {
            place.put("key", after.key());
        }
        return Next.sealed(place.encode());
    }
}
