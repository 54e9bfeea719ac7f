package io.standstill.simulator;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The hand on the world: makes things, changes manners, tells the truth. */
final class Controls {

    private final World world;
    private final Map<String, VendorSimulator> vendors;

    Controls(World world, Map<String, VendorSimulator> vendors) {
        this.world = world;
        this.vendors = vendors;
    }

    /** Makes a running thing, or changes its manners, or gives a stopped one a new life. */
    Future<Answer> thing(RoutingContext request) {
        var wanted = body(request);
        var vendor = vendorOf(request);
        var behaviour =
                Knobs.OF_ANY_THING.and(vendor.thingKnobs()).check(wanted.getJsonObject("behaviour", new JsonObject()));
        var thing = world.make(vendor.vendor(), id(request));
        vendor.settle(thing);
        thing.behave(behaviour);
        if (wanted.getBoolean("running", false) && thing.atRest(world.now())) {
            thing.revive(world.now());
        }
        return world.keep(thing).map(kept -> Answer.json(200, vendor.truth(thing)));
    }

    /** What truly is of one thing. */
    Future<Answer> truth(RoutingContext request) {
        var vendor = vendorOf(request);
        return Future.succeededFuture(world.find(vendor.vendor(), id(request))
                .map(thing -> Answer.json(200, truth(vendor, thing)))
                .orElse(unknown()));
    }

    /** The vendor's own manners. */
    Future<Answer> vendor(RoutingContext request) {
        var vendor = vendorOf(request);
        var turned = Knobs.OF_ANY_VENDOR.and(vendor.vendorKnobs()).check(body(request));
        return vendor.turning(turned)
                .compose(ready -> world.behave(vendor.vendor(), turned))
                .map(kept -> Answer.json(200, world.manners(vendor.vendor())));
    }

    private static JsonObject truth(VendorSimulator vendor, Thing thing) {
        vendor.settle(thing);
        return vendor.truth(thing);
    }

    /** What truly is of all its things, summed. */
    Future<Answer> sum(RoutingContext request) {
        var vendor = vendorOf(request);
        var sum = new JsonObject()
                .put("things", 0)
                .put("running", 0)
                .put("stopCalls", 0)
                .put("reads", 0)
                .put("overlaps", 0);
        vendor.counters().forEach(counter -> sum.put(counter, 0));
        for (var thing : world.all(vendor.vendor())) {
            var truth = truth(vendor, thing);
            add(sum, "things", 1);
            add(sum, "running", truth.getBoolean("running") ? 1 : 0);
            for (var counter : List.of("stopCalls", "reads", "overlaps")) {
                add(sum, counter, truth.getInteger(counter));
            }
            vendor.counters().forEach(counter -> add(sum, counter, truth.getInteger(counter)));
        }
        return Future.succeededFuture(Answer.json(200, sum.put("manners", world.manners(vendor.vendor()))));
    }

    Future<Answer> forget(RoutingContext request) {
        return world.forget().map(forgotten -> Answer.empty(204));
    }

    private VendorSimulator vendorOf(RoutingContext request) {
        var name = Objects.requireNonNull(request.pathParam("vendor"));
        var vendor = vendors.get(name);
        if (vendor == null) {
            throw new IllegalArgumentException("no such vendor: " + name);
        }
        return vendor;
    }

    private static void add(JsonObject sum, String counter, int more) {
        sum.put(counter, sum.getInteger(counter, 0) + more);
    }

    private static JsonObject body(RoutingContext request) {
        var body = request.body().asJsonObject();
        return body == null ? new JsonObject() : body;
    }

    private static String id(RoutingContext request) {
        // A thing's id may hold anything, slashes included, so it is taken from the path as it was sent.
        var path = Objects.requireNonNull(request.request().path());
        var raw = path.substring(path.indexOf('/', "/_control/".length()) + 1);
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Answer unknown() {
        return Answer.json(404, new JsonObject().put("message", "never made"));
    }
}
