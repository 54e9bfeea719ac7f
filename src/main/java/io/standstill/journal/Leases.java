package io.standstill.journal;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which node works for which account, by the database's clock. */
public interface Leases {

    /** Makes accounts known, each with its vendor. */
    Future<Void> register(Map<String, String> vendorByAccount);

    /**
     * Says that this node is there, renews what it holds if asked to, and takes what is free and its to take.
     *
     * @param wanted the accounts it could work for
     * @param renew whether to make what it holds last for the whole term again
     */
    Future<Tenancy> hold(String node, Set<String> wanted, Duration term, boolean renew);

    /** Hands these accounts back. */
    Future<Void> handBack(String node, Set<String> accounts);

    /** Hands back whatever this node holds, and says that it goes. */
    Future<Void> leave(String node);

    /**
     * What a node holds.
     *
     * @param now the database's time
     * @param paused accounts whose sends are held
     * @param lapsed nodes that were there, and went without a word
     * @param surplus an account that another node should rather have; null: none
     */
    record Tenancy(
            Instant now,
            Set<String> held,
            Set<String> paused,
            Set<String> lapsed,
            @Nullable String surplus) {}
}
