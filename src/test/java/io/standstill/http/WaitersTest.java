package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.standstill.domain.Command;
import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Sight;
import io.standstill.domain.State;
import io.standstill.feed.Feed;
import io.standstill.journal.Resources;
import io.standstill.journal.Seen;
import io.standstill.journal.Sighting;
import io.standstill.journal.Submission;
import io.standstill.testing.Desk;
import io.standstill.testing.Promised;
import io.standstill.testing.Samples;
import io.standstill.testing.Story;
import io.standstill.vendor.feldera.Feldera;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The waiting itself, with everything that is told in the test's hand: no engine works here. */
@ExtendWith(VertxExtension.class)
class WaitersTest {

    private static final ResourceId ORDERS = new ResourceId("eu", "orders");
    private static final int SEATS = 2;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger answered = new AtomicInteger();

    /** What is read for those who wait goes no further until this is done. */
    private volatile Future<Void> held = Future.succeededFuture();

    private Desk desk;
    private Feed feed;
    private Ground ground;
    private Context loop;
    private Waiters waiters;
    private HttpServer server;

    @BeforeEach
    void open(Vertx vertx, @TempDir Path folder) {
        desk = new Desk(vertx, folder);
        var account = desk.account("eu", new Feldera(), Map.of("apiKey", "k"));
        feed = new Feed(vertx, desk.journal, () -> 0, Duration.ofHours(1), Feed.Limits.of(1 << 20, 1));
        feed.start().await();
        ground = new Ground(
                desk.tracker,
                desk.journal,
                slowly(desk.resources),
                desk.books,
                desk.books,
                feed,
                Map.of("eu", account),
                Samples.RULES,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                missed -> {});
        vertx.deployVerticle(context -> serve(vertx, context)).await();
    }

    private Resources slowly(Resources resources) {
        return (Resources) Proxy.newProxyInstance(
                Resources.class.getClassLoader(), new Class<?>[] {Resources.class}, (proxy, method, given) -> {
                    var told = method.invoke(resources, given);
                    if (method.getName().equals("see") && given[0] instanceof Set) {
                        var until = held;
                        return ((Future<?>) told).compose(seen -> until.map(nothing -> seen));
                    }
                    return method.getName().equals("see")
                            ? ((Future<?>) told).onSuccess(seen -> answered.incrementAndGet())
                            : told;
                });
    }

