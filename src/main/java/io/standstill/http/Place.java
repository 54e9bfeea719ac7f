package io.standstill.http;

import io.standstill.domain.ResourceId;
import io.standstill.journal.Cursor;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How far a list has come, as its reader carries it from page to page.
 *
 * @param after the last resource of the page before; null: there was none
 * @param position of the feed when the first page was read, the same on every page: following the feed from it misses
 *     nothing that any of them no longer shows
 */
record Place(@Nullable ResourceId after, String position) {

    static Place of(RoutingContext request, Cursor head) {
        var cursor = request.queryParams().get("cursor");
        if (cursor == null) {
            return new Place(null, head.toString());
        }
        try {
            var place = new JsonObject(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
            var position = Cursor.parse(place.getString("position")).orElseThrow();
            return new Place(new ResourceId(place.getString("account"), place.getString("id")), position.toString());
        } catch (RuntimeException unreadable) {
            throw Fault.malformed("cursor: the next of an earlier page was expected");
        }
    }

    Place goingOnAfter(ResourceId last) {
        return new Place(last, position);
    }

    String encoded() {
        var place = new JsonObject().put("position", position);
        if (after != null) {
            place.put("account", after.account()).put("id", after.id());
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.encode().getBytes(StandardCharsets.UTF_8));
    }
}
