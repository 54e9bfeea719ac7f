package io.standstill.engine;

import io.standstill.domain.Evidence;
import io.standstill.domain.Outcome;
import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.journal.Submission;
import io.standstill.journal.Tracker;
import io.standstill.journal.Unwritable;
import io.standstill.vendor.Account;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What all work for one account stands on: its connection, its rules, what is in flight, and what may be asked for. */
record Station(
        String name,
        Account account,
        Policy policy,
        Tracker tracker,
        Tenure tenure,
        Allowance allowance,
        Flights flights,
        Attempts attempts,
        Ticker ticker,
        RandomGenerator random) {

    /** A call is begun only if the lease outlives it, and then some. */
    static final Duration CALL = Wire.LONGEST_CALL.plusSeconds(1);

    /** So much evidence goes to the tracker in one piece. */
    static final int TOGETHER = 500;

    /** Whether the vendor may be called now. */
    boolean mayCall() {
        return tenure.outlives(name, CALL) && allowance.allows();
    }

    /** Whether what was granted a moment ago may be called for now. */
    Future<Boolean> stillHolds() {
        return tenure.holds(name, CALL);
    }

    /** Calls the vendor; whoever throws instead of answering has failed too. */
    <T> Future<Returned<T>> call(Supplier<Future<Returned<T>>> call) {
        allowance.called();
        return Future.succeededFuture().compose(now -> call.get()).onSuccess(allowance::answered);
    }

    Duration since(long beganNanos) {
        return Duration.ofNanos(ticker.nanos() - beganNanos);
    }

    /** Brings evidence, and takes note of what became known by it. */
    Future<List<Outcome>> bring(List<Submission.Item> items) {
        return tracker.apply(Submission.of(items)).onSuccess(outcomes -> outcomes.forEach(this::learn));
    }

    Future<Outcome> bring(Resource resource, Evidence evidence) {
        return bring(List.of(item(resource, evidence))).map(outcomes -> outcomes.get(0));
    }

    /** Brings much of it, piece by piece; what spoils one of them spoils no other. */
    Future<Void> bringAll(List<Submission.Item> items) {
        if (items.isEmpty()) {
            return Future.succeededFuture();
        }
        var some = items.subList(0, Math.min(items.size(), TOGETHER));
        return bring(some)
                .<Void>mapEmpty()
                .recover(fault -> fault instanceof Unwritable && some.size() > 1
                        ? Future.join(some.stream()
                                        .map(one -> bring(List.of(one)))
                                        .toList())
                                .<Void>mapEmpty()
                                .otherwiseEmpty()
                        : Future.failedFuture(fault))
                .compose(brought -> bringAll(items.subList(some.size(), items.size())));
    }

    private void learn(Outcome outcome) {
        if (outcome.resource() != null) {
            flights.know(outcome.resource());
        }
    }

    static Submission.Item item(Resource resource, Evidence evidence) {
        return new Submission.Item(resource.id(), evidence);
    }

    /** Full jitter: what failed together does not come back together. */
    Duration jittered(Duration longest) {
        return Duration.ofMillis(1 + (long) (random.nextDouble() * longest.toMillis()));
    }
}
