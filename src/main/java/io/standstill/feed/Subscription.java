package io.standstill.feed;

import io.standstill.journal.Cursor;
import io.standstill.journal.Head;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** One follower of the journal: a cursor, a filter and a connection. Everything happens on its audience's context. */
public final class Subscription {

    private static final long RETRY_MILLIS = 1_000;

    private final Audience audience;
    private final Filter filter;
    private final Sink sink;

    /** With whom it stands; null: it is behind, at a place of its own. */
    private @Nullable Group together;

    private History history;
    private long served;
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
        return together == null ? new Cursor(history.epoch(), served) : audience.place();
    }

    public void end() {
        ended = true;
        if (together != null) {
            audience.part(this, together);
            together = null;
        }
        audience.leave(this);
    }

    // ---- together with others

    /** What is new and wanted. */
    void take(Buffer bytes, History from, long before) {
        if (together == null) {
            return;
        }
        if (sink.full()) {
            fallBehind(from, before);
            goOnceDrained();
        } else {
            sink.write(bytes);
        }
    }

    /** It was served up to here, and no further. */
    void fallBehind(History from, long place) {
        if (together != null) {
            audience.part(this, together);
            together = null;
            history = from;
            served = place;
        }
    }

    // ---- behind

    /** Its turn: what comes next is written, or sought where it is. */
    void go(Round round) {
        if (ended) {
            return;
        }
        if (sink.full()) {
            goOnceDrained();
            return;
        }
        if (audience.history() != history) {
            followTheOther();
        }
        if (served < round.reached()) {
            var portion = round.portion(served, filter);
            if (portion == null) {
                readOlder();
                return;
            }
            take(portion);
        }
        if (served == round.reached()) {
            together = audience.join(this, filter);
        } else if (served > round.reached()) {
            audience.await(this);
        } else {
            // Others have their turn first.
            audience.next(this);
        }
    }

    private void goOnceDrained() {
        sink.onceDrained(this::goOn);
    }

    private void goOn() {
        if (!ended) {
            audience.next(this);
        }
    }

    private void followTheOther() {
        var other = audience.history();
        goFromHead(whyNot(other), other);
    }

    private Reset whyNot(History other) {
        if (!other.epoch().equals(history.epoch())) {
            return Reset.EPOCH;
        }
        return Start.lost(served, other.head()) ? Reset.EXPIRED : Reset.AHEAD;
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
    }

    private void readOlder() {
        var reading = history;
        audience.older(served, this).onComplete(read -> {
            if (!ended) {
                hear(read, reading);
            }
        });
    }

    private void hear(AsyncResult<Archive.Page> read, History reading) {
        if (audience.ended(reading)) {
            goOn();
        } else if (read.failed() || !understood(read.result())) {
            // Nobody else may have cause to wake it.
            audience.later(RETRY_MILLIS, this::goOn);
        } else if (Start.lost(served, read.result().head())) {
            goFromHead(Reset.EXPIRED, reading);
            goOn();
        } else {
            take(Portion.of(read.result().frames(), served, filter));
            goOn();
        }
    }

    /** A page of a history the tail has not noticed yet is no use; neither is one without anything in it. */
    private boolean understood(Archive.Page page) {
        Head head = page.head();
        return head.epoch().equals(history.epoch()) && (!page.frames().isEmpty() || Start.lost(served, head));
    }
}
