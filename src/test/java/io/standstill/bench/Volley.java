package io.standstill.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cheap client: one thread, bare sockets that are kept open, one request at a time on each, and each answer timed. It
 * reads of an answer what it needs to know where the next one begins.
 */
final class Volley implements AutoCloseable {

    /** What is sent next, whole; null: nothing any more. */
    interface Source {
        byte @Nullable [] next();
    }

    /** What came of it. */
    static final class Shots {

        private final long refused;
        private final double seconds;

        /** How long each took, the shortest first. */
        private final long[] nanos;

        private Shots(long refused, double seconds, long[] nanos) {
            this.refused = refused;
            this.seconds = seconds;
            this.nanos = nanos;
        }

        /** Answers that were no 2xx. */
        long refused() {
            return refused;
        }

        int count() {
            return nanos.length;
        }

        double perSecond() {
            return nanos.length / seconds;
        }

        double millis(double quantile) {
            return nanos.length == 0 ? 0 : nanos[(int) Math.min(nanos.length - 1, nanos.length * quantile)] / 1e6;
        }
    }

    private static final int LONGEST_ANSWER = 64 * 1_024;
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

    /** How long it waits for answers when it has said all. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final Selector selector = Selector.open();
    private final List<Line> lines = new ArrayList<>();
    private final Deque<Line> idle = new ArrayDeque<>();
    private long[] nanos = new long[1 << 16];
    private int answered;
    private long refused;
    private @Nullable Consumer<String> reader;

    Volley(int port, int connections) throws IOException {
        for (var i = 0; i < connections; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var line = new Line(channel);
            channel.register(selector, SelectionKey.OP_READ, line);
            lines.add(line);
            idle.add(line);
        }
    }

    /** From here on it reads the bodies too. */
    void reading(Consumer<String> bodies) {
        reader = bodies;
    }

    /** On each connection the next as soon as the one before was answered. */
    Shots asFastAsAnswered(Source source, Duration length) throws IOException {
        begin();
        var began = System.nanoTime();
        var end = began + length.toNanos();
        var more = true;
        while (more || idle.size() < lines.size()) {
            var now = System.nanoTime();
            more = more && now < end;
            while (more && !idle.isEmpty()) {
                var next = source.next();
                more = next != null;
                if (next != null) {
                    idle.remove().send(next, System.nanoTime());
                }
            }
            mustGoOn(now, end);
            hear(100);
        }
        return shots(began);
    }

    /** So many a second, whether or not those before were answered; each is timed from when it was to be sent. */
    Shots paced(Source source, double perSecond, Duration length) throws IOException {
        begin();
        var began = System.nanoTime();
        var all = (long) (perSecond * length.toNanos() / 1e9);
        var end = began + length.toNanos();
        var sent = 0L;
        while (sent < all || idle.size() < lines.size()) {
            var now = System.nanoTime();
            for (var due = began + (long) (sent / perSecond * 1e9); sent < all && due <= now && !idle.isEmpty(); ) {
                var next = source.next();
                if (next == null) {
                    all = sent;
                    break;
                }
                idle.remove().send(next, due);
                sent++;
                due = began + (long) (sent / perSecond * 1e9);
            }
            mustGoOn(now, end);
            hear(1);
        }
        return shots(began);
    }

    private void begin() {
        answered = 0;
        refused = 0;
    }

    private Shots shots(long began) {
        var seconds = (System.nanoTime() - began) / 1e9;
        var sorted = Arrays.copyOf(nanos, answered);
        Arrays.sort(sorted);
        return new Shots(refused, seconds, sorted);
    }

    private static void mustGoOn(long now, long end) throws IOException {
        if (now - end > PATIENCE_NANOS) {
            throw new IOException("it does not answer any more");
        }
    }

    private void hear(long millis) throws IOException {
        selector.select(
                key -> {
                    try {
                        ((Line) key.attachment()).hear();
                    } catch (IOException broken) {
                        throw new IllegalStateException(broken);
                    }
                },
                millis);
    }

    @Override
    public void close() throws IOException {
        for (var line : lines) {
            line.channel.close();
        }
        selector.close();
    }

    /** One connection. */
    private final class Line {

        private final SocketChannel channel;
        private final byte[] heard = new byte[LONGEST_ANSWER];
        private final ByteBuffer into = ByteBuffer.wrap(heard);
        private long since;

        Line(SocketChannel channel) {
            this.channel = channel;
        }

        void send(byte[] request, long at) throws IOException {
            since = at;
            var bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        void hear() throws IOException {
            if (channel.read(into) < 0) {
                throw new IOException("it hung up");
            }
            var head = headEnd();
            if (head < 0 || into.position() < head + length(head)) {
                return;
            }
            if (reader != null) {
                reader.accept(new String(heard, head, into.position() - head, StandardCharsets.UTF_8));
            }
            if (answered == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * nanos.length);
            }
            nanos[answered++] = System.nanoTime() - since;
            // HTTP/1.1 200
            refused += heard[9] == '2' ? 0 : 1;
            into.clear();
            idle.add(this);
        }

        private int headEnd() {
            for (var i = 3; i < into.position(); i++) {
                if (heard[i] == '\n' && heard[i - 1] == '\r' && heard[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private int length(int head) throws IOException {
            for (var i = 0; i < head - LENGTH.length; i++) {
                if (heard[i] == '\n' && named(i + 1)) {
                    var length = 0;
                    for (var at = i + 1 + LENGTH.length; heard[at] != '\r'; at++) {
                        length = 10 * length + heard[at] - '0';
                    }
                    return length;
                }
            }
            throw new IOException(
                    "an answer without a length: " + new String(heard, 0, head, StandardCharsets.US_ASCII));
        }

        private boolean named(int from) {
            for (var i = 0; i < LENGTH.length; i++) {
                if ((heard[from + i] | 0x20) != (LENGTH[i] | 0x20)) {
                    return false;
                }
            }
            return true;
        }
    }
}
