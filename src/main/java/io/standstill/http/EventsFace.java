package io.standstill.http;

import io.standstill.feed.Audience;
import io.standstill.feed.Feed;
import io.standstill.feed.Sse;
import io.standstill.http.door.Stay;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The feed as Server-Sent Events: the connections of one event loop. */
final class EventsFace {

    /** A connection lives 10 to 15 minutes, so that followers spread over nodes that come and go. */
    private static final int LEAST_TICKS = 600;

    private static final int MORE_TICKS = 300;

    /** A heartbeat says how far its follower was served as of now, and now is no longer ago than another one. */
    private static final Duration NOW = Duration.ofSeconds(15);

    /** Whoever does not read that it was sent away is waited for no longer. */
    private static final long UNREAD_MILLIS = 1_000;

    /** Time that passes on this event loop. */
    interface Later {
        Future<Void> after(long millis);
    }

    private final Later later;
    private final Feed feed;
    private final Audience audience;
    private final int mostSubscribers;
    private final AtomicBoolean draining;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Set<EventStream> streams = new HashSet<>();

    /** Kept once all are being sent away; null: they are not. */
    private @Nullable Promise<Void> emptied;

    EventsFace(
            Later later,
            Feed feed,
            int mostSubscribers,
            AtomicBoolean draining,
            RandomGenerator random,
            InstantSource clock) {
        this.later = later;
        this.feed = feed;
        this.audience = feed.audience();
        this.mostSubscribers = mostSubscribers;
        this.draining = draining;
        this.random = random;
        this.clock = clock;
    }

    void follow(RoutingContext request) {
        var query = FeedQuery.of(request);
        if (request.response().closed()) {
            // Nobody would give its seat back.
            return;
        }
        if (draining.get() || !feed.enter(mostSubscribers)) {
            throw Fault.unavailable(
                    draining.get()
                            ? "this node is about to go"
                            : "as many follow the feed already as this node can serve");
        }
        var stream = new EventStream(
                request.request(),
                LEAST_TICKS + random.nextInt(MORE_TICKS),
                query.heartbeatEvents() ? clock : null,
                this::retryLater,
                this::left);
        streams.add(stream);
        Stay.whenOver(request, () -> stream.dismiss());
        begin(request.response());
        stream.write(Sse.retry(1_000L + random.nextInt(4_000)));
        audience.subscribe(query.cursor(), query.filter(), stream)
                .onSuccess(to -> stream.follow(to, feed.upToDate(NOW)))
                .onFailure(away -> stream.dismiss());
    }

    private void left(EventStream stream) {
        streams.remove(stream);
        feed.leave();
        noteEmpty();
    }

    /**
     * A browser that is answered with another status gives up for good; where it may come back later, it is asked to.
     * Whoever fails to get in fails here, whatever turned it away.
     */
    void turnAway(RoutingContext request) {
        var status = Problems.of(request).status();
        if ((status == 429 || status == 503)
                && browser(request)
                && !request.response().headWritten()) {
            begin(request.response().setStatusCode(200)).end(Sse.retry(retryLater()));
        } else {
            request.next();
        }
    }

    private static boolean browser(RoutingContext request) {
        var headers = request.request().headers();
        var accept = headers.get("Accept");
        return (accept != null && accept.contains(Sse.MEDIA_TYPE))
                || headers.names().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("sec-fetch-"));
    }

    private static HttpServerResponse begin(HttpServerResponse response) {
        return response.setChunked(true)
                .putHeader("Content-Type", Sse.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store, no-transform")
                .putHeader("X-Accel-Buffering", "no");
    }

    private long retryLater() {
        return 1_000L + random.nextInt(14_001);
    }

    /** A second has passed. */
    void tick() {
        var upToDate = feed.upToDate(NOW);
        List.copyOf(streams).forEach(stream -> stream.tick(upToDate));
    }

    /** Sends all of them away, each at a moment of its own, to come back after a while of its own. */
    Future<Void> drain(Duration over) {
        if (emptied == null) {
            var last = Math.max(1, over.toMillis());
            emptied = Promise.promise();
            streams.forEach(stream -> later.after(1 + random.nextLong(last)).onSuccess(now -> stream.dismiss()));
            var gone = emptied;
            later.after(last + UNREAD_MILLIS).onSuccess(now -> gone.tryComplete());
            noteEmpty();
        }
        return emptied.future();
    }

    private void noteEmpty() {
        if (emptied != null && streams.isEmpty()) {
            emptied.tryComplete();
        }
    }

    /** Nobody will follow here any more. */
    void close() {
        audience.close();
    }
}
