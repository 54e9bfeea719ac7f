package io.standstill.http;

import io.standstill.feed.Filter;
import io.standstill.feed.Start;
import io.standstill.feed.Subscription;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The feed as Server-Sent Events: the connections of one event loop, and one timer for all of them. */
final class EventsFace {

    private static final long HEARTBEAT_MILLIS = 15_000;

    /** A connection lives 10 to 15 minutes, so that followers spread over nodes that come and go. */
    private static final int LEAST_TICKS = 40;

    private static final int MORE_TICKS = 20;

    private final Ground ground;
    private final int mostSubscribers;
    private final RandomGenerator random;
    private final Set<EventStream> streams = new HashSet<>();
    private long tick;

    EventsFace(Vertx vertx, Ground ground, int mostSubscribers, RandomGenerator random) {
        this.ground = ground;
        this.mostSubscribers = mostSubscribers;
        this.random = random;
        vertx.setPeriodic(HEARTBEAT_MILLIS, nothing -> tick());
    }

    void follow(RoutingContext request) {
        if (ground.feed().subscribers() >= mostSubscribers) {
            throw Fault.unavailable("as many follow the feed already as this node can serve");
        }
        var filter = filter(request);
        var response = request.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store, no-transform")
                .putHeader("X-Accel-Buffering", "no");
        var head = ground.feed().head();
        var start = Start.of(cursor(request), head);
        var stream = new EventStream(response, tick + LEAST_TICKS + random.nextInt(MORE_TICKS));
        stream.write(Buffer.buffer("retry: %d\n\n".formatted(1_000 + random.nextInt(4_000))));
        stream.write(
                start.reset() == null
                        ? Buffer.buffer("id: %s-%d\n\n".formatted(head.epoch(), start.position()))
                        : Subscription.reset(start.reset(), head));
        streams.add(stream);
        response.closeHandler(closed -> end(stream));
        response.exceptionHandler(broken -> end(stream));
        stream.follow(ground.feed().subscribe(start, filter, stream));
    }

    private static @Nullable String cursor(RoutingContext request) {
        var header = request.request().getHeader("Last-Event-ID");
        return header == null || header.isEmpty() ? request.queryParams().get("after") : header;
    }

    private static Filter filter(RoutingContext request) {
        var event = request.queryParams().get("event");
        if (event != null && !event.equals("transition")) {
            throw Fault.malformed("event: transition was expected, or nothing for all");
        }
        return new Filter(
                Asked.words(request, "account"),
                Asked.words(request, "vendor"),
                Asked.words(request, "resource"),
                Asked.words(request, "state"),
                event != null);
    }

    private void end(EventStream stream) {
        if (streams.remove(stream)) {
            stream.end();
        }
    }

    private void tick() {
        tick++;
        for (var stream : List.copyOf(streams)) {
            if (stream.outlived(tick)) {
                end(stream);
            } else {
                stream.heartbeat();
            }
        }
    }

    /** Ends all of them, as they are asked to come back elsewhere. */
    void drain() {
        List.copyOf(streams).forEach(this::end);
    }
}
