package io.standstill.feed;

import io.standstill.testing.PaperJournal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The feed over a journal in the test's hand: nothing is read unless the test asks for it. */
@ExtendWith(VertxExtension.class)
abstract class FeedAtHand {

    static final Duration NEVER = Duration.ofHours(1);
    static final Duration SOON = Duration.ofMillis(50);
    static final long ROOMY = 1 << 24;
    static final long NARROW = 5_000;

    final PaperJournal journal = new PaperJournal();
    final AtomicLong nanos = new AtomicLong(1);
    private Vertx vertx;
    private Context loop;
    Feed feed;
    private Audience audience;

    @BeforeEach
    void begin(Vertx given) {
        vertx = given;
        open(new Feed.Limits(ROOMY, 2, NEVER, NEVER));
    }

    void open(Feed.Limits limits) {
        feed = new Feed(vertx, journal, nanos::get, NEVER, limits);
        feed.start().await();
        vertx.deployVerticle(context -> {
                    loop = context;
                    audience = feed.audience();
                    return Future.succeededFuture();
                })
                .await();
    }

    @AfterEach
    void end() {
        feed.stop();
    }

    <T> T onLoop(Callable<T> what) {
        var done = Promise.<T>promise();
        loop.runOnContext(nothing -> {
            try {
                done.complete(what.call());
            } catch (Exception failed) {
                done.fail(failed);
            }
        });
        return done.future().await();
    }

    Subscription follow(String cursor, Filter filter, Hearing hearing) throws TimeoutException {
        var subscription =
                onLoop(() -> audience.subscribe(cursor, filter, hearing)).await(20, TimeUnit.SECONDS);
        // It has had its first turn.
        onLoop(() -> null);
        return subscription;
    }

    Hearing follow(String cursor) throws TimeoutException {
        var hearing = new Hearing();
        follow(cursor, Filter.ALL, hearing);
        return hearing;
    }

    /** Everything written so far has been read, and whoever follows near the head has had its turn. */
    void settle() {
        var end = journal.head().await();
        do {
            feed.look().await();
        } while (feed.head().position() < end.position());
        onLoop(() -> null);
    }

    static List<Long> positions(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
