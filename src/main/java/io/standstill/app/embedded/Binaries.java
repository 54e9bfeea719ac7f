package io.standstill.app.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs that Maven ships, unpacked once. */
final class Binaries {

    private static final int EXECUTABLE = 0100;

    private Binaries() {}

    /** Where the programs are; they are unpacked there if they are not yet. */
    static Path in(Path folder) {
        var archive = archive();
        var unpacked = folder.resolve("pgsql-" + fingerprint(archive));
        if (!Files.isExecutable(unpacked.resolve("bin/postgres"))) {
            unpack(archive, unpacked);
        }
        return unpacked;
    }

    private static String archive() {
        var architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "/postgres-linux-%s.txz".formatted(architecture.equals("aarch64") ? "arm_64" : "x86_64");
    }

    private static InputStream open(String archive) {
        var stream = Binaries.class.getResourceAsStream(archive);
        if (stream == null) {
            throw new EmbeddedFault(
                    "no PostgreSQL was built in for this machine (%s); name one in database.url".formatted(archive));
        }
        return stream;
    }

    /** Tells one version's archive from another's without reading it whole. */
    private static String fingerprint(String archive) {
        try (var stream = open(archive)) {
            return Integer.toHexString(Arrays.hashCode(stream.readNBytes(1 << 16)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void unpack(String archive, Path target) {
        try {
            Files.createDirectories(target.getParent());
            // Beside its place first: whoever is cut off half-way leaves nothing that looks whole.
            var half = Files.createTempDirectory(target.getParent(), "unpacking-");
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(open(archive)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, half);
                }
            }
            Durable.syncTree(half);
            settle(half, target);
        } catch (IOException unwritable) {
            throw new EmbeddedFault("PostgreSQL could not be unpacked to %s: %s".formatted(target, unwritable));
        }
    }

    private static void write(InputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        var path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("an entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void settle(Path half, Path target) throws IOException {
        try {
            Durable.move(half, target);
        } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException another) {
            throw another;
        } catch (FileSystemException lostTheRace) {
            // Another process was quicker, and its copy is as good as ours.
            if (!Files.isExecutable(target.resolve("bin/postgres"))) {
                throw lostTheRace;
            }
            try (var files = Files.walk(half)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
