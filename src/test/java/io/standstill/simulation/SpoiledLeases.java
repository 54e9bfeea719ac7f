package io.standstill.simulation;

import io.standstill.journal.Leases;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Leases that are as they should be, but for what a bug makes of them. */
abstract class SpoiledLeases implements Leases {

    private final Leases real;

    SpoiledLeases(Leases real) {
        this.real = real;
    }

    @Override
    public Future<Void> register(Map<String, String> vendorByAccount) {
        return real.register(vendorByAccount);
    }

    @Override
    public Future<Tenancy> hold(String node, Set<String> wanted, Duration term, boolean renew) {
        return real.hold(node, wanted, term, renew);
    }

    @Override
    public Future<Void> handBack(String node, Set<String> accounts) {
        return real.handBack(node, accounts);
    }

    @Override
    public Future<Void> leave(String node) {
        return real.leave(node);
    }
}
