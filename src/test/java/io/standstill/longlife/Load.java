package io.standstill.longlife;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Everything that can be asked, at a steady pace: stops over all vendors in every way, things that live again, labels,
 * lists, exports, histories, repeats, sessions, callbacks true and forged, and requests that are none.
 */
final class Load {

    static final String TOKEN = "longlife-5d1f6b2c90a4e783";
    static final String CALLBACK_SECRET = "longlife-callback-secret";

    private static final String[] NONE = {};

    /** So many things at each vendor are stopped again and again, and so many are only labelled. */
    private static final int THINGS = 150;

    private static final int LABELLED = 500;

    private static final int STOPS_A_BEAT = 2;
    private static final int LABELS_A_BEAT = 60;
    private static final int MOST_UNDER_WAY = 120;
    private static final long BEAT_MILLIS = 200;

    private record Thing(String account, String id) {

        String path() {
            return "/v1/resources/" + account + "/" + id;
        }

        JsonObject json() {
            return new JsonObject().put("account", account).put("id", id);
        }
    }

    private final Vertx vertx;
    private final Asking asking;
    private final String service;
    private final String vendors;
    private final Random random;
    private final List<Thing> things = new ArrayList<>();
    private final List<Thing> together = new ArrayList<>();
    private int beats;

    /**
     * @param service its URL
     * @param vendors the URL of the simulated ones
     */
    Load(Vertx vertx, Asking asking, String service, String vendors, Random random) {
        this.vertx = vertx;
        this.asking = asking;
        this.service = service;
        this.vendors = vendors;
        this.random = random;
        for (var number = 0; number < THINGS; number++) {
            for (var account : List.of("feldera", "nomad", "memories", "storm")) {
                var uuid = account.equals("nomad") || account.equals("memories");
                things.add(new Thing(
                        account, uuid ? new UUID(random.nextLong(), random.nextLong()).toString() : "thing-" + number));
            }
        }
    }

    void begin() {
        vertx.setPeriodic(BEAT_MILLIS, tick -> beat());
    }

    /** A slow machine is asked less, not ever more at once. */
    private void beat() {
        if (asking.underWay() > MOST_UNDER_WAY) {
            return;
        }
        beats++;
        for (var stop = 0; stop < STOPS_A_BEAT; stop++) {
            var thing = things.get((beats * STOPS_A_BEAT + stop) % things.size());
            var way = random.nextInt(5);
            revive(thing).onSuccess(alive -> stop(thing, way));
        }
        for (var label = 0; label < LABELS_A_BEAT; label++) {
            label();
        }
        if (beats % 2 == 0) {
            read();
            mistake();
            callBack();
        }
        if (beats % 25 == 0) {
            stay();
        }
        if (beats % 50 == 0) {
            stopTogether();
        }
    }

    private void ask(String what, String method, String path, String body, String[] headers, Integer... statuses) {
        asking.ask(what, method, service + path, body, headers, statuses);
    }

    // ---- stops

    private Future<Asking.Answer> revive(Thing thing) {
        var manners = new JsonObject().put("stopAfter", 200 + random.nextInt(4_000) + "ms");
        if (random.nextInt(8) == 0) {
            manners.put("failStops", 1);
        } else if (random.nextInt(8) == 0) {
            manners.put("dropReplies", 1);
        } else if (random.nextInt(8) == 0) {
            manners.put("garbage", 1);
        }
        if (thing.account().equals("memories")) {
            manners.put("callbackUrl", service + "/callbacks/memories/" + CALLBACK_SECRET)
                    .put("noFinalCallback", random.nextInt(4) == 0)
                    .put("callbackTimes", 1 + random.nextInt(3));
        }
        var wanted = new JsonObject().put("running", true).put("behaviour", manners);
        return asking.ask(
                "thing made",
                "PUT",
                vendors + "/_control/" + thing.account() + "/" + thing.id(),
                wanted.encode(),
                NONE,
                200);
    }

    private void stop(Thing thing, int way) {
        var path = thing.path() + "/stop";
        var why = new JsonObject().put("reason", "end of show " + beats).encode();
        switch (way) {
            case 0 -> {
                var key = new String[] {"Idempotency-Key", UUID.randomUUID().toString()};
                asking.ask("stop with a key", "POST", service + path, why, key, 202, 200)
                        .onSuccess(first -> ask("the same again", "POST", path, why, key, first.status()));
            }
            case 1 -> ask("stop, waited for", "POST", path, "", new String[] {"Prefer", "wait=3"}, 200, 202, 409);
            case 2 -> {
                together.add(thing);
                if (together.size() >= 8) {
                    var all = new JsonArray();
                    together.forEach(one -> all.add(one.json()));
                    together.clear();
                    ask(
                            "many at once",
                            "POST",
                            "/v1/stops",
                            new JsonObject().put("resources", all).encode(),
                            NONE,
                            202);
                }
            }
            case 3 -> {
                ask("stop", "POST", path, why, NONE, 202, 200);
                vertx.setTimer(10_000, later -> ask("released", "DELETE", path, "", NONE, 200, 404, 409));
            }
            default -> ask("stop", "POST", path, why, NONE, 202, 200);
        }
    }

