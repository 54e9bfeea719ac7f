package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.standstill.feed.Feed;
import io.standstill.testing.Follower;
import io.standstill.testing.PaperJournal;
import io.standstill.testing.Samples;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole face that is about to go, as its callers see it over real connections. */
class DrainTest {

    private final PaperJournal journal = new PaperJournal();
    private final AtomicBoolean draining = new AtomicBoolean();
    private Vertx vertx;
    private HttpFace face;
    private String deployed;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        var feed = new Feed(vertx, journal, () -> 0, Duration.ofHours(1), Feed.Limits.of(1 << 20, 2));
        feed.start().await();
        face = new HttpFace(
                Doors.settings(1_000, 10),
                new Ground(
                        null,
                        journal,
                        null,
                        null,
                        null,
                        feed,
                        Map.of(),
                        null,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        missed -> {}),
                Doors.open(),
                draining,
                new Random(1),
                () -> Samples.NOON);
        deployed = vertx.deployVerticle(face).await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** What is answered over one connection to several calls, until it is closed from the other side. */
    private String answers(String... paths) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), face.port())) {
            socket.setSoTimeout(10_000);
            for (var path : paths) {
                socket.getOutputStream()
                        .write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .formatted(path)
                                .getBytes(StandardCharsets.US_ASCII));
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private HttpClient client(HttpVersion version) {
        return vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false),
                new PoolOptions().setHttp1MaxSize(1));
    }

    private Future<HttpClientResponse> ask(HttpClient client, String path) {
        return client.request(HttpMethod.GET, face.port(), "127.0.0.1", path)
                .compose(request -> request.send())
                .compose(answer -> answer.body().map(answer));
    }

    @Test
    void before_it_a_connection_is_kept_and_the_node_is_ready() {
        var client = client(HttpVersion.HTTP_1_1);

        var ready = ask(client, "/readyz").await();
        var live = ask(client, "/livez").await();

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.getHeader("Connection")).isNull();
        assertThat(live.request().connection().localAddress())
                .isEqualTo(ready.request().connection().localAddress());
    }

    @Test
    void it_lives_and_is_not_ready_and_each_connection_ends_with_its_answer() throws Exception {
        draining.set(true);

        assertThat(answers("/livez", "/livez"))
                .startsWith("HTTP/1.1 200 OK")
                .containsIgnoringCase("connection: close")
                .containsOnlyOnce("HTTP/1.1");
        assertThat(answers("/readyz"))
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("connection: close")
                .contains("draining");
        assertThat(answers("/v1/journal")).startsWith("HTTP/1.1 200 OK").containsIgnoringCase("connection: close");
        assertThat(answers("/nowhere")).startsWith("HTTP/1.1 404").containsIgnoringCase("connection: close");
        assertThat(answers("/v1/events")).startsWith("HTTP/1.1 503").containsIgnoringCase("connection: close");
    }

    @Test
    void a_long_answer_is_whole_before_its_connection_ends() throws Exception {
        for (var i = 0; i < 1_000; i++) {
            journal.write("a", "x", "active", "active", "{}", "\"" + "x".repeat(8_000) + "\"");
        }
        draining.set(true);

        var answer = answers("/v1/journal?limit=1000");

        assertThat(answer).hasSizeGreaterThan(8_000_000).endsWith("\"next\":null}");
    }

    @Test
    void it_answers_until_the_last_follower_is_gone() throws Exception {
        try (var follower = Follower.of("http://127.0.0.1:" + face.port() + "/v1/events")) {
            draining.set(true);
            var drained = face.drain(Duration.ofSeconds(2));

            assertThat(answers("/readyz")).startsWith("HTTP/1.1 503");
            assertThat(drained.isComplete()).isFalse();

            Awaitility.await().until(drained::succeeded);
            Awaitility.await().until(follower::ended);
        }
    }

    @Test
    void with_no_follower_it_is_over_at_once() {
        draining.set(true);

        var drained = face.drain(Duration.ofHours(1));

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(drained::succeeded);
    }

    @Test
    void what_is_on_its_way_is_still_answered_and_a_shared_connection_is_told_to_go() {
        var client = client(HttpVersion.HTTP_2);
        var told = new AtomicBoolean();
        var first = ask(client, "/livez").await();
        assertThat(first.version()).isEqualTo(HttpVersion.HTTP_2);
        first.request().connection().goAwayHandler(away -> told.set(true));
        var asked = journal.asked(1);
        journal.hold();
        var late = ask(client, "/v1/journal");
        asked.await();

        var ended = vertx.undeploy(deployed);
        Awaitility.await().untilTrue(told);
        journal.letGo();

        assertThat(late.await().statusCode()).isEqualTo(200);
        ended.await();
    }

    @Test
    void an_answer_that_does_not_come_holds_up_nobody() {
        var asked = journal.asked(1);
        journal.hold();
        var late = ask(client(HttpVersion.HTTP_1_1), "/v1/journal");
        asked.await();

        var ended = vertx.undeploy(deployed);

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(ended::succeeded);
        Awaitility.await().until(late::failed);
    }
}
