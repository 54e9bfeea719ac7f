package io.standstill.app.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes to disk that a kill or a power cut leaves either whole or undone, and never undoes once they returned. */
final class Durable {

    private Durable() {}

    /** Makes a folder, and those above it that are missing. */
    static void makeFolder(Path folder) throws IOException {
        var above = folder.getParent();
        if (above == null || Files.isDirectory(folder)) {
            return;
        }
        makeFolder(above);
        Files.createDirectories(folder);
        sync(above);
    }

    /** Writes a file that nobody but its owner reads. */
    static void writeSecret(Path file, String text) throws IOException {
        var half = file.resolveSibling(file.getFileName() + ".new");
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var ownersOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        // What is left of another try may be for others to read.
        Files.deleteIfExists(half);
        try (var channel = FileChannel.open(half, options, ownersOnly)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        move(half, file);
    }

    /** Gives what is already on disk its name. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.resolveSibling("."));
    }

    /** Brings a tree of files to disk; all at once, for one by one takes seconds. */
    static void syncTree(Path tree) throws IOException {
        var syncing = new ProcessBuilder("sync", "-f", tree.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (syncing.waitFor() != 0) {
                throw new IOException("sync failed on " + tree);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + tree + " was brought to disk", interrupted);
        }
    }

    /** Brings the names in a folder to disk; costs nothing where they are. */
    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
