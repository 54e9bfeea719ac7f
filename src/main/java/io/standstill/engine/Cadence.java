package io.standstill.engine;

import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.State;
import io.standstill.domain.Vantage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One resource in flight as its holder remembers it: how it stands, and when to look next. */
final class Cadence {

    /** The first looks after something happened come quickly: many stops take less than a second. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    Resource resource;
    long lookAtNanos;

    /** When it became known here. */
    final long bornNanos;

    /** When the newest look at it began that told something true of now; null: none has. */
    @Nullable
    Long seenNanos;

    /** A list did not show it, or not which life it lives: only a look at it alone can tell. */
    boolean alone;

    /** What had happened when the newest look at it alone that told something began. */
    private long readAloneAt = -1;

    private int looks;

    Cadence(Resource resource, long nowNanos) {
        this.resource = resource;
        this.lookAtNanos = nowNanos;
        this.bornNanos = nowNanos;
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

    /** A look has ended: when to look next. */
    void looked(Policy policy, Duration atLeast, long nowNanos) {
        alone = false;
        var wait = new Policy.Backoff(FIRST_WAIT, policy.lookEvery(resource.state())).after(++looks);
        lookAtNanos = nowNanos + (wait.compareTo(atLeast) < 0 ? atLeast : wait).toNanos();
    }

    void readAlone(Vantage vantage) {
        readAloneAt = Math.max(readAloneAt, vantage.seq());
    }

    /** Whether it was looked at alone since anything was done to it, and has not been absent since. */
    boolean isKnownAlone() {
        var pursuit = resource.pursuit();
        return readAloneAt >= pursuit.freshFrom() && pursuit.streak() == 0;
    }

    boolean overdue() {
        return resource.state() == State.OVERDUE;
    }

    /** Whether it has gone unseen for longer than this. */
    boolean unseenFor(long patienceNanos, long nowNanos) {
        var since = seenNanos == null ? bornNanos : seenNanos;
        return nowNanos - since > patienceNanos;
    }
}
