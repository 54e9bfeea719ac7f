package io.standstill.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The one way this program makes its Vert.x. */
final class Machinery {

    private Machinery() {}

    static Vertx start() {
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                // Nothing is served from files; without this every start leaves a folder behind that a kill keeps.
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }
}
