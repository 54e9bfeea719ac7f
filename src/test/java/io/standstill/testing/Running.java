package io.standstill.testing;

import io.standstill.app.Boot;
import io.standstill.app.Standstill;
import io.standstill.journal.postgres.Database;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The whole service in this process, on a database and ports of its own, spoken to over HTTP only. */
public final class Running implements AutoCloseable {

    private final String configuration;
    private final Database database;
    private final int simulatorPort;
    private final @Nullable String token;
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable Standstill service;
    private int port;

    /**
     * @param token whose it speaks as, if whoever asks must be known
     */
    Running(String configuration, Database database, int simulatorPort, @Nullable String token) {
        this.configuration = configuration;
        this.database = database;
        this.simulatorPort = simulatorPort;
        this.token = token;
        again();
    }

    /** With a Feldera account named {@code demo}, a Storm and a memories.ai account named so, all at the simulators. */
    public static Running start(Path folder) {
        return start(folder, 10_000);
    }

    /** The same, where no more than so many may follow the feed. */
    public static Running start(Path folder, int subscribers) {
        return new Plan(folder, 0)
                .subscribers(subscribers)
                .account("demo", "vendor: feldera, apiKey: k")
                .account("storm", "vendor: storm, username: u, password: p, environment: nonprod, confirmOver: 1s")
                .account(
                        "memories",
                        "vendor: memories, apiKey: sk-mavi-k, callbackSecret: [first-secret, second-secret]")
                .start();
    }

    /** Otherwise, as a test says; on a port that stays the same when it is started again. */
    public static Plan planned(Path folder) {
        return new Plan(folder, freePort());
    }

    // ---- ended and begun again

    /** It ends, as a person would end it; whoever follows the feed is cut off. */
    public void stop() {
        if (service != null) {
            service.close();
            service = null;
        }
    }

    /** It starts as it was started first: on the same database, with the same world at the simulators. */
    public void again() {
        stop();
        service = Boot.start(configuration);
        port = service.port();
    }

    // ---- spoken to

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Where all it knows is kept. */
    public Database database() {
        return database;
    }

    public int port() {
        return port;
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).GET());
    }

    public HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    public HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** With headers, as pairs of name and value. */
    public HttpResponse<String> post(String path, String json, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The same, without waiting for the answer. */
    public CompletableFuture<HttpResponse<String>> postSoon(String path, String json, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .headers(headers)
                // A connection each: of streams only so many go over one.
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return client.sendAsync(known(request), HttpResponse.BodyHandlers.ofString())
                .thenApply(Promised::kept);
    }

    public HttpResponse<String> put(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var asked = known(request.timeout(Duration.ofSeconds(20)));
            var answer = client.send(asked, HttpResponse.BodyHandlers.ofString());
            return answer.request().uri().getPort() == port ? Promised.kept(answer) : answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whoever asks the service says who they are, unless the test has said so. */
    private HttpRequest known(HttpRequest.Builder request) {
        var asked = request.build();
        return token == null
                        || asked.uri().getPort() != port
                        || asked.headers().firstValue("Authorization").isPresent()
                ? asked
                : request.header("Authorization", "Bearer " + token).build();
    }

    /** The resource, once it is as wanted. */
    public JsonObject awaits(String path, Predicate<JsonObject> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> new JsonObject(get(path).body()), wanted);
    }

    /** Makes a thing at the simulator, or changes its manners. */
    public void thing(String path, JsonObject body) {
        var answer = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulatorPort + "/_control/" + path))
                .PUT(HttpRequest.BodyPublishers.ofString(body.encode())));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    public JsonObject truth(String path) {
        return new JsonObject(
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulatorPort + "/_control/" + path))
                                .GET())
                        .body());
    }

    @Override
    public void close() {
        stop();
    }
}
