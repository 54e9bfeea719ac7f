package io.standstill.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Many who follow a stream of events, as cheap as can be: one thread that counts what comes and looks no further. */
final class Listeners implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1_024);
    private final byte[] piece = new byte[256 * 1_024];
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong greeted = new AtomicLong();
    private volatile boolean closed;

    /** What a connection remembers: whether anything has come, and how its last piece ended. */
    private static final class Ear {
        private boolean greeted;
        private int matched;
    }

    private static final byte[] EVENT = "\ndata: ".getBytes(StandardCharsets.US_ASCII);

    Listeners(int port, int number, String path) throws IOException {
        var request = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(path, port)
                .getBytes(StandardCharsets.US_ASCII);
        for (var i = 0; i < number; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(request));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Ear());
            channels.add(channel);
        }
        var listening = new Thread(this::listen, "listeners");
        listening.setDaemon(true);
        listening.start();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> greeted.get() == number);
    }

    long events() {
        return events.get();
    }

    long bytes() {
        return bytes.get();
    }

    private void listen() {
        try {
            while (!closed) {
                selector.select(this::hear, 100);
            }
        } catch (IOException ended) {
            closed = true;
        }
    }

    private void hear(SelectionKey key) {
        var ear = (Ear) key.attachment();
        try {
            buffer.clear();
            var read = ((SocketChannel) key.channel()).read(buffer);
            if (read < 0) {
                key.cancel();
                return;
            }
            buffer.flip();
            buffer.get(piece, 0, read);
            if (!ear.greeted) {
                ear.greeted = true;
                greeted.incrementAndGet();
            }
            bytes.addAndGet(read);
            events.addAndGet(count(ear, read));
        } catch (IOException cut) {
            key.cancel();
        }
    }

    /** Each event is one data line, and no data holds a line that begins so. */
    private int count(Ear ear, int length) {
        var found = 0;
        var matched = ear.matched;
        for (var i = 0; i < length; i++) {
            if (piece[i] == EVENT[matched]) {
                matched++;
                if (matched == EVENT.length) {
                    found++;
                    matched = 0;
                }
            } else {
                matched = piece[i] == EVENT[0] ? 1 : 0;
            }
        }
        ear.matched = matched;
        return found;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (var channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
