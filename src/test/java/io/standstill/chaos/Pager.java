package io.standstill.chaos;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Follows the journal page by page, each page at any node. */
final class Pager {

    private static final int PAUSE_MILLIS = 300;

    /** One entry, and when it was read. */
    record Read(long atNanos, JsonObject entry) {}

    private final Fleet fleet;
    private final Dice dice;
    private final List<Read> read = new ArrayList<>();
    private String after = "0";
    private volatile boolean over;

    Pager(Fleet fleet, Dice dice) {
        this.fleet = fleet;
        this.dice = dice;
    }

    void go() {
        if (over) {
            return;
        }
        var url = dice.oneOf(fleet.nodes()).url() + "/v1/journal?limit=100&after=" + after;
        fleet.caller().get(url).onComplete(asking -> {
            var answer = asking.result();
            if (answer.status() == 200) {
                take(answer.json());
            }
            fleet.caller().vertx().setTimer(PAUSE_MILLIS, later -> go());
        });
    }

    private synchronized void take(JsonObject page) {
        var at = System.nanoTime();
        for (var item : page.getJsonArray("items")) {
            var entry = (JsonObject) item;
            read.add(new Read(at, entry));
            after = entry.getString("position");
        }
    }

    void stop() {
        over = true;
    }

    synchronized List<Read> read() {
        return List.copyOf(read);
    }
}
