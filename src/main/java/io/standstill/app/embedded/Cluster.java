package io.standstill.app.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The folder of one cluster, claimed for this process.
 *
 * <p>In it: {@code lock} (held by the one process that uses the folder), {@code password}, {@code data} (the cluster)
 * and {@code server.log} (what was said at the last start; after that the cluster keeps a week of logs of its own).
 */
final class Cluster {

    /** Whoever was killed lets go at once; whoever holds on longer is at work. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(3);

    /** Making a cluster takes a second; a disk this slow is broken. */
    private static final Duration MAKING = Duration.ofMinutes(5);

    private static final String UNFINISHED = "data.new-";

    private final Path folder;
    private final Path programs;
    private final Unprivileged unprivileged = Unprivileged.find();
    private final FileLock lock;
    private final String password;

    private Cluster(Path folder, Path programs, FileLock lock) throws IOException {
        this.folder = folder;
        this.programs = programs;
        this.lock = lock;
        this.password = password();
        if (isMade()) {
            // Whoever made it may have been cut off between its name and the disk.
            Durable.sync(folder);
        } else {
            make();
        }
    }

    /** Claims this folder, and makes the cluster if there is none yet. */
    static Cluster claim(Path folder, Path programs) throws IOException {
        var lock = lock(folder.resolve("lock"));
        try {
            return new Cluster(folder, programs, lock);
        } catch (RuntimeException | IOException failed) {
            lock.acquiredBy().close();
            throw failed;
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    String login() {
        return password;
    }

    File serverLog() {
        return folder.resolve("server.log").toFile();
    }

    /** One of PostgreSQL's programs with its arguments, as a user that it accepts. */
    List<String> command(String program, List<String> arguments) {
        var whole = new ArrayList<>(unprivileged.prefix());
        whole.add(programs.resolve("bin").resolve(program).toString());
        whole.addAll(arguments);
        return whole;
    }

    void release() {
        try {
            lock.acquiredBy().close();
        } catch (IOException released) {
            throw new UncheckedIOException(released);
        }
    }

    // ---- claimed

    private static FileLock lock(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = new FileLock[1];
        // A process that was killed a moment ago may not be quite gone.
        if (!Waiting.until(LOCK_PATIENCE, () -> {
            try {
                held[0] = channel.tryLock();
                return held[0] != null;
            } catch (OverlappingFileLockException here) {
                return false;
            } catch (IOException unlockable) {
                throw new UncheckedIOException(unlockable);
            }
        })) {
            channel.close();
            throw new EmbeddedFault("another Standstill uses the folder %s; stop it, or name another database.dataDir"
                    .formatted(file.getParent()));
        }
        return held[0];
    }

    // ---- made

    private boolean isMade() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    private String password() throws IOException {
        var file = folder.resolve("password");
        var kept = Files.exists(file) ? Files.readString(file).strip() : "";
        if (!kept.isEmpty()) {
            return kept;
        }
        if (isMade()) {
            throw new EmbeddedFault("the password of the PostgreSQL in %s is gone; put it back into %s"
                    .formatted(folder, file.getFileName()));
        }
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        var fresh = HexFormat.of().formatHex(bytes);
        Durable.writeSecret(file, fresh);
        return fresh;
    }

    private void make() throws IOException {
        deleteUnfinished();
        // A name of its own each time: who was cut off may have left an initdb behind that is still at work.
        var fresh = Files.createTempDirectory(folder, UNFINISHED);
        unprivileged.own(fresh);
        // In a file, so that no process list ever shows it.
        var passwordFile = folder.resolve("password");
        unprivileged.own(passwordFile);
        feed(
                "initdb",
                List.of(
                        "--pgdata=" + fresh,
                        "--username=" + EmbeddedPostgres.NAME,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--no-instructions"),
                "");
        feed(
                "postgres",
                List.of("--single", "-D", fresh.toString(), "postgres"),
                "CREATE DATABASE " + EmbeddedPostgres.NAME + ";\n");
        // The cluster exists once its name does, and that is on disk before anybody's data is: whatever has no name
        // at the next start is deleted.
        Durable.move(fresh, data());
    }

    private void feed(String program, List<String> arguments, String input) throws IOException {
        var process = new ProcessBuilder(command(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(serverLog()))
                .start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        try {
            if (!process.waitFor(MAKING.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new EmbeddedFault("%s failed; see %s".formatted(program, serverLog()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFault("interrupted while PostgreSQL was made");
        }
    }

    private void deleteUnfinished() throws IOException {
        try (var found = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (var unfinished : found) {
                try (var files = Files.walk(unfinished)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
            }
        }
    }
}
