package io.standstill.vendor.storm;

import io.standstill.domain.Reading;
import io.standstill.vendor.Ask;
import io.standstill.vendor.Exchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list of streams: no list of this vendor comes in one piece.
 *
 * @param readings by stream key
 * @param last whether it is the last by the vendor's own account; null: it did not say
 * @param fault why the page is not whole; null: it is
 */
record StormPage(
        Map<String, Reading> readings,
        @Nullable Boolean last,
        @Nullable String fault) {

    private static final int ROWS = 100;

    StormPage {
        readings = Map.copyOf(readings);
    }

    /** Asks for a page, counted from 1. */
    static Ask ask(int number) {
        return Ask.get("/api/cluster/streams?page=%d&rowsPerPage=%d".formatted(number, ROWS))
                .forAll();
    }

    static StormPage of(Exchange exchange, int number) {
        if (exchange.status() != 200) {
            return broken(exchange.inShort());
        }
        var data = StormAnswers.data(exchange);
        return data.getValue("list") instanceof JsonArray entries
                ? of(entries, last(data, number))
                : broken("the vendor's list makes no sense");
    }

    private static StormPage broken(String fault) {
        return new StormPage(Map.of(), null, fault);
    }

    /** One entry that makes no sense spoils only itself, but the page is not whole then. */
    private static StormPage of(JsonArray entries, @Nullable Boolean last) {
        var readings = new HashMap<String, Reading>();
        var whole = true;
        for (var listed : entries) {
            if (listed instanceof JsonObject entry && entry.getValue("streamKey") instanceof String key) {
                readings.put(key, StormReadings.ofEntry(entry));
            } else {
                whole = false;
            }
        }
        if (entries.isEmpty() && Boolean.FALSE.equals(last)) {
            return broken("the vendor's list is empty, yet goes on");
        }
        return new StormPage(readings, last, whole ? null : "the vendor's list makes no sense in part");
    }

    /** If either of its two ways of saying so tells of more pages, there are more. */
    private static @Nullable Boolean last(JsonObject data, int number) {
        var hasNext = data.getValue("hasNext") instanceof Boolean more ? more : null;
        var pages = data.getValue("totalPages") instanceof Number total ? total : null;
        if (hasNext == null && pages == null) {
            return null;
        }
        return !Boolean.TRUE.equals(hasNext) && (pages == null || pages.longValue() <= number);
    }
}