    private Future<?> serve(Vertx vertx, Context context) {
        loop = context;
        waiters = new Waiters(vertx, ground, SEATS);
        var resources = new ResourceFace(ground, new Sights(desk.resources), waiters);
        var router = Router.router(vertx);
        router.route().handler(Doors::letIn);
        router.route().handler(BodyHandler.create(false));
        HttpFace.on(
                router, "/v1/resources/:account/:id/stop", Map.of(HttpMethod.POST, HttpFace.answered(resources::stop)));
        HttpFace.on(router, "/v1/resources/:account/:id", Map.of(HttpMethod.GET, HttpFace.answered(resources::get)));
        router.route().failureHandler(Problems::give);
        server = vertx.createHttpServer().requestHandler(router);
        return server.listen(0);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private CompletableFuture<HttpResponse<String>> waits(ResourceId id, int seconds) {
        var url = "http://127.0.0.1:%d/v1/resources/%s/%s/stop".formatted(server.actualPort(), id.account(), id.id());
        return client.sendAsync(
                        HttpRequest.newBuilder(URI.create(url))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("Prefer", "wait=" + seconds)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(Promised::kept);
    }

    private void isOrdered(ResourceId id) {
        Awaitility.await().until(() -> desk.resources.find(id).await().isPresent());
    }

    /** It stops: ordered, seen alive, and seen at rest. */
    private void stops(ResourceId id) {
        for (var reading : List.of(Samples.running(), Samples.atRest())) {
            desk.hears(id, new Evidence.Look(desk.find(id).vantage(), reading, Samples.SEEN_AS, Samples.LOOK));
        }
    }

    /** Long before the wait is over. */
    private static HttpResponse<String> soon(CompletableFuture<HttpResponse<String>> waiting) {
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(20));
        return waiting.join();
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    @Test
    void whoever_waits_is_woken_by_the_feed() {
        var waiting = waits(ORDERS, 60);
        isOrdered(ORDERS);
        feed.poke();

        stops(ORDERS);
        assertThat(waiting).as("nobody has told yet").isNotDone();
        feed.poke();

        assertThat(soon(waiting).statusCode()).isEqualTo(200);
        assertThat(feed.subscribers()).isZero();
    }

    @Test
    void when_the_wait_is_over_it_is_told_as_it_is_then_even_if_the_feed_is_silent() {
        var waiting = waits(ORDERS, 1);
        isOrdered(ORDERS);

        stops(ORDERS);

        assertThat(soon(waiting).statusCode()).isEqualTo(200);
        var other = waits(new ResourceId("eu", "clicks"), 1).join();
        assertThat(other.statusCode()).isEqualTo(202);
        assertThat(json(other).getString("state")).isEqualTo("requested");
    }

    @Test
    void who_finds_no_place_to_wait_orders_nothing_and_is_asked_to_come_again() {
        var waiting = waits(ORDERS, 60);
        var another = waits(new ResourceId("eu", "clicks"), 60);
        isOrdered(ORDERS);
        isOrdered(new ResourceId("eu", "clicks"));

        var crowded = waits(new ResourceId("eu", "views"), 60).join();

        assertThat(crowded.statusCode()).isEqualTo(503);
        assertThat(crowded.headers().firstValue("Retry-After")).isPresent();
        assertThat(desk.resources.find(new ResourceId("eu", "views")).await()).isEmpty();
        stops(ORDERS);
        feed.poke();
        assertThat(soon(waiting).statusCode()).isEqualTo(200);
        assertThat(feed.subscribers()).isEqualTo(1);
        assertThat(another).isNotDone();
    }

    @Test
    void who_goes_away_leaves_its_place() {
        var waiting = waits(ORDERS, 60);
        isOrdered(ORDERS);
        assertThat(feed.subscribers()).isEqualTo(1);

        waiting.cancel(true);

        Awaitility.await().until(() -> feed.subscribers() == 0);
    }

    @Test
    void when_the_node_goes_each_is_told_at_once_that_it_was_ordered() {
        var waiting = waits(ORDERS, 60);
        isOrdered(ORDERS);

        loop.runOnContext(nothing -> waiters.close());

        var answer = soon(waiting);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).getString("state")).isEqualTo("requested");
    }

    @Test
    void after_a_history_that_ended_everybody_looks_again() throws Exception {
        var waiting = waits(ORDERS, 60);
        isOrdered(ORDERS);
        feed.poke();
        stops(ORDERS);
        desk.sql("UPDATE feed SET epoch = 'another'");

        feed.poke();

        assertThat(soon(waiting).statusCode()).isEqualTo(200);
    }

    // ---- what changes

    private HttpResponse<String> is(ResourceId id) {
        return changes(id, "none", 1).join();
    }

