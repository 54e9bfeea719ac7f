package io.standstill.http;

import io.standstill.feed.Audience;
import io.standstill.feed.Feed;
import io.standstill.feed.Sse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** The feed as Server-Sent Events: the connections of one event loop. */
final class EventsFace {

    /** A connection lives 10 to 15 minutes, so that followers spread over nodes that come and go. */
    private static final int LEAST_TICKS = 600;

    private static final int MORE_TICKS = 300;

    /** At the end of this node they are sent away over so long, a thousand a second. */
    private static final long LONGEST_DRAIN_MILLIS = 3_000;

    private static final long UNREAD_MILLIS = 1_000;

    private final Vertx vertx;
    private final Feed feed;
    private final Audience audience;
    private final int mostSubscribers;
    private final AtomicBoolean draining;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Set<EventStream> streams = new HashSet<>();

    EventsFace(
            Vertx vertx,
            Feed feed,
            int mostSubscribers,
            AtomicBoolean draining,
            RandomGenerator random,
            InstantSource clock) {
        this.vertx = vertx;
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
            refuse(request);
            return;
        }
        var stream = new EventStream(
                request.request(),
                LEAST_TICKS + random.nextInt(MORE_TICKS),
                query.heartbeatEvents() ? clock : null,
                this::left);
        streams.add(stream);
        begin(request.response());
        stream.write(Sse.retry(1_000L + random.nextInt(4_000)));
        audience.subscribe(query.cursor(), query.filter(), stream)
                .onSuccess(stream::follow)
                .onFailure(away -> stream.dismiss(retryLater()));
    }

    private void left(EventStream stream) {
        streams.remove(stream);
        feed.leave();
    }

    /** A browser that is answered with another status gives up for good, so it is asked to come back later. */
    private void refuse(RoutingContext request) {
        if (!browser(request)) {
            throw Fault.unavailable("as many follow the feed already as this node can serve");
        }
        begin(request.response()).end(Sse.retry(retryLater()));
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
        return 2_000L + random.nextInt(13_000);
    }

    /** A second has passed. */
    void tick() {
        List.copyOf(streams).forEach(EventStream::tick);
    }

    /** Sends all of them away, spread out, each to come back after a while of its own. */
    Future<Void> drain() {
        var spread = Math.min(LONGEST_DRAIN_MILLIS, 1L + streams.size());
        var ends = new ArrayList<Future<?>>();
        for (var stream : streams) {
            ends.add(vertx.timer(1 + random.nextLong(spread), TimeUnit.MILLISECONDS)
                    .compose(now -> stream.dismiss(retryLater()))
                    .otherwiseEmpty());
        }
        // Whoever does not read is not waited for.
        return Future.any(Future.join(ends), vertx.timer(spread + UNREAD_MILLIS, TimeUnit.MILLISECONDS))
                .map(done -> {
                    audience.close();
                    return null;
                });
    }
}
