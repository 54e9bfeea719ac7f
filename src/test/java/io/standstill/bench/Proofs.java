package io.standstill.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** Follows the feed over a bare socket, and notes when it is told that something stopped. */
final class Proofs implements AutoCloseable {

    private static final int LARGEST = 1 << 20;

    private final Socket socket;
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private volatile boolean follows;

    Proofs(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write("GET /v1/events?transitions=true HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                        .formatted(port)
                        .getBytes(StandardCharsets.US_ASCII));
        var reading = new Thread(this::read, "proofs");
        reading.setDaemon(true);
        reading.start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> follows);
    }

    /** When it was told of each, by its id. */
    Map<String, Long> heard() {
        return heard;
    }

    private void read() {
        var bytes = new byte[LARGEST];
        var filled = 0;
        try (InputStream in = socket.getInputStream()) {
            for (var read = in.read(bytes); read >= 0; read = in.read(bytes, filled, bytes.length - filled)) {
                var now = System.nanoTime();
                filled += read;
                follows = true;
                var text = new String(bytes, 0, filled, StandardCharsets.ISO_8859_1);
                var whole = text.lastIndexOf("\n\n") + 2;
                if (whole >= 2) {
                    text.substring(0, whole).lines().forEach(line -> note(line, now));
                    System.arraycopy(bytes, whole, bytes, 0, filled - whole);
                    filled -= whole;
                }
            }
        } catch (IOException ended) {
            follows = false;
        }
    }

    private void note(String line, long now) {
        if (line.startsWith("data: ") && line.contains("\"kind\":\"proved\"")) {
            var resource = line.indexOf("\"resource\":{");
            var from = line.indexOf("\"id\":\"", resource) + 6;
            heard.put(line.substring(from, line.indexOf('"', from)), now);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
