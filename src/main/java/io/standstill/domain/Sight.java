package io.standstill.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an account was last looked at as a whole, by the database's clock: what spares a row a write for each look
 * without news.
 *
 * @param lookedAt when everything in flight there had last been looked at; null: never
 */
public record Sight(Instant now, @Nullable Instant lookedAt) {

    /**
     * Whether a look at its whole account is one at it: not where the newest look at it told nothing, none of this order
     * has told anything yet, or it is overdue and so looked at more seldom.
     */
    public static boolean withItsAccount(Resource resource) {
        return resource.state().inFlight()
                && resource.state() != State.OVERDUE
                && resource.pursuit().looked()
                && !resource.pursuit().blind();
    }

    /** When this resource was last seen, itself or with its account. */
    public @Nullable Instant observedAt(Resource resource) {
        var itself = resource.observedAt();
        if (lookedAt == null || !withItsAccount(resource)) {
            return itself;
        }
        return itself == null || lookedAt.isAfter(itself) ? lookedAt : itself;
    }

    /** Whether it should have been seen since, and was not. */
    public boolean stale(Resource resource, Policy policy) {
        var stop = resource.stop();
        if (!resource.state().inFlight() || stop == null || !policy.readable()) {
            return false;
        }
        var seen = observedAt(resource);
        var since = seen == null || seen.isBefore(stop.orderedAt()) ? stop.orderedAt() : seen;
        return since.plus(policy.staleAfter()).isBefore(now);
    }
}
