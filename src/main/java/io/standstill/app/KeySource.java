package io.standstill.app;

import io.standstill.vendor.Ask;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** Where a token issuer's keys are published: an address or a file, read within bounds. */
record KeySource(Supplier<Future<Buffer>> keys, Runnable close) {

    private static final int MOST_BYTES = 256 * 1024;

    static KeySource of(Vertx vertx, URI where) {
        if ("file".equals(where.getScheme())) {
            var file = Path.of(where).toString();
            return new KeySource(() -> read(vertx, file), () -> {});
        }
        var wire = new Wire(vertx, System::nanoTime, where, Blotter.NOTHING);
        return new KeySource(() -> fetch(wire), wire::close);
    }

    private static Future<Buffer> read(Vertx vertx, String file) {
        return vertx.fileSystem()
                .props(file)
                .compose(about -> about.size() > MOST_BYTES
                        ? Future.failedFuture("the file is larger than " + MOST_BYTES + " bytes")
                        : vertx.fileSystem().readFile(file));
    }

    private static Future<Buffer> fetch(Wire wire) {
        var ask = new Ask(
                HttpMethod.GET,
                "",
                Map.of("Accept", "application/json"),
                Buffer.buffer(),
                Wire.LONGEST_CALL,
                MOST_BYTES);
        return wire.call(ask)
                .compose(answer -> answer.status() == 200
                        ? Future.succeededFuture(answer.body())
                        : Future.failedFuture(
                                answer.fault() == null ? "the issuer answered " + answer.status() : answer.inShort()));
    }
}
