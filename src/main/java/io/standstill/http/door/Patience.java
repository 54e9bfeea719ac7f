package io.standstill.http.door;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connections of one event loop: whoever keeps one without asking, or does not come to the end, loses it. */
public final class Patience {

    /**
     * How long it lasts, to the second.
     *
     * @param head for a connection's first request
     * @param body for all of a request, once its head has come
     * @param idle for the next request on a connection
     */
    public record Limits(Duration head, Duration body, Duration idle) {}

    private static final class Kept {
        private int underWay;
        private int quiet;
        private boolean asked;
    }

    private final long head;
    private final long body;
    private final long idle;
    private final Map<HttpConnection, Kept> connections = new HashMap<>();
    private final Map<HttpServerRequest, Integer> unread = new HashMap<>();

    public Patience(Limits limits) {
        this.head = limits.head().toSeconds();
        this.body = limits.body().toSeconds();
        this.idle = limits.idle().toSeconds();
    }

    /** Somebody has connected. */
    public void opened(HttpConnection connection) {
        connections.put(connection, new Kept());
        connection.closeHandler(closed -> connections.remove(connection));
    }

    /** The head of a request has come. */
    public void began(RoutingContext request) {
        var asked = request.request();
        var kept = connections.computeIfAbsent(asked.connection(), unheard -> new Kept());
        kept.asked = true;
        kept.underWay++;
        if (!asked.isEnded()) {
            unread.put(asked, 0);
        }
        request.addEndHandler(ended -> {
            kept.underWay--;
            kept.quiet = 0;
            unread.remove(asked);
        });
        request.next();
    }

    /** A second has passed. */
    public void tick() {
        for (var request : List.copyOf(unread.keySet())) {
            if (request.isEnded() || request.response().closed()) {
                unread.remove(request);
            } else if (unread.merge(request, 1, Integer::sum) > body) {
                unread.remove(request);
                hangUp(request);
            }
        }
        for (var one : List.copyOf(connections.entrySet())) {
            var kept = one.getValue();
            if (kept.underWay == 0 && ++kept.quiet > (kept.asked ? idle : head)) {
                connections.remove(one.getKey());
                one.getKey().close();
            }
        }
    }

    private static void hangUp(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}
