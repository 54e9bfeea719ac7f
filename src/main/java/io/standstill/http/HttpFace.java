package io.standstill.http;

import io.standstill.http.description.Description;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that is served over HTTP; one verticle a core, each with its own connections. */
public final class HttpFace extends VerticleBase {

    /**
     * Where and how much.
     *
     * @param port negative: any that is free, the same for all verticles
     */
    public record Settings(String host, int port, int mostBodyBytes, int mostSubscribers) {}

    /** How long a connection may leave unread what was sent; beyond it the system itself cuts it. */
    private static final Duration UNREAD = Duration.ofSeconds(5);

    /** What the system keeps of a connection's unsent bytes; left to itself it grows to megabytes for a slow reader. */
    private static final int SEND_BUFFER = 128 * 1024;

    private static final Duration TICK = Duration.ofSeconds(1);

    /** At the end, how long an answer that is on its way may take. */
    private static final Duration ANSWERING = Duration.ofSeconds(2);

    private final Settings settings;
    private final Ground ground;
    private final AtomicBoolean draining;
    private final RandomGenerator random;
    private final InstantSource clock;
    private @Nullable HttpServer server;
    private @Nullable EventsFace events;
    private @Nullable Waiters waiters;

    /**
     * Not yet listening.
     *
     * @param draining shared by all: set once this node is to go
     */
    public HttpFace(
            Settings settings, Ground ground, AtomicBoolean draining, RandomGenerator random, InstantSource clock) {
        this.settings = settings;
        this.ground = ground;
        this.draining = draining;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(options(settings))
                .requestHandler(router())
                .listen()
                .onSuccess(listening -> server = listening);
    }

    /** How it listens. */
    static HttpServerOptions options(Settings settings) {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setMaxInitialLineLength(16 * 1024)
                .setMaxHeaderSize(16 * 1024)
                .setSendBufferSize(SEND_BUFFER)
                // Closing waits for what was written before; where nobody reads it, only the system can end that. Known
                // to the native transport alone: elsewhere such a connection stays until its other end goes.
                .setTcpUserTimeout((int) UNREAD.toMillis());
    }

    /** Where it listens; 0 before it does. */
    public int port() {
        return server == null ? 0 : server.actualPort();
    }

    /** Sends the followers away, spread over this time; all else is still answered. May be called from anywhere. */
    public Future<Void> drain(Duration over) {
        Promise<Void> drained = Promise.promise();
        context.runOnContext(
                nothing -> (events == null ? Future.<Void>succeededFuture() : events.drain(over)).onComplete(drained));
        return drained.future();
    }

    @Override
    public Future<?> stop() {
        if (waiters != null) {
            waiters.close();
        }
        if (events != null) {
            events.close();
        }
        return server == null ? Future.succeededFuture() : server.shutdown(ANSWERING.toMillis(), TimeUnit.MILLISECONDS);
    }

    // ---- the table of routes

