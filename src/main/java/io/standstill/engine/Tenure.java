package io.standstill.engine;

import io.standstill.journal.Leases;
import io.standstill.vendor.Ticker;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts this node holds, and for how long it may believe so.
 *
 * <p>The lease is the database's to give and to end. This node counts its own end from before it asked, on a clock that
 * only goes forward, so it always believes in it for a little less long than the database does.
 */
final class Tenure {

    /** How soon what became free is asked for. */
    private static final Duration ASK_EVERY = Duration.ofMillis(400);

    private final Leases leases;
    private final Ticker ticker;
    private final String node;
    private final Set<String> wanted;
    private final Duration term;
    private final Duration renewAfter;

    /** From when on each account's lease counts. */
    private final Map<String, Long> sinceNanos = new HashMap<>();

    private Set<String> paused = Set.of();
    private Set<String> lapsed = Set.of();
    private @Nullable String surplus;
    private Instant databaseNow = Instant.EPOCH;
    private long askedNanos;
    private long renewedNanos;
    private boolean asked;
    private Future<Void> turn = Future.succeededFuture();

    /** What the database believes is not known for sure: only a whole renewal makes that good. */
    private boolean doubtful;

    Tenure(Leases leases, Ticker ticker, String node, Set<String> wanted, Duration term, Duration renewAfter) {
        this.leases = leases;
        this.ticker = ticker;
        this.node = node;
        this.wanted = Set.copyOf(wanted);
        this.term = term;
        this.renewAfter = renewAfter;
    }

    String node() {
        return node;
    }

    /** Asks again if it is time to. */
    Future<Void> renew() {
        if (asked && ticker.nanos() - askedNanos < ASK_EVERY.toNanos()) {
            return Future.succeededFuture();
        }
        return inTurn(() -> ask(!asked || doubtful || ticker.nanos() - renewedNanos >= renewAfter.toNanos()));
    }

    private Future<Void> ask(boolean renews) {
        var asking = ticker.nanos();
        doubtful = true;
        return leases.hold(node, wanted, term, renews).map(tenancy -> {
            doubtful = false;
            sinceNanos.keySet().retainAll(tenancy.held());
            for (var account : tenancy.held()) {
                if (renews) {
                    sinceNanos.put(account, asking);
                } else {
                    sinceNanos.putIfAbsent(account, asking);
                }
            }
            paused = tenancy.paused();
            lapsed = tenancy.lapsed();
            surplus = tenancy.surplus();
            databaseNow = tenancy.now();
            askedNanos = asking;
            renewedNanos = renews ? asking : renewedNanos;
            asked = true;
            return null;
        });
    }

    /** One question to the database at a time: an answer that comes late must not undo a newer one. */
    private Future<Void> inTurn(Supplier<Future<Void>> question) {
        var answer = turn.transform(earlier -> question.get());
        turn = answer;
        return answer;
    }

    /** The accounts this node may still believe to hold. */
    Set<String> held() {
        var held = new HashSet<>(sinceNanos.keySet());
        held.removeIf(account -> !outlives(account, Duration.ZERO));
        return held;
    }

    /** Whether it will still hold this account for as long as something takes. */
    boolean outlives(String account, Duration something) {
        var since = sinceNanos.get(account);
        return since != null && ticker.nanos() - since + something.toNanos() < term.toNanos();
    }

    /**
     * The same, for something that was granted a moment ago: a lease that only wants renewing is renewed first. One that
     * has passed by this node's own reckoning is not, for then somebody else may have been granted the same.
     */
    Future<Boolean> holds(String account, Duration something) {
        var since = sinceNanos.get(account);
        if (since == null || outlives(account, something) || !outlives(account, Duration.ZERO)) {
            return Future.succeededFuture(outlives(account, something));
        }
        // An answer that took longer than what was left may tell of a lease that somebody else had in between.
        return inTurn(() -> outlives(account, something) ? Future.succeededFuture() : ask(true))
                .transform(renewed -> Future.succeededFuture(
                        ticker.nanos() - since < term.toNanos() && outlives(account, something)));
    }

    /** An account that another node should rather have; null: none. */
    @Nullable
    String surplus() {
        return surplus;
    }

    /** Nodes that were there, and went without a word. */
    Set<String> lapsed() {
        return lapsed;
    }

    /** Whether a person holds this account's sends. */
    boolean paused(String account) {
        return paused.contains(account);
    }

    /** The database's time, as far as this node can tell without asking. */
    Instant now() {
        return databaseNow.plusNanos(ticker.nanos() - askedNanos);
    }

    Future<Void> handBack(Set<String> accounts) {
        return inTurn(() -> {
            sinceNanos.keySet().removeAll(accounts);
            surplus = null;
            return leases.handBack(node, accounts).onFailure(unsure -> doubtful = true);
        });
    }

    Future<Void> leave() {
        return inTurn(() -> {
            sinceNanos.clear();
            return leases.leave(node);
        });
    }
}
