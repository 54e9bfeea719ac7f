package io.standstill.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands between a client and the service, passes everything on, remembers what was asked, and can cut and hold. */
public final class Relay implements AutoCloseable {

    /** One connection through it. */
    private static final class Passage {
        final NetSocket near;
        final NetSocket far;
        volatile String asked = "";

        /** So many bytes are passed on yet; negative: all. */
        int room = -1;

        /** What is answered ends behind this; null: nowhere. */
        volatile @Nullable String last;

        Passage(NetSocket near, NetSocket far) {
            this.near = near;
            this.far = far;
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Set<Passage> open = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> cuts = new ConcurrentHashMap<>();
    private final Set<String> holds = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
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
                    var passage = new Passage(near, far);
                    open.add(passage);
                    near.closeHandler(closed -> {
                        open.remove(passage);
                        far.close();
                    });
                    far.closeHandler(closed -> near.close());
                    far.handler(bytes -> answer(passage, bytes));
                    near.handler(bytes -> {
                        if (!ask(passage, bytes)) {
                            far.write(bytes);
                        }
                    });
                    near.resume();
                })
                .onFailure(nobody -> near.close());
    }

    /** Notes what is asked; whether it must wait. */
    private boolean ask(Passage passage, Buffer bytes) {
        var request = bytes.toString();
        asked.add(request);
        passage.asked = request;
        cuts.entrySet().removeIf(cut -> {
            if (request.startsWith(cut.getKey())) {
                passage.room = cut.getValue();
                return true;
            }
            return false;
        });
        var waits = holds.removeIf(request::startsWith);
        if (waits) {
            held.add(() -> passage.far.write(bytes));
        }
        return waits;
    }

    private static void answer(Passage passage, Buffer bytes) {
        var last = passage.last;
        var at = last == null ? -1 : bytes.toString(StandardCharsets.ISO_8859_1).indexOf(last);
        if (at >= 0) {
            passage.room = at + last.length();
        }
        if (passage.room < 0 || bytes.length() < passage.room) {
            passage.room -= passage.room < 0 ? 0 : bytes.length();
            passage.near.write(bytes);
        } else {
            passage.near.write(bytes.slice(0, passage.room)).onComplete(written -> passage.near.close());
        }
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
        open.forEach(passage -> passage.near.close());
    }

    /** The next answer to whoever asks so ends after so many bytes, as if that had been all. */
    public void cutWithin(String request, int bytes) {
        cuts.put(request, bytes);
    }

    /** What is open and was asked so ends right behind this text, once it comes. */
    public void cutBehind(String request, String text) {
        open.stream().filter(passage -> passage.asked.startsWith(request)).forEach(passage -> passage.last = text);
    }

    /** What is open and was asked so is answered nothing more, and is not closed. */
    public void hold(String request) {
        open.stream().filter(passage -> passage.asked.startsWith(request)).forEach(passage -> passage.far.pause());
    }

    /** What is asked so next does not reach the service. */
    public void holdNext(String request) {
        holds.add(request);
    }

    /** Whatever was held back goes on. */
    public void flow() {
        open.forEach(passage -> passage.far.resume());
        for (var next = held.poll(); next != null; next = held.poll()) {
            next.run();
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
