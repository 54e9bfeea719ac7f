package io.standstill.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Folders that all may pass through: where root runs the tests, PostgreSQL runs as somebody else and must reach its own. */
final class Passable implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext of, ExtensionContext test) throws IOException {
        return passable(Files.createTempDirectory("passable-"));
    }

    static Path passable(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
