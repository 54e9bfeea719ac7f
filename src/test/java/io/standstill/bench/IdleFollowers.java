package io.standstill.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that follow the feed and hear nothing: bare sockets, on which nobody listens any more. */
final class IdleFollowers implements AutoCloseable {

    private final List<Socket> sockets = new ArrayList<>();

    /** On return each has had its first frame. */
    IdleFollowers(int port, int number, String path, List<String> headers) throws IOException {
        var request = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n\r\n"
                .formatted(path, port, String.join("\r\n", headers))
                .getBytes(StandardCharsets.US_ASCII);
        for (var i = 0; i < number; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(socket);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
        }
        for (var socket : sockets) {
            awaitFirstFrame(socket);
        }
    }

    private static void awaitFirstFrame(Socket socket) throws IOException {
        var heard = new StringBuilder();
        var bytes = new byte[1_024];
        while (heard.indexOf("\nid: ") < 0) {
            var read = socket.getInputStream().read(bytes);
            if (read < 0) {
                throw new IOException("it ended: " + heard);
            }
            heard.append(new String(bytes, 0, read, StandardCharsets.US_ASCII));
        }
    }

    int count() {
        return sockets.size();
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
