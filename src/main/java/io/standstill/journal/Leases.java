package io.standstill.journal;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Which node works for which account, by the database's clock. */
public interface Leases {

    /** Makes accounts known, each with its vendor. */
    Future<Void> register(Map<String, String> vendorByAccount);

    /**
     * Takes what is free of these accounts, and renews what this node holds.
     *
     * @return the accounts it holds now, for the given time from the moment of asking
     */
    Future<Set<String>> hold(String node, Set<String> accounts, Duration term);

    /** Hands back whatever this node holds. */
    Future<Void> release(String node);
}
