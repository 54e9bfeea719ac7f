package io.standstill.app.command;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads something page by page and says each item, as lines or as one JSON document, which is whole or is none. */
final class Pages {

    private static final int PAGE = 1_000;

    /** A line for a person. */
    interface Line {
        String of(Json item);
    }

    private final Address address;
    private final Screen screen;
    private final boolean json;

    Pages(Address address, Screen screen, boolean json) {
        this.address = address;
        this.screen = screen;
        this.json = json;
    }

    /**
     * @param query what narrows it, without a limit
     * @param goOn the parameter that takes what a page says comes next
     * @param start what that is at first; null: the beginning
     * @param most so many items; null: all
     */
    void say(String path, Query query, String goOn, @Nullable String start, @Nullable Integer most, Line line)
            throws IOException {
        var room = most == null ? Long.MAX_VALUE : most;
        var first = true;
        var next = start;
        do {
            var page = address.get(path + query.and("limit", String.valueOf(Math.min(PAGE, room)), goOn, next))
                    .json();
            if (!(page.at("items").value() instanceof List<?>)) {
                throw new Lost("the answer is no page; is that a Standstill service?", null);
            }
            for (var item : page.at("items").items()) {
                screen.say(json ? (first ? "{\"items\":[" : ",") + item.written() : line.of(item));
                first = false;
            }
            room -= page.at("items").items().size();
            next = page.at("next").text();
            if (json && (next == null || room <= 0)) {
                screen.say((first ? "{\"items\":[" : "") + "],\"next\":"
                        + page.at("next").written() + "}");
            }
        } while (next != null && room > 0 && screen.heard());
    }
}
