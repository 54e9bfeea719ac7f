package io.standstill.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and the service, passes everything on, remembers what was asked, and can cut. */
public final class Relay implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final NetServer server;

    public Relay(int port) {
        server = vertx.createNetServer()
                .connectHandler(near -> join(near, port))
                .listen(0, "127.0.0.1")
                .await();
    }

    private void join(NetSocket near, int port) {
        near.pause();
        client.connect(port, "127.0.0.1")
                .onSuccess(far -> {
                    open.add(near);
                    near.closeHandler(closed -> {
                        open.remove(near);
                        far.close();
                    });
                    far.closeHandler(closed -> near.close());
                    far.handler(near::write);
                    near.handler(bytes -> {
                        asked.add(bytes.toString());
                        far.write(bytes);
                    });
                    near.resume();
                })
                .onFailure(nobody -> near.close());
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** What came in, piece by piece. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Ends every connection in the middle of whatever it carries. */
    public void cut() {
        open.forEach(NetSocket::close);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