    private CompletableFuture<HttpResponse<String>> changes(ResourceId id, String had, int seconds) {
        var url = "http://127.0.0.1:%d/v1/resources/%s/%s".formatted(server.actualPort(), id.account(), id.id());
        return client.sendAsync(
                        HttpRequest.newBuilder(URI.create(url))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("Prefer", "wait=" + seconds)
                                .header("If-None-Match", had)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(Promised::kept);
    }

    /** It was told that nothing has changed, and waits. */
    private CompletableFuture<HttpResponse<String>> awaitsChange(ResourceId id, String had) {
        var before = answered.get();
        var waiting = changes(id, had, 60);
        Awaitility.await().until(() -> answered.get() > before);
        Promise<Void> turn = Promise.promise();
        loop.runOnContext(nothing -> loop.runOnContext(again -> turn.complete()));
        turn.future().await();
        return waiting;
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void a_read_that_began_before_somebody_came_tells_them_nothing_of_what_they_had_since() {
        desk.hears(ORDERS, new Evidence.Introduction("ops", Map.of("show", "old"), null));
        feed.poke();
        var old = tag(is(ORDERS));
        Promise<Void> late = Promise.promise();
        held = late.future();
        var first = awaitsChange(ORDERS, old);
        desk.hears(ORDERS, new Evidence.Introduction("ops", Map.of("show", "new"), null));
        var second = awaitsChange(ORDERS, tag(is(ORDERS)));
        held = Future.succeededFuture();

        late.complete();

        assertThat(json(soon(first)).getJsonObject("labels").getString("show")).isEqualTo("new");
        assertThat(second).isNotDone();
    }

    @Test
    void whoever_waits_is_woken_when_its_account_goes_out_of_sight() {
        desk.hears(ORDERS, new Evidence.Order(Mode.GRACEFUL, null, "ops", null, null));
        feed.poke();
        var waiting = awaitsChange(ORDERS, tag(is(ORDERS)));
        desk.pass(Samples.READABLE.staleAfter(State.STOPPING).plusSeconds(1));
        assertThat(waiting).isNotDone();

        desk.tracker
                .apply(Submission.of(new Sighting("eu", true, "nothing was seen")))
                .await();
        feed.poke();

        assertThat(json(soon(waiting)).getBoolean("stale")).isTrue();
    }

    // ---- how each ending is answered

    private static Policy policy() {
        return Samples.READABLE;
    }

    private Optional<Answer> answered(Story story) {
        return new Endings(ground).ofStop().fulfilled(seen(story.resource()));
    }

    private static Seen seen(Resource resource) {
        return new Seen(resource, new Sight(Samples.NOON, null, null));
    }

    @Test
    void what_lives_again_is_a_conflict_with_the_resource_inside() {
        var answer = answered(new Story(policy()).stopping().sees(Samples.running("life-2")))
                .orElseThrow();

        assertThat(answer.status()).isEqualTo(409);
        var problem = new JsonObject(answer.body());
        assertThat(problem.getString("type")).isEqualTo("urn:standstill:problem:reappeared");
        assertThat(problem.getJsonObject("resource").getString("state")).isEqualTo("reappeared");
    }

    @Test
    void an_order_under_way_is_not_answered_and_a_passed_deadline_and_a_release_are_no_stop() {
        var story = new Story(policy()).stopping();
        assertThat(answered(story)).isEmpty();

        story.after(policy().deadline()).waits();
        assertThat(answered(story)).map(Answer::status).contains(202);

        story.hears(new Evidence.Order(Mode.GRACEFUL, null, "ops", Duration.ofMinutes(1), null));
        assertThat(answered(story)).as("it was given more time").isEmpty();

        story.hears(new Evidence.Release(null, "ops"));
        assertThat(answered(story)).map(Answer::status).contains(202);
    }

    @Test
    void a_command_of_which_nobody_knows_how_it_ended_is_neither_done_nor_refused() {
        for (var end : Command.End.values()) {
            var story = new Story(policy())
                    .hears(new Evidence.CommandOrdered("k", "{}", "ops"))
                    .hears(new Evidence.CommandOrdered("other", "{}", "ops"))
                    .hears(new Evidence.Commanded("other", Command.End.DONE, "x", Samples.ANSWER));
            assertThat(new Endings(ground).ofCommand("k").fulfilled(seen(story.resource())))
                    .isEmpty();

            story.hears(new Evidence.Commanded("k", end, "x", Samples.ANSWER));

            assertThat(new Endings(ground).ofCommand("k").fulfilled(seen(story.resource())))
                    .map(Answer::status)
                    .contains(
                            switch (end) {
                                case DONE -> 200;
                                case REFUSED -> 409;
                                case UNSURE -> 202;
                            });
        }
    }
}
