package io.standstill.feed;

import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tail of the journal on this node: reads what is new once, and wakes whoever follows it. */
public final class Feed {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private static final int PAGE = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final Journal journal;
    private final Duration lookEvery;
    private final Ring ring;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    private volatile Head head = new Head("0", 0, 1);
    private boolean reading;
    private boolean again;
    private long timer = -1;

    /**
     * @param lookEvery how often it looks by itself, should a hint be lost
     * @param ringBytes how much of the newest it keeps ready
     */
    public Feed(Vertx vertx, Journal journal, Duration lookEvery, int ringBytes) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.journal = journal;
        this.lookEvery = lookEvery;
        this.ring = new Ring(ringBytes);
    }

    /** Begins at the head as it is now. */
    public Future<Void> start() {
        return journal.head().map(now -> {
            head = now;
            ring.restart(now.position());
            context.runOnContext(nothing -> {
                timer = vertx.setPeriodic(lookEvery.toMillis(), tick -> read());
                read();
            });
            return null;
        });
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** The journal may have grown; may be called from anywhere. */
    public void poke() {
        context.runOnContext(nothing -> read());
    }

    /** Where the journal begins and ends, as far as this node has read. */
    public Head head() {
        return head;
    }

    /** Follows the journal from this start on; must be called on the connection's own context. */
    public Subscription subscribe(Start start, Filter filter, Sink sink) {
        var subscription = new Subscription(this, start.position(), filter, sink);
        subscriptions.add(subscription);
        subscription.wake();
        return subscription;
    }

    public int subscribers() {
        return subscriptions.size();
    }

    void leave(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    Ring ring() {
        return ring;
    }

    /** What lies further back than the ring. */
    Future<List<Frame>> older(long after, int limit) {
        var epoch = head.epoch();
        return journal.entries(after, limit)
                .map(told -> told.stream().map(entry -> Frame.of(entry, epoch)).toList());
    }

    // Runs on this feed's context only.
    private void read() {
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        journal.head()
                .compose(now -> now.epoch().equals(head.epoch()) && now.position() >= head.position()
                        ? catchUp(now)
                        : begunAnew(now))
                .onFailure(fault ->
                        LOG.atWarn().addKeyValue("fault", fault.toString()).log("journal not read"))
                .onComplete(done -> {
                    reading = false;
                    if (again) {
                        again = false;
                        read();
                    }
                });
    }

    private Future<Void> catchUp(Head now) {
        var known = head.position();
        if (now.position() == known) {
            head = now;
            return Future.succeededFuture();
        }
        return journal.entries(known, PAGE).compose(told -> {
            if (told.isEmpty()) {
                return Future.succeededFuture();
            }
            publish(told, now);
            return catchUp(now);
        });
    }

    private void publish(List<Entry> told, Head now) {
        ring.add(told.stream().map(entry -> Frame.of(entry, now.epoch())).toList());
        var newest = told.get(told.size() - 1).position();
        head = new Head(now.epoch(), newest, now.first());
        subscriptions.forEach(Subscription::wake);
    }

    /** Another history: whoever follows the old one is told so. */
    private Future<Void> begunAnew(Head now) {
        head = now;
        ring.restart(now.position());
        subscriptions.forEach(subscription -> subscription.restart(now));
        return Future.succeededFuture();
    }
}
