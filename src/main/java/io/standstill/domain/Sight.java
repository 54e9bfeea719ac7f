package io.standstill.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an account was last looked at as a whole, by the database's clock: what spares a row a write for each look
 * without news.
 *
 * @param lookedAt up to when everything in flight there that is not overdue had been looked at; null: never
 * @param overdueLookedAt up to when everything in flight there had been, the overdue included, which are looked at more
 *     seldom: what counts for those; null: never
 */
public record Sight(
        Instant now, @Nullable Instant lookedAt, @Nullable Instant overdueLookedAt) {

    /**
     * Whether a look at its whole account is one at it: not where the newest look at it told nothing, or none of this
     * order has told anything yet.
     */
    public static boolean withItsAccount(Resource resource) {
        return resource.state().inFlight()
                && resource.pursuit().looked()
                && !resource.pursuit().blind();
    }

    /** When this resource was last seen, itself or with its account. */
    public @Nullable Instant observedAt(Resource resource) {
        var itself = resource.observedAt();
        var account = resource.state() == State.OVERDUE ? overdueLookedAt : lookedAt;
        if (account == null || !withItsAccount(resource)) {
            return itself;
        }
        return itself == null || account.isAfter(itself) ? account : itself;
    }

    /** Whether it should have been seen since, and was not. */
    public boolean stale(Resource resource, Policy policy) {
        var stop = resource.stop();
        if (!resource.state().inFlight() || stop == null || !policy.readable()) {
            return false;
        }
        var seen = observedAt(resource);
        var since = seen == null || seen.isBefore(stop.orderedAt()) ? stop.orderedAt() : seen;
        return since.plus(policy.staleAfter(resource.state())).isBefore(now);
    }
}
