package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.standstill.domain.Evidence;
import io.standstill.domain.ResourceId;
import io.standstill.feed.Feed;
import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.standstill.journal.Tracker;
import io.standstill.testing.Desk;
import io.standstill.testing.Samples;
import io.standstill.vendor.feldera.Feldera;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many stops at once, cut off in the middle by a database that goes away. */
@ExtendWith(VertxExtension.class)
class StopsCutOffTest {

    private static final int MANY = 2_200;

    private final AtomicInteger commitsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private Desk desk;
    private HttpServer server;
    private WebClient client;

    @BeforeEach
    void open(Vertx vertx, @TempDir Path folder) {
        desk = new Desk(vertx, folder);
        var account = desk.account("eu", new Feldera(), Map.of("apiKey", "k"));
        var journal = new GoingAway();
        var ground = new Ground(
                new Tracker(vertx, journal, Samples.RULES, Tracker.Limits.DEFAULT),
                journal,
                desk.resources,
                desk.books,
                desk.books,
                new Feed(vertx, journal, () -> 0, Duration.ofHours(1), Feed.Limits.of(1 << 20, 1)),
                Map.of("eu", account),
                Samples.RULES,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                missed -> {});
        var stops = new StopsFace(ground);
        var router = Router.router(vertx);
        router.route().handler(Doors::letIn);
        router.route().handler(BodyHandler.create(false));
        HttpFace.on(router, "/v1/stops", Map.of(HttpMethod.POST, HttpFace.answered(stops::stop)));
        router.route().failureHandler(Problems::give);
        server = vertx.createHttpServer().requestHandler(router).listen(0).await();
        client = WebClient.create(vertx);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private HttpResponse<Buffer> stops(JsonObject body) {
        return client.post(server.actualPort(), "127.0.0.1", "/v1/stops")
                .putHeader("Idempotency-Key", "k")
                .sendJsonObject(body)
                .await();
    }

    private static JsonObject listed() {
        var resources = new JsonArray();
        for (var number = 0; number < MANY; number++) {
            resources.add(new JsonObject().put("account", "eu").put("id", "p" + number));
        }
        return new JsonObject().put("resources", resources);
    }

    private long entries() {
        return desk.journal.head().await().position();
    }

    @Test
    void the_same_request_again_is_told_what_was_ordered_then_and_orders_only_the_rest() {
        commitsLeft.set(2);
        var cutOff = stops(listed());
        commitsLeft.set(Integer.MAX_VALUE);

        assertThat(cutOff.statusCode()).isEqualTo(503);
        assertThat(cutOff.bodyAsJsonObject().getString("detail")).contains("of 2200 the first 1000 are done");
        assertThat(entries()).isEqualTo(1_000);

        var whole = stops(listed());

        assertThat(whole.statusCode()).isEqualTo(202);
        assertThat(whole.getHeader("Idempotency-Replayed")).isEqualTo("true");
        var items = whole.bodyAsJsonObject().getJsonArray("items");
        assertThat(items).hasSize(MANY).allMatch(item -> "ordered".equals(((JsonObject) item).getString("result")));
        assertThat(items.stream().map(item -> ((JsonObject) item).getString("id")))
                .doesNotHaveDuplicates();
        assertThat(entries()).as("each once").isEqualTo(MANY);
        assertThat(stops(listed()).bodyAsString()).isEqualTo(whole.bodyAsString());
    }

    @Test
    void a_selection_goes_on_with_what_it_chose_the_first_time() {
        for (var number = 0; number < 600; number++) {
            introduce("p" + number);
        }
        var select = new JsonObject().put("select", new JsonObject().put("state", "active"));
        // What was chosen, and the first chunk of it.
        commitsLeft.set(2);
        assertThat(stops(select).statusCode()).isEqualTo(503);
        commitsLeft.set(Integer.MAX_VALUE);
        introduce("late");

        var whole = stops(select);

        assertThat(whole.bodyAsJsonObject().getJsonArray("items")).hasSize(600).allMatch(item -> "ordered"
                .equals(((JsonObject) item).getString("result")));
        assertThat(desk.find(new ResourceId("eu", "late")).generation()).isZero();
    }

    private void introduce(String name) {
        desk.hears(new ResourceId("eu", name), new Evidence.Introduction("ops", null, null));
    }

    /** Takes so many commits and no more. */
    private final class GoingAway implements Journal {

        @Override
        public Future<Void> commit(Batch batch) {
            return commitsLeft.getAndDecrement() > 0
                    ? desk.journal.commit(batch)
                    : Future.failedFuture("the database is away");
        }

        @Override
        public Future<Head> head() {
            return desk.journal.head();
        }

        @Override
        public Future<List<Entry>> entries(long after, int limit) {
            return desk.journal.entries(after, limit);
        }

        @Override
        public Future<List<Entry>> history(ResourceId id, long after, int limit) {
            return desk.journal.history(id, after, limit);
        }

        @Override
        public Future<List<Entry>> newest(ResourceId id, int limit) {
            return desk.journal.newest(id, limit);
        }
    }
}
