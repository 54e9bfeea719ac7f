package io.standstill.feed;

import io.standstill.journal.Cursor;
import io.standstill.journal.Head;
import io.vertx.core.AsyncResult;

/** One follower of the journal: a cursor, a filter and a connection. Everything happens on its audience's context. */
public final class Subscription {

    private static final long RETRY_MILLIS = 1_000;

    private final Audience audience;
    private final Filter filter;
    private final Sink sink;

    private History history;
    private long served;
    private boolean busy;
    private boolean ended;

    Subscription(Audience audience, History history, Start start, Filter filter, Sink sink) {
        this.audience = audience;
        this.history = history;
        this.served = start.from().position();
        this.filter = filter;
        this.sink = sink;
        sink.write(start.reset() == null ? Sse.bookmark(start.from()) : Sse.reset(start.reset(), start.from()));
    }

    /** The place up to which this connection has been served, filtered or not. */
    public Cursor served() {
        return new Cursor(history.epoch(), served);
    }

    public void end() {
        ended = true;
        audience.leave(this);
    }

    /** There may be something to write. */
    void go(Round round) {
        if (busy || ended) {
            return;
        }
        if (sink.full()) {
            busy = true;
            sink.onceDrained(this::goOn);
            return;
        }
        if (audience.history() != history) {
            followTheOther();
        }
        var portion = round.portion(history.ring(), served, filter);
        if (portion == null) {
            readOlder();
        } else {
            take(portion);
        }
    }

    private void goOn() {
        busy = false;
        go(new Round());
    }

    private void followTheOther() {
        var other = audience.history();
        goFromHead(other.epoch().equals(history.epoch()) ? Reset.AHEAD : Reset.EPOCH, other);
    }

    private void goFromHead(Reset why, History from) {
        var head = from.head();
        history = from;
        served = head.position();
        sink.write(Sse.reset(why, head.cursor()));
    }

    private void take(Portion portion) {
        served = portion.upTo();
        if (portion.bytes().length() > 0) {
            sink.write(portion.bytes());
        }
        if (portion.more()) {
            // Others have their turn first.
            audience.soon(() -> go(new Round()));
        }
    }

    private void readOlder() {
        busy = true;
        var reading = history;
        audience.older(served, this).onComplete(read -> {
            if (!ended) {
                hear(read, reading);
            }
        });
    }

    private void hear(AsyncResult<Archive.Page> read, History reading) {
        if (audience.history() != reading) {
            goOn();
        } else if (read.failed() || !understood(read.result())) {
            // Nobody else may have cause to wake it.
            audience.later(RETRY_MILLIS, this::goOn);
        } else if (Start.lost(served, read.result().head())) {
            goFromHead(Reset.EXPIRED, reading);
            goOn();
        } else {
            busy = false;
            take(Portion.of(read.result().frames(), served, filter, true));
        }
    }

    /** A page of a history the tail has not noticed yet is no use; neither is one without anything in it. */
    private boolean understood(Archive.Page page) {
        Head head = page.head();
        return head.epoch().equals(history.epoch()) && (!page.frames().isEmpty() || Start.lost(served, head));
    }
}
