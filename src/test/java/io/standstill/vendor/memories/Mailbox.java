package io.standstill.vendor.memories;

import io.standstill.domain.Evidence;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Trace;
import io.standstill.testing.Desk;
import io.standstill.vendor.Account;
import io.standstill.vendor.Blotter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** Where the simulated vendor calls back: what comes is kept until the test brings it to the account's desk. */
final class Mailbox implements AutoCloseable {

    private final Desk desk;
    private final String name;
    private final Account account;
    private final HttpServer server;
    private final Queue<Buffer> bodies = new ConcurrentLinkedQueue<>();
    private int strangers;

    Mailbox(Vertx vertx, Desk desk, String name, Account account) {
        this.desk = desk;
        this.name = name;
        this.account = account;
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    bodies.add(body);
                    request.response().end();
                }))
                .listen(0, "127.0.0.1")
                .await();
        desk.control(
                "/memories", new JsonObject().put("callbackUrl", "http://127.0.0.1:" + server.actualPort() + "/any"));
    }

    /** Brings what was called back until now to whatever is known by that name; tells how much that was. */
    int bring() {
        desk.vendorsCallBack();
        var brought = 0;
        for (var body = bodies.poll(); body != null; body = bodies.poll()) {
            bring(body);
            brought++;
        }
        return brought;
    }

    /** Waits for a callback that is on its way, and brings it. */
    void await() {
        Awaitility.await().until(() -> bring() > 0);
    }

    private void bring(Buffer body) {
        var understood = account.callbacks().orElseThrow().understand(body).orElseThrow();
        var known = understood.ids().stream()
                .map(id -> new ResourceId(name, id))
                .filter(id -> desk.resources.find(id).await().isPresent())
                .toList();
        var trace = new Trace(Trace.Source.CALLBACK, null, Blotter.digest(body), null);
        known.forEach(id -> desk.hears(id, new Evidence.CalledBack(understood.callback(), trace)));
        strangers += known.isEmpty() ? 1 : 0;
    }

    /** How many were about nothing known. */
    int strangers() {
        return strangers;
    }

    @Override
    public void close() {
        server.close().await();
    }
}
