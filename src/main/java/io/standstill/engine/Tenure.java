package io.standstill.engine;

import io.standstill.journal.Leases;
import io.standstill.vendor.Ticker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Which accounts this node holds, and for how long it may believe so.
 *
 * <p>The lease is the database's to give and to end. This node counts its own end from before it asked, on a clock that
 * only goes forward, so it always believes in it for a little less long than the database does.
 */
final class Tenure {

    private final Leases leases;
    private final Ticker ticker;
    private final String node;
    private final Set<String> wanted;
    private final Duration term;
    private final Duration renewAfter;

    private Set<String> held = Set.of();
    private long askedNanos;
    private boolean asked;

    Tenure(Leases leases, Ticker ticker, String node, Set<String> wanted, Duration term, Duration renewAfter) {
        this.leases = leases;
        this.ticker = ticker;
        this.node = node;
        this.wanted = Set.copyOf(wanted);
        this.term = term;
        this.renewAfter = renewAfter;
    }

    /** Asks again if it is time to. */
    Future<Void> renew() {
        if (asked && ticker.nanos() - askedNanos < renewAfter.toNanos()) {
            return Future.succeededFuture();
        }
        var asking = ticker.nanos();
        return leases.hold(node, wanted, term).map(now -> {
            held = now;
            askedNanos = asking;
            asked = true;
            return null;
        });
    }

    /** The accounts this node may still believe to hold. */
    Set<String> held() {
        return lasts(Duration.ZERO) ? new HashSet<>(held) : Set.of();
    }

    /** Whether it will still hold this account for as long as something takes. */
    boolean outlives(String account, Duration something) {
        return held.contains(account) && lasts(something);
    }

    private boolean lasts(Duration longer) {
        return asked && ticker.nanos() - askedNanos + longer.toNanos() < term.toNanos();
    }

    Future<Void> handBack() {
        held = Set.of();
        return leases.release(node);
    }
}
