package io.standstill.feed;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Lets a few in at a time, in the order they came; each may come once at a time. May be used from anywhere. */
final class Gate {

    private final int most;
    private final Map<Object, Promise<Void>> waiting = new LinkedHashMap<>();
    private int inside;

    Gate(int most) {
        this.most = most;
    }

    /** Does this once there is room; whoever makes room may be the one who does it, on its own thread. */
    <T> Future<T> pass(Object who, Supplier<Future<T>> reading) {
        return enter(who)
                .compose(entered ->
                        Future.succeededFuture().compose(now -> reading.get()).andThen(done -> leave()));
    }

    /** It waits no more. */
    void giveUp(Object who) {
        Promise<Void> given;
        synchronized (waiting) {
            given = waiting.remove(who);
        }
        if (given != null) {
            given.fail("given up");
        }
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private Future<Void> enter(Object who) {
        synchronized (waiting) {
            if (inside < most) {
                inside++;
                return Future.succeededFuture();
            }
            var promise = Promise.<Void>promise();
            waiting.put(who, promise);
            return promise.future();
        }
    }

    private void leave() {
        Promise<Void> next;
        synchronized (waiting) {
            var queue = waiting.values().iterator();
            if (!queue.hasNext()) {
                inside--;
                return;
            }
            next = queue.next();
            queue.remove();
        }
        next.complete();
    }
}
