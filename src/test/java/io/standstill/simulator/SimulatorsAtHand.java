package io.standstill.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** All simulated vendors on a free port, their world in a file, their clock in the test's hand, and a client. */
final class SimulatorsAtHand implements AutoCloseable {

    final Hour hour = new Hour();
    final Path file;

    private final Vertx vertx;
    private final String callbackUrl;
    private final WebClient client;
    private Simulators simulators;

    SimulatorsAtHand(Vertx vertx, Path folder, boolean furnish) {
        this(vertx, folder, furnish, null);
    }

    SimulatorsAtHand(Vertx vertx, Path folder, boolean furnish, String callbackUrl) {
        this.vertx = vertx;
        this.callbackUrl = callbackUrl;
        file = folder.resolve("world.jsonl");
        client = WebClient.create(vertx);
        begin(furnish);
    }

    /** Begins from what is kept. */
    void begin(boolean furnish) {
        simulators = Simulators.start(vertx, 0, file, hour, new Simulators.Options(furnish, callbackUrl))
                .await();
    }

    void stop() {
        simulators.stop().await();
    }

    /** Ends, and begins anew from what was kept. */
    void again(boolean furnish) {
        stop();
        begin(furnish);
    }

    /** Begins whatever has fallen due; tells how much that was. */
    Future<Integer> step() {
        return simulators.step();
    }

    HttpRequest<Buffer> request(HttpMethod method, String path) {
        return client.request(method, simulators.port(), "127.0.0.1", path);
    }

    HttpResponse<Buffer> control(HttpMethod method, String path, JsonObject body) {
        var request = request(method, "/_control" + path);
        return (body == null ? request.send() : request.sendJsonObject(body)).await();
    }

    @Override
    public void close() {
        stop();
        client.close();
    }

    /** A clock that stands still until it is moved. */
    static final class Hour extends Clock {

        private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
