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

/** The whole service in this process, on a database and ports of its own, spoken to over HTTP only. */
public final class Running implements AutoCloseable {

    private final Standstill service;
    private final Database database;
    private final int port;
    private final int simulatorPort;
    private final HttpClient client = HttpClient.newHttpClient();

    private Running(Standstill service, Database database, int port, int simulatorPort) {
        this.service = service;
        this.database = database;
        this.port = port;
        this.simulatorPort = simulatorPort;
    }

    /** With a Feldera account named {@code demo}, a Storm and a memories.ai account named so, all at the simulators. */
    public static Running start(Path folder) {
        return start(folder, 10_000);
    }

    /** The same, where no more than so many may follow the feed. */
    public static Running start(Path folder, int subscribers) {
        var simulator = freePort();
        var database = TestServer.get().fresh();
        var boot = Boot.start("""
                http: {port: 0, subscribers: %d}
                database: {url: 'postgresql://%s:%s@%s:%d/%s?sslmode=disable', dataDir: '%s'}
                simulator: {enabled: true, port: %d}
                accounts:
                  demo: {vendor: feldera, apiKey: k}
                  storm: {vendor: storm, username: u, password: p, environment: nonprod, confirmOver: 1s}
                  memories: {vendor: memories, apiKey: sk-mavi-k, callbackSecret: [first-secret, second-secret]}
                """.formatted(
                        subscribers,
                        database.user(),
                        database.password(),
                        database.host(),
                        database.port(),
                        database.name(),
                        folder.resolve("data"),
                        simulator));
        return new Running(boot, database, boot.port(), simulator);
    }

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
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(Promised::kept);
    }

    public HttpResponse<String> put(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var answer =
                    client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            return answer.request().uri().getPort() == port ? Promised.kept(answer) : answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
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
        service.close();
    }
}
