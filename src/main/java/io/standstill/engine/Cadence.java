package io.standstill.engine;

import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.State;
import java.time.Duration;

/** One resource in flight as its holder remembers it: how it stands, and when to look next. */
final class Cadence {

    /** The first looks after something happened come quickly: many stops take less than a second. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    /** What is overdue is looked at ever more slowly, but never more slowly than this. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    Resource resource;
    long lookAtNanos;
    private int looks;

    Cadence(Resource resource, long nowNanos) {
        this.resource = resource;
        this.lookAtNanos = nowNanos;
    }

    /** What happened since makes the next look worth while at once. */
    void know(Resource newer, long nowNanos) {
        var happened =
                newer.pursuit().freshFrom() != resource.pursuit().freshFrom() || newer.state() != resource.state();
        resource = newer;
        if (happened) {
            looks = 0;
            lookAtNanos = nowNanos;
        }
    }

    /** How long to wait after the look just done. */
    Duration nextWait(Policy policy) {
        var wait = new Policy.Backoff(FIRST_WAIT, longest(policy)).after(++looks);
        return wait.compareTo(longest(policy)) < 0 ? wait : longest(policy);
    }

    private Duration longest(Policy policy) {
        if (resource.state() != State.OVERDUE) {
            return policy.pace().lookEvery();
        }
        return policy.pace().lookEvery().compareTo(LONGEST_WAIT) > 0
                ? policy.pace().lookEvery()
                : LONGEST_WAIT;
    }
}
