package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Trace;
import io.standstill.testing.RawServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens on the wire, a call ends, in time and with a value. */
@ExtendWith(VertxExtension.class)
class WireTest {

    private static Exchange call(Vertx vertx, String url) {
        return new Wire(vertx, System::nanoTime, URI.create(url), Blotter.NOTHING)
                .call(Ask.post("/stop").with("Authorization", "Bearer secret"))
                .await();
    }

    @ParameterizedTest
    @CsvSource({"'Sat, 21 Nov 2026 04:00:00 GMT', 2026-11-21T04:00:00Z", "yesterday, "})
    void the_vendors_clock_is_heard_with_its_answers_where_it_can_be_read(String date, Instant heard, Vertx vertx) {
        var server = vertx.createHttpServer()
                .requestHandler(
                        request -> request.response().putHeader("Date", date).end("{}"))
                .listen(0, "127.0.0.1")
                .await();
        var wire = new Wire(vertx, () -> 42, URI.create("http://127.0.0.1:" + server.actualPort()), Blotter.NOTHING);
        assertThat(wire.clock()).isEmpty();

        assertThat(wire.call(Ask.get("/")).await().status()).isEqualTo(200);

        assertThat(wire.clock().map(Wire.Told::time)).isEqualTo(Optional.ofNullable(heard));
        wire.close();
        server.close().await();
    }

    @Test
    void an_answer_is_told_as_it_came(Vertx vertx) {
        try (var server =
                new RawServer((client, out) -> out.write(RawServer.response(202, "application/json", "\"taken\"")))) {
            var exchange = call(vertx, server.url());

            assertThat(exchange.status()).isEqualTo(202);
            assertThat(exchange.fault()).isNull();
            assertThat(exchange.json()).contains("taken");
        }
    }

    @Test
    void what_lets_the_account_in_is_not_kept_where_the_answer_repeats_it(Vertx vertx) {
        var body = "you sent Authorization: Bearer secret";
        try (var server = new RawServer((client, out) -> out.write(RawServer.response(200, "text/plain", body)))) {
            var exchange = call(vertx, server.url());

            assertThat(exchange.trace(Trace.Source.ANSWER).excerpt()).isEqualTo("you sent Authorization: Bearer ***");
        }
    }

    @Test
    void a_short_answer_is_heard_by_whoever_calls_from_outside(Vertx vertx) {
        var server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end("1"))
                .listen(0, "127.0.0.1")
                .await();
        var wire = new Wire(
                vertx, System::nanoTime, URI.create("http://127.0.0.1:" + server.actualPort()), Blotter.NOTHING);
        for (var i = 0; i < 1_000; i++) {
            assertThat(wire.call(Ask.get("/")).await().fault()).isNull();
        }
    }

    @Test
    void a_connection_that_is_cut_before_or_within_the_answer_is_a_fault(Vertx vertx) {
        try (var before = new RawServer((client, out) -> client.setSoLinger(true, 0));
                var within = new RawServer((client, out) -> out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":".getBytes(StandardCharsets.UTF_8)))) {
            assertThat(call(vertx, before.url()).inShort()).isEqualTo("the connection broke");
            var half = call(vertx, within.url());
            assertThat(half.inShort()).isEqualTo("the connection broke");
            assertThat(half.status()).as("a status without its body is none").isZero();
        }
    }

    @Test
    void nobody_there_is_a_fault(Vertx vertx) {
        var server = new RawServer((client, out) -> out.flush());
        server.close();

        assertThat(call(vertx, server.url()).inShort()).isEqualTo("no connection");
    }

    @Test
    void a_silent_server_and_one_that_drips_both_end_in_time(Vertx vertx) {
        var hungUp = new AtomicBoolean();
        var never = new CountDownLatch(1);
        try (var silent = new RawServer((client, out) -> hold(never));
                var dripping = new RawServer((client, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    try {
                        for (var i = 0; i < 1_000; i++) {
                            out.write('x');
                            out.flush();
                            Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
                        }
                    } finally {
                        hungUp.set(true);
                    }
                })) {
            var began = System.nanoTime();
            var wire = new Wire(vertx, System::nanoTime, URI.create(silent.url()), Blotter.NOTHING);
            var dripped = new Wire(vertx, System::nanoTime, URI.create(dripping.url()), Blotter.NOTHING);
            var both = Future.all(wire.call(Ask.get("/")), dripped.call(Ask.get("/")))
                    .await();

            assertThat(both.<Exchange>resultAt(0).inShort()).isEqualTo("no answer in time");
            assertThat(both.<Exchange>resultAt(1).inShort()).isEqualTo("no answer in time");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
            Awaitility.await().atMost(Duration.ofSeconds(10)).untilTrue(hungUp);
        } finally {
            never.countDown();
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_body_without_end_is_cut_off(Vertx vertx) {
        try (var server = new RawServer((client, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
            while (true) {
                out.write(chunk);
            }
        })) {
            assertThat(call(vertx, server.url()).inShort()).isEqualTo("the answer is too large");
        }
    }

    @Test
    void a_redirect_is_not_followed_with_our_credentials(Vertx vertx) {
        try (var elsewhere =
                        new RawServer((client, out) -> out.write(RawServer.response(200, "text/plain", "got it")));
                var server = new RawServer(
                        (client, out) -> out.write("HTTP/1.1 307 X\r\nLocation: %s/\r\nContent-Length: 0\r\n\r\n"
                                .formatted(elsewhere.url())
                                .getBytes(StandardCharsets.UTF_8)))) {
            assertThat(call(vertx, server.url()).status()).isEqualTo(307);
            assertThat(elsewhere.heads()).isEmpty();
        }
    }

    @Test
    void what_is_no_http_is_a_fault(Vertx vertx) {
        try (var server =
                new RawServer((client, out) -> out.write("SSH-2.0-OpenSSH\r\n\r\n".getBytes(StandardCharsets.UTF_8)))) {
            assertThat(call(vertx, server.url()).inShort()).isEqualTo("the connection broke");
        }
    }
}
