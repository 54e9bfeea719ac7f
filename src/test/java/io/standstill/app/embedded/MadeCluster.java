package io.standstill.app.embedded;

import io.standstill.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cluster as a first start leaves it, made once and copied: to make one takes seconds, and whoever tries that makes its own. */
final class MadeCluster {

    private static final Path MADE = make();

    private MadeCluster() {}

    private static Path make() {
        try {
            var folder = Passable.passable(Files.createTempDirectory(Path.of("target"), "made-cluster-"));
            EmbeddedPostgres.start(folder, TestServer.programs(), 0).close();
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** With its owner and its rights, which PostgreSQL insists on. */
    static void into(Path folder) throws Exception {
        var copying = new ProcessBuilder("cp", "-a", MADE + "/.", folder.toString())
                .inheritIO()
                .start();
        if (copying.waitFor() != 0) {
            throw new IllegalStateException("the cluster could not be copied to " + folder);
        }
    }
}
