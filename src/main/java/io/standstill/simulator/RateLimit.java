package io.standstill.simulator;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** So many calls a second and no more, for one vendor; beyond, its own answer with a {@code Retry-After}. */
final class RateLimit implements Handler<RoutingContext> {

    private final World world;
    private final VendorSimulator vendor;
    private long second;
    private int calls;

    RateLimit(World world, VendorSimulator vendor) {
        this.world = world;
        this.vendor = vendor;
    }

    @Override
    public void handle(RoutingContext request) {
        var limit = world.manners(vendor.vendor()).getInteger("rateLimit");
        var now = world.now() / 1000;
        if (now != second) {
            second = now;
            calls = 0;
        }
        if (limit != null && ++calls > limit) {
            Stage.give(request, vendor.tooManyRequests().with("Retry-After", "1"));
        } else {
            request.next();
        }
    }
}