    private void stopTogether() {
        ask(
                "selected",
                "POST",
                "/v1/stops",
                new JsonObject()
                        .put("select", new JsonObject().put("account", "storm").put("state", "reappeared"))
                        .encode(),
                NONE,
                202);
        ask(
                "rehearsed",
                "POST",
                "/v1/stops",
                new JsonObject()
                        .put("select", new JsonObject().put("stray", true))
                        .put("dryRun", true)
                        .encode(),
                NONE,
                202);
    }

    // ---- everything else

    private void label() {
        var labels = new JsonObject().put("labels", new JsonObject().put("show", "s" + random.nextInt(1_000_000)));
        ask(
                "label",
                "PUT",
                "/v1/resources/feldera/labelled-" + random.nextInt(LABELLED),
                labels.encode(),
                NONE,
                200,
                201);
    }

    private void read() {
        var thing = things.get(random.nextInt(things.size()));
        var path =
                switch (random.nextInt(16)) {
                    case 0 -> "/v1/resources?limit=1000";
                    case 1 -> "/v1/resources?state=stopped&account=storm&limit=50";
                    case 2 -> "/v1/resources?q=thing-1&sort=-since";
                    case 3 -> "/v1/summary";
                    case 4 -> "/v1/accounts";
                    case 5 -> "/v1/accounts/feldera/inventory";
                    case 6 -> "/v1/journal?limit=500";
                    case 7 -> "/metrics";
                    case 8 -> "/openapi.json";
                    case 9 -> "/";
                    case 10 -> "/docs";
                    case 11 -> thing.path() + "/explain";
                    case 12 -> thing.path() + "/journal";
                    case 13, 14 -> "/v1/resources";
                    default -> thing.path();
                };
        var accept =
                switch (random.nextInt(3)) {
                    case 0 -> "text/csv";
                    case 1 -> "application/x-ndjson";
                    default -> "*/*";
                };
        var headers = path.equals("/v1/resources") ? new String[] {"Accept", accept} : NONE;
        ask("read", "GET", path, "", headers, 200, 404, 410);
    }

    private void mistake() {
        switch (random.nextInt(9)) {
            case 0 -> ask("mistake", "POST", "/v1/stops", "{\"resources\":", NONE, 400);
            case 1 -> ask("mistake", "GET", "/v1/nowhere/" + beats, "", NONE, 404);
            case 2 -> ask("mistake", "PUT", "/v1/resources/feldera/x", "\"" + "x".repeat(70_000) + "\"", NONE, 413);
            case 3 -> ask("mistake", "GET", "/v1/resources", "", new String[] {"Authorization", "Bearer no"}, 401);
            case 4 -> ask("mistake", "DELETE", "/v1/resources", "", NONE, 405);
            case 5 -> ask("mistake", "GET", "/v1/resources?sort=nonsense&x=" + beats, "", NONE, 400);
            case 6 -> ask("mistake", "POST", "/v1/resources/nobody/x/stop", "", NONE, 404);
            case 7 -> ask("mistake", "GET", "/v1/resources/feldera/nobody-" + beats, "", NONE, 404);
            default -> ask("mistake", "GET", "/v1/journal?after=rubbish-" + beats, "", NONE, 400);
        }
    }

    private void callBack() {
        var address = "/callbacks/memories/";
        var told = new JsonObject()
                .put("task_id", new UUID(7, random.nextInt(100_000)).toString())
                .put("status", 14)
                .encode();
        switch (random.nextInt(4)) {
            case 0 -> ask("callback, no JSON", "POST", address + CALLBACK_SECRET, "rubbish", NONE, 400);
            case 1 -> ask("callback, forged", "POST", address + "wrong-secret-" + beats, told, NONE, 404);
            default -> ask("callback of a stranger", "POST", address + CALLBACK_SECRET, told, NONE, 200);
        }
    }

    private void stay() {
        ask("session", "POST", "/v1/session", "", NONE, 200, 201);
    }
}
