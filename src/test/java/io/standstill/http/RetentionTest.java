package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.feed.Feed;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.PostgresJournal;
import io.standstill.journal.postgres.PostgresResources;
import io.standstill.journal.postgres.Upkeep;
import io.standstill.testing.Samples;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partition of the real journal goes while somebody reads it over HTTP. */
class RetentionTest {

    private static final int PARTITION = 600;
    private static final int WRITTEN = 1_200;
    private static final Upkeep.Keep KEEP =
            new Upkeep.Keep(Duration.ofDays(400), Duration.ofDays(90), Duration.ofDays(7));

    /** Holds hardly anything, so that whoever is behind is served by the database. */
    private static final Feed.Limits LIMITS = new Feed.Limits(60_000, 2, Duration.ofHours(1), Duration.ofHours(1));

    private final HttpClient client = HttpClient.newHttpClient();
    private Vertx vertx;
    private Sql database;
    private Pool pool;
    private Upkeep upkeep;
    private Feed feed;
    private HttpServer server;
    private String epoch;

    @BeforeEach
    void open() throws SQLException {
        vertx = Vertx.vertx();
        Database where = TestServer.get().fresh();
        database = Sql.on(where);
        pool = where.pool(vertx, 4);
        upkeep = new Upkeep(pool, PARTITION, KEEP);
        upkeep.runOnce().await();
        epoch = database.one("SELECT epoch FROM feed");
        append(PARTITION, "500 days");
        append(WRITTEN - PARTITION, "1 day");
        feed = new Feed(vertx, new PostgresJournal(pool), System::nanoTime, Duration.ofHours(1), LIMITS);
        feed.start().await();
        vertx.deployVerticle(this::serve).await();
    }

    private Future<?> serve(Context context) {
        var events = new EventsFace(
                millis -> Future.succeededFuture(), feed, 10, new AtomicBoolean(), new Random(1), () -> Samples.NOON);
        var pages = new JournalFace(Faces.reading(new PostgresJournal(pool), new PostgresResources(pool), feed));
        var router = Router.router(vertx);
        router.route().handler(Doors::letIn);
        HttpFace.on(router, "/v1/events", Map.of(HttpMethod.GET, events::follow));
        HttpFace.on(router, "/v1/journal", Map.of(HttpMethod.GET, HttpFace.answered(pages::feed)));
        HttpFace.on(
                router,
                "/v1/resources/:account/:id/journal",
                Map.of(HttpMethod.GET, HttpFace.answered(pages::history)));
        router.route().failureHandler(Problems::give);
        server = vertx.createHttpServer(HttpFace.options(Doors.settings(1_000, 10)))
                .requestHandler(router);
        return server.listen();
    }

    @AfterEach
    void close() {
        database.close();
        vertx.close().await();
    }

    /** Large ones, so that no socket's buffers hold many of them. */
    private void append(int entries, String age) throws SQLException {
        database.run("""
                INSERT INTO journal (position, at, account, vendor, resource_id, kind, from_state, to_state, evidence, resource)
                SELECT feed.position + number, now() - interval '%s', 'a', 'feldera', 'r', 'seen', 'stopping', 'stopping',
                       json_build_object('excerpt', repeat('x', 30000)), '{"account":"a","id":"r"}'
                  FROM feed, generate_series(1, %d) AS number;
                UPDATE feed SET position = position + %2$d
                """.formatted(age, entries));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.actualPort(), path)))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void theOldestPartitionGoes() {
        upkeep.runOnce().await();
        assertThat(database.one("SELECT count(*) FROM pg_class WHERE relname = 'journal_000000000000001'"))
                .isEqualTo("0");
        assertThat(database.one("SELECT first FROM feed")).isEqualTo("" + (PARTITION + 1));
    }

    @Test
    void a_follower_that_stands_on_it_holds_nothing_up_and_is_told_what_it_missed() throws Exception {
        try (var follower = new Slow(server.actualPort(), "/v1/events?after=0")) {
            follower.readsPast(20);

            theOldestPartitionGoes();
            append(1, "0 days");
            feed.poke();
            Awaitility.await().until(() -> feed.head().position() == WRITTEN + 1);
            follower.readsUntilReset();
            append(1, "0 days");
            feed.poke();
            follower.readsPast(WRITTEN + 2);

            assertThat(follower.lastBeforeReset())
                    .as("it stood on what went, when it went")
                    .isBetween(20L, PARTITION - 1L);
            assertThat(follower.reset().getString("reason")).isEqualTo("expired");
            assertThat(follower.untoldGaps()).isEmpty();
        }
    }

    @Test
    void whoever_reads_page_by_page_is_told_that_the_next_one_is_gone() throws Exception {
        var ofAll = get("/v1/journal?limit=10");
        var ofOne = get("/v1/resources/a/r/journal?limit=10");
        assertThat(ofAll.statusCode()).isEqualTo(200);
        assertThat(ofOne.statusCode()).isEqualTo(200);

        theOldestPartitionGoes();

        for (var path : List.of("/v1/journal?after=", "/v1/resources/a/r/journal?after=")) {
            var gone = get(path + new JsonObject(ofAll.body()).getString("next"));
            assertThat(gone.statusCode()).as(path).isEqualTo(410);
            assertThat(gone.body()).contains("expired", "/v1/resources");
            var first = new JsonObject(get(path + "0&limit=1").body()).getJsonArray("items");
            assertThat(first.getJsonObject(0).getString("position")).isEqualTo(epoch + "-" + (PARTITION + 1));
        }
    }

    /** A follower that reads a line only when the test says so. */
    private static final class Slow implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader lines;
        private final List<String> gaps = new ArrayList<>();
        private long last = -1;
        private long lastBeforeReset = -1;
        private JsonObject reset;

        Slow(int port, String path) throws IOException {
            socket = new Socket();
            // Little room on the way, so that what is not read stays where it is.
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: here\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void readsPast(long position) throws IOException {
            while (last < position) {
                readsFrame();
            }
        }

        void readsUntilReset() throws IOException {
            while (reset == null) {
                readsFrame();
            }
        }

        private void readsFrame() throws IOException {
            var id = lastField("id:");
            var kind = "";
            for (var line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    kind = line.substring(6).strip();
                } else if (line.startsWith("data:") && kind.equals("reset")) {
                    reset = new JsonObject(line.substring(5));
                }
            }
            var position = Long.parseLong(id.substring(id.indexOf('-') + 1));
            if (kind.equals("reset")) {
                lastBeforeReset = last;
            } else if (last >= 0 && position != last + 1 && !kind.isEmpty()) {
                gaps.add("from %d to %d".formatted(last, position));
            }
            last = position;
        }

        private String lastField(String name) throws IOException {
            for (var line = lines.readLine(); ; line = lines.readLine()) {
                assertThat(line).as("after %d", last).isNotNull();
                if (line.startsWith(name)) {
                    return line.substring(name.length()).strip();
                }
            }
        }

        JsonObject reset() {
            return reset;
        }

        long lastBeforeReset() {
            return lastBeforeReset;
        }

        List<String> untoldGaps() {
            return gaps;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