    private Router router() {
        var router = Router.router(vertx);
        var sights = new Sights(ground.resources());
        var holding = new Waiters(vertx, ground, settings.mostSubscribers());
        waiters = holding;
        var resources = new ResourceFace(ground, sights, holding);
        var lists = new ListFace(ground);
        var commands = new CommandFace(ground, sights, holding, random);
        var explanations = new ExplainFace(ground);
        var accounts = new AccountsFace(ground);
        var stops = new StopsFace(ground);
        var summary = new SummaryFace(ground);
        var metrics = new MetricsFace(ground);
        var journal = new JournalFace(ground);
        var callbacks = new CallbackFace(ground);
        var ops = new OpsFace(ground, draining);
        var described = new DescriptionFace();
        EventsFace.Later later =
                millis -> vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
        var following = new EventsFace(later, ground.feed(), settings.mostSubscribers(), draining, random, clock);
        events = following;
        var lateness = new Lateness(ground.meters(), TICK);
        vertx.setPeriodic(TICK.toMillis(), tick -> {
            lateness.tick();
            following.tick();
        });

        router.route().handler(this::sendElsewhere);
        router.route("/callbacks/*").handler(BodyHandler.create(false).setBodyLimit(CallbackFace.MOST_BODY_BYTES));
        router.route("/v1/stops")
                .handler(BodyHandler.create(false)
                        .setBodyLimit(Math.max(StopsFace.MOST_BODY_BYTES, settings.mostBodyBytes())));
        router.route().handler(BodyHandler.create(false).setBodyLimit(settings.mostBodyBytes()));
        on(router, "/v1/resources", Map.of(HttpMethod.GET, lists::list));
        on(
                router,
                "/v1/resources/:account/:id",
                Map.of(
                        HttpMethod.GET, answered(resources::get),
                        HttpMethod.PUT, answered(resources::introduce)));
        on(
                router,
                "/v1/resources/:account/:id/stop",
                Map.of(
                        HttpMethod.POST, answered(resources::stop),
                        HttpMethod.DELETE, answered(resources::release)));
        on(router, "/v1/resources/:account/:id/command", Map.of(HttpMethod.POST, answered(commands::order)));
        on(router, "/v1/resources/:account/:id/journal", Map.of(HttpMethod.GET, answered(journal::history)));
        on(router, "/v1/resources/:account/:id/explain", Map.of(HttpMethod.GET, answered(explanations::explain)));
        on(router, "/v1/stops", Map.of(HttpMethod.POST, answered(stops::stop)));
        on(router, "/v1/summary", Map.of(HttpMethod.GET, answered(summary::summary)));
        on(router, "/v1/accounts", Map.of(HttpMethod.GET, answered(accounts::all)));
        on(router, "/v1/accounts/:account/inventory", Map.of(HttpMethod.GET, answered(accounts::inventory)));
        on(router, "/v1/accounts/:account/pause", Map.of(HttpMethod.POST, answered(accounts::pause)));
        on(router, "/v1/accounts/:account/resume", Map.of(HttpMethod.POST, answered(accounts::resume)));
        on(router, "/v1/journal", Map.of(HttpMethod.GET, answered(journal::feed)));
        on(router, "/v1/events", Map.of(HttpMethod.GET, following::follow));
        on(router, "/callbacks/:account/:secret", Map.of(HttpMethod.POST, answered(callbacks::take)));
        on(router, "/livez", Map.of(HttpMethod.GET, answered(ops::live)));
        on(router, "/metrics", Map.of(HttpMethod.GET, answered(metrics::metrics)));
        on(router, "/readyz", Map.of(HttpMethod.GET, answered(ops::ready)));
        on(router, "/openapi.yaml", Map.of(HttpMethod.GET, described::yaml));
        on(router, "/openapi.json", Map.of(HttpMethod.GET, described::json));
        on(router, "/docs", Map.of(HttpMethod.GET, described::page));
        on(router, "/docs.css", Map.of(HttpMethod.GET, described::style));

        router.route().last().handler(request -> request.fail(404));
        router.route().failureHandler(Problems::give);
        return router;
    }

    /** Who keeps a connection would otherwise ask on it until it is cut; over HTTP/2 the server says so at its end. */
    private void sendElsewhere(RoutingContext request) {
        if (draining.get() && request.request().version() != HttpVersion.HTTP_2) {
            var connection = request.request().connection();
            request.response().putHeader("Connection", "close");
            request.addEndHandler(answered -> connection.close());
        }
        request.next();
    }

    interface Handling {
        void of(RoutingContext request);
    }

    interface Answering {
        Future<Answer> of(RoutingContext request);
    }

    static Handling answered(Answering answering) {
        return request ->
                answering.of(request).onSuccess(answer -> answer.give(request)).onFailure(request::fail);
    }

    /** One path, the methods it takes, each as it is described, and an honest answer to all others. */
    static void on(Router router, String path, Map<HttpMethod, Handling> methods) {
        methods.forEach((method, handling) -> {
            var template = path.replaceAll(":(\\w+)", "{$1}");
            var operation = Description.published()
                    .operation(method.name(), template)
                    .orElseThrow(() -> new IllegalStateException(method + " " + template + " is not described"));
            router.route(method, path).handler(request -> {
                Described.check(request, operation);
                handling.of(request);
            });
        });
        var allowed = methods.keySet().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        router.route(path).handler(request -> {
            throw new Fault(
                    405,
                    "method-not-allowed",
                    "Not with this method",
                    allowed + " was expected",
                    Map.of("Allow", allowed));
        });
    }
}
