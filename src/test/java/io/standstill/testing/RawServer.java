package io.standstill.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server on a raw socket, which answers as no HTTP library would. */
public final class RawServer implements AutoCloseable {

    /** What to do with one connection, once its request's head has been read. */
    public interface Talking {
        void to(Socket client, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final List<String> heads = Collections.synchronizedList(new ArrayList<>());

    public RawServer(Talking talking) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        var accepting = new Thread(() -> accept(talking), "raw-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    private void accept(Talking talking) {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                var serving = new Thread(() -> serve(client, talking), "raw-server-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client, Talking talking) {
        try (client) {
            heads.add(head(client));
            talking.to(client, client.getOutputStream());
        } catch (IOException gone) {
            // The other side hung up, as it may.
        }
    }

    private static String head(Socket client) throws IOException {
        var in = client.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** The heads of all requests so far. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    public static byte[] response(int status, String contentType, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        // It hangs up after its answer, and says so: a pooled connection would break under the next request.
        var head = "HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n";
        return (head.formatted(status, contentType, bytes.length) + body).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
