package io.standstill.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import io.standstill.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What thousands who behave badly, or one who does so thoroughly, cost those who behave well: nothing. */
class RudeCallersTest {

    private static final int CROWD = 3_000;

    private static final String HALF_A_HEAD = "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: ";
    private static final String POST =
            "POST /v1/stops HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String GET = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final List<String> HALVES = List.of(
            "",
            "G",
            HALF_A_HEAD,
            POST + "Content-Length: 900\r\n\r\n{",
            POST + "Transfer-Encoding: chunked\r\n\r\n200\r\n{",
            GET + HALF_A_HEAD);

    /** How often the description was given, by the service's own log. */
    private static final AtomicInteger DESCRIBED = new AtomicInteger();

    private static AccessLines log;
    private static Guarded service;

    @BeforeAll
    static void start(@TempDir Path folder) {
        log = new AccessLines(event -> {
            if (event.getKeyValuePairs().stream().anyMatch(pair -> "/openapi.json".equals(pair.value))) {
                DESCRIBED.incrementAndGet();
            }
        });
        service = Guarded.start(
                folder,
                TestServer.get().fresh(),
                "http: {port: 0, headTimeout: 3s, bodyTimeout: 3s, idleTimeout: 3s}\n");
    }

    @AfterAll
    static void stop() {
        service.close();
        log.close();
    }

    /** One who behaves well, all the while: each request on a connection of its own. */
    private static final class Guest implements AutoCloseable {

        private final AtomicBoolean leaving = new AtomicBoolean();
        private final AtomicInteger served = new AtomicInteger();
        private final AtomicReference<Throwable> turnedAway = new AtomicReference<>();
        private final Thread asking = new Thread(this::ask, "guest");

        Guest() {
            asking.start();
        }

        private void ask() {
            try {
                while (!leaving.get()) {
                    // Longer than it may take, this throws.
                    assertThat(service.get("/livez").status()).isEqualTo(200);
                    served.incrementAndGet();
                }
            } catch (Throwable failed) {
                turnedAway.set(failed);
            }
        }

        int served() {
            assertThat(turnedAway.get()).isNull();
            return served.get();
        }

        @Override
        public void close() {
            leaving.set(true);
            try {
                asking.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** What lies beside the heap: the JVM's own buffers, and the network's, which count themselves. */
    private static long direct() {
        return PlatformDependent.usedDirectMemory()
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    @Test
    void thousands_of_halves_are_cut_off_while_others_are_served_and_leave_nothing_behind() throws Exception {
        // What is loaded and pooled once is no leak: a small crowd of the same kinds has come before.
        cutOff(300);
        var descriptors = descriptors();
        var heap = heap();
        var direct = direct();

        cutOff(CROWD);

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(descriptors())
                .isLessThan(descriptors + 50));
        // A connection that is forgotten keeps ten kilobytes and more.
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(heap())
                .isLessThan(heap + CROWD * 4_000L));
        assertThat(direct).as("counted").isPositive();
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(direct())
                .isLessThan(direct + CROWD * 4_000L));
    }

    private static void cutOff(int number) throws Exception {
        try (var guest = new Guest();
                var crowd = new RudeCrowd()) {
            crowd.join(service.port(), number, HALVES);
            var before = guest.served();
            var begun = System.nanoTime();
            while (crowd.standing() > 0 && System.nanoTime() - begun < 30_000_000_000L) {
                crowd.drip();
                crowd.listen(Duration.ofMillis(100));
            }
            assertThat(crowd.standing()).isZero();
            // However slow the machine: who asked while they stood was answered, and is so still.
            Awaitility.await().until(() -> guest.served() >= before + 3);
        }
    }

    // ---- one at a time

    private static String answers(String said) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(said.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException cut) {
                // It was heard before, or it was not; what was answered tells.
            }
            var heard = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(heard);
            } catch (IOException cut) {
                // Whoever goes on speaking to one who hung up is told so.
            }
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n",
                "Transfer-Encoding: chunked, gzip\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "Content-Length: -2\r\n\r\n{}",
                "Content-Length: 99999999999999999999\r\n\r\n{}",
                "Content-Length: 2\r\nno colon\r\n\r\n{}",
                "Content-Length: 2\r\nX: a\0b\r\n\r\n{}",
                "Content-Length: 2\r\n : a\r\n\r\n{}"
            })
    void a_body_whose_end_nobody_can_tell_is_nobodys_order(String rest) throws Exception {
        var heard = answers(POST + rest);

        assertThat(heard).satisfiesAnyOf(nothing -> assertThat(nothing).isEmpty(), refused -> assertThat(refused)
                .startsWith("HTTP/1.1 4"));
        assertThat(heard).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
        assertThat(service.get("/livez").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "trailers", "extension", "headers"})
    void what_has_no_end_is_cut_off_however_it_is_said(String where) throws Exception {
        var endless = "x".repeat(4_000_000);
        var said =
                switch (where) {
                    case "head" -> "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + endless;
                    case "headers" -> "GET /livez HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(500_000);
                    case "trailers" -> POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: " + endless;
                    default -> POST + "Transfer-Encoding: chunked\r\n\r\n2;" + endless;
                };

        var heard = answers(said);

        assertThat(heard).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
        assertThat(service.get("/livez").status()).isEqualTo(200);
    }

    @Test
    void what_is_asked_in_one_breath_is_answered_in_order_up_to_the_rubbish() throws Exception {
        var heard = answers(GET.repeat(200) + "\u0001\u0002rubbish\r\n\r\n" + GET);

        assertThat(heard.split("HTTP/1.1 200", -1)).hasSize(201);
    }

    /** All that is asked in a breath would otherwise be answered into memory for one who does not want it. */
    @Test
    void whoever_asks_without_listening_is_not_answered_more_than_the_wire_holds() throws Exception {
        var asked = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .repeat(20_000)
                .getBytes(StandardCharsets.US_ASCII);
        try (var guest = new Guest();
                var deaf = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            var before = guest.served();
            var speaking = new Thread(() -> speak(deaf, asked), "deaf");
            speaking.start();
            speaking.join(Duration.ofSeconds(60).toMillis());

            assertThat(speaking.isAlive()).isFalse();
            assertThat(DESCRIBED).hasValueBetween(1, 400);
            Awaitility.await().until(() -> guest.served() > before);
        }
    }

    private static void speak(Socket deaf, byte[] asked) {
        try {
            for (var time = 0; time < 100; time++) {
                deaf.getOutputStream().write(asked);
            }
        } catch (IOException cut) {
            // As it should be.
        }
    }
}
