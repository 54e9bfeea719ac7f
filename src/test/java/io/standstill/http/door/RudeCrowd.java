package io.standstill.http.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Very many connections, none of which comes to the end of what it began; all on one thread, as an attacker would. */
final class RudeCrowd implements AutoCloseable {

    private static final int PIECE = 250;

    private final Selector selector = Selector.open();
    private int standing;

    RudeCrowd() throws IOException {}

    /** So many more: each says one of these, and of those that end in a dripping tap one letter more at each round. */
    void join(int port, int number, List<String> beginnings) throws IOException {
        for (var i = 0; i < number; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            standing++;
            write(channel, beginnings.get(i % beginnings.size()));
            if (i % PIECE == 0) {
                listen(Duration.ZERO);
            }
        }
    }

    /** How many have not been cut off. */
    int standing() {
        return standing;
    }

    /** Each says one letter more. */
    void drip() {
        for (var key : List.copyOf(selector.keys())) {
            if (key.isValid()) {
                try {
                    write((SocketChannel) key.channel(), "a");
                } catch (IOException cut) {
                    leave(key);
                }
            }
        }
    }

    /** Reads whatever has come, and notes who was cut off. */
    void listen(Duration patience) throws IOException {
        var bytes = ByteBuffer.allocate(8_192);
        if (patience.isZero()) {
            selector.selectNow();
        } else {
            selector.select(patience.toMillis());
        }
        for (var key : selector.selectedKeys()) {
            try {
                while (key.isValid()) {
                    var read = ((SocketChannel) key.channel()).read(bytes.clear());
                    if (read < 0) {
                        leave(key);
                    } else if (read == 0) {
                        break;
                    }
                }
            } catch (IOException cut) {
                leave(key);
            }
        }
        selector.selectedKeys().clear();
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        if (!text.isEmpty()) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private void leave(SelectionKey key) {
        if (key.isValid()) {
            key.cancel();
            standing--;
        }
        try {
            key.channel().close();
        } catch (IOException gone) {
            // It is, either way.
        }
    }

    @Override
    public void close() throws IOException {
        for (var key : List.copyOf(selector.keys())) {
            leave(key);
        }
        selector.close();
    }
}
