package io.standstill.http;

import io.standstill.http.description.Description;
import io.standstill.http.door.Door;
import io.standstill.http.door.Patience;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
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
     * @param metricsElsewhere the figures have a port of their own
     */
    public record Settings(
            String host, int port, int mostBodyBytes, int mostSubscribers, Wire wire, boolean metricsElsewhere) {}

    /**
     * How its connections are treated.
     *
     * @param certificate null: they are not encrypted
     */
    public record Wire(
            int mostHeaderBytes,
            int mostLineBytes,
            Patience.Limits patience,
            @Nullable PemKeyCertOptions certificate) {}

    /** How long a connection may leave unread what was sent; beyond it the system itself cuts it. */
    private static final Duration UNREAD = Duration.ofSeconds(5);

    /** What the system keeps of a connection's unsent bytes; left to itself it grows to megabytes for a slow reader. */
    private static final int SEND_BUFFER = 128 * 1024;

    /** Of a connection on which nothing passes, not even a word to somebody who waits. */
    private static final int SILENT_SECONDS = Preference.LONGEST + 60;

    private static final Duration TICK = Duration.ofSeconds(1);

    /** At the end, how long an answer that is on its way may take. */
    private static final Duration ANSWERING = Duration.ofSeconds(2);

    private final Settings settings;
    private final Ground ground;
    private final Door door;
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
            Settings settings,
            Ground ground,
            Door door,
            AtomicBoolean draining,
            RandomGenerator random,
            InstantSource clock) {
        this.settings = settings;
        this.ground = ground;
        this.door = door;
        this.draining = draining;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        var patience = new Patience(settings.wire().patience());
        vertx.setPeriodic(TICK.toMillis(), tick -> patience.tick());
        return vertx.createHttpServer(options(settings))
                .connectionHandler(patience::opened)
                .requestHandler(router(patience))
                .listen()
                .onSuccess(listening -> server = listening);
    }

    /** How it listens. */
    static HttpServerOptions options(Settings settings) {
        var wire = settings.wire();
        var options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setMaxInitialLineLength(wire.mostLineBytes())
                .setMaxHeaderSize(wire.mostHeaderBytes())
                .setIdleTimeout(SILENT_SECONDS)
                .setSendBufferSize(SEND_BUFFER)
                // Closing waits for what was written before; where nobody reads it, only the system can end that. Known
                // to the native transport alone: elsewhere such a connection stays until its other end goes.
                .setTcpUserTimeout((int) UNREAD.toMillis());
        options.getInitialSettings().setMaxHeaderListSize(wire.mostHeaderBytes());
        if (wire.certificate() != null) {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setSslHandshakeTimeout(wire.patience().head().toSeconds())
                    .setKeyCertOptions(wire.certificate());
        }
        return options;
    }

    /** Shows this certificate to whoever connects from now on. May be called from anywhere. */
    public Future<Void> show(PemKeyCertOptions certificate) {
        Promise<Void> shown = Promise.promise();
        context.runOnContext(nothing -> (server == null
                        ? Future.<Void>succeededFuture()
                        : server.updateSSLOptions(
                                        options(settings).getSslOptions().setKeyCertOptions(certificate))
                                .<Void>mapEmpty())
                .onComplete(shown));
        return shown.future();
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

    private Router router(Patience patience) {
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
        var callbacks = new CallbackFace(ground, door);
        var session = new SessionFace(door.cookies());
        var ops = new OpsFace(ground, draining);
        var described = new DescriptionFace();
        var pages = PageFace.shipped();
        EventsFace.Later later =
                millis -> vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
        var following = new EventsFace(later, ground.feed(), settings.mostSubscribers(), draining, random, clock);
        events = following;
        var lateness = new Lateness(ground.meters(), TICK);
        vertx.setPeriodic(TICK.toMillis(), tick -> {
            lateness.tick();
            following.tick();
        });

        router.route().handler(patience::began);
        router.route().handler(this::sendElsewhere);
        router.route().handler(door::enter);
        router.route("/callbacks/:account/:secret").handler(callbacks::admit);
        router.route("/callbacks/*").handler(BodyHandler.create(false).setBodyLimit(CallbackFace.MOST_BODY_BYTES));
        router.route("/v1/stops")
                .handler(BodyHandler.create(false)
                        .setBodyLimit(Math.max(StopsFace.MOST_BODY_BYTES, settings.mostBodyBytes())));
        router.route().handler(BodyHandler.create(false).setBodyLimit(settings.mostBodyBytes()));
        open(router, "/v1/resources", Map.of(HttpMethod.GET, lists::list));
        open(
                router,
                "/v1/resources/:account/:id",
                Map.of(
                        HttpMethod.GET, answered(resources::get),
                        HttpMethod.PUT, answered(resources::introduce)));
        open(
                router,
                "/v1/resources/:account/:id/stop",
                Map.of(
                        HttpMethod.POST, answered(resources::stop),
                        HttpMethod.DELETE, answered(resources::release)));
        open(router, "/v1/resources/:account/:id/command", Map.of(HttpMethod.POST, answered(commands::order)));
        open(router, "/v1/resources/:account/:id/journal", Map.of(HttpMethod.GET, answered(journal::history)));
        open(router, "/v1/resources/:account/:id/explain", Map.of(HttpMethod.GET, answered(explanations::explain)));
        open(router, "/v1/stops", Map.of(HttpMethod.POST, answered(stops::stop)));
        open(router, "/v1/summary", Map.of(HttpMethod.GET, answered(summary::summary)));
        open(router, "/v1/accounts", Map.of(HttpMethod.GET, answered(accounts::all)));
        open(router, "/v1/accounts/:account/inventory", Map.of(HttpMethod.GET, answered(accounts::inventory)));
        open(router, "/v1/accounts/:account/pause", Map.of(HttpMethod.POST, answered(accounts::pause)));
        open(router, "/v1/accounts/:account/resume", Map.of(HttpMethod.POST, answered(accounts::resume)));
        open(router, "/v1/journal", Map.of(HttpMethod.GET, answered(journal::feed)));
        open(router, "/v1/events", Map.of(HttpMethod.GET, following::follow));
        open(
                router,
                "/v1/session",
                Map.of(
                        HttpMethod.GET, answered(session::tell),
                        HttpMethod.POST, answered(session::trade),
                        HttpMethod.DELETE, session::giveBack));
        open(router, "/callbacks/:account/:secret", Map.of(HttpMethod.POST, answered(callbacks::take)));
        open(router, "/livez", Map.of(HttpMethod.GET, answered(ops::live)));
        if (!settings.metricsElsewhere()) {
            open(router, "/metrics", Map.of(HttpMethod.GET, answered(metrics::metrics)));
        }
        open(router, "/readyz", Map.of(HttpMethod.GET, answered(ops::ready)));
        open(router, "/openapi.yaml", Map.of(HttpMethod.GET, described::yaml));
        open(router, "/openapi.json", Map.of(HttpMethod.GET, described::json));
        open(router, "/docs", Map.of(HttpMethod.GET, described::page));
        open(router, "/docs/:page", Map.of(HttpMethod.GET, described::manual));
        open(router, "/docs.css", Map.of(HttpMethod.GET, described::style));

        open(router, "/", Map.of(HttpMethod.GET, pages::page));
        open(router, "/assets/:name", Map.of(HttpMethod.GET, pages::asset));

        router.route().last().handler(request -> request.fail(404));
        router.route("/v1/events").failureHandler(following::turnAway);
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

    private void open(Router router, String path, Map<HttpMethod, Handling> methods) {
        router.route(path).handler(door.at(path));
        on(router, path, methods);
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
