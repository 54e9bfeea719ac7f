package io.standstill.app.embedded;

import io.standstill.journal.postgres.Database;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server on a folder of its own, as long as this JVM lives. Starting and stopping block.
 *
 * <p>In the folder: the programs, {@code data} (the cluster), {@code password}, {@code lock} (held by the one process
 * that uses the folder) and {@code server.log}
 * (what was said at the last start; after that the cluster keeps a week of logs of its own).
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** The database that is there from the beginning, and the user that owns it. */
    public static final String NAME = "standstill";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Whoever was killed lets go at once; whoever holds on longer is at work. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(3);

    private static final int TRIES = 5;

    /**
     * The server's keeper. One hand waits on its input, which this JVM holds open; when that ends, in whatever way, it
     * asks the server to stop. Signals from a terminal are not for it: the service still needs its database while it
     * drains. It ends when the server does.
     */
    private static final String KEEPER = """
            trap '' INT TERM HUP
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            { while read -r nothing; do :; done; kill -INT $server 2>/dev/null; } <&3 &
            waiting=$!
            wait $server
            kill -KILL $waiting 2>/dev/null
            """;

    private final Path folder;
    private final Path programs;
    private final Unprivileged unprivileged;
    private final FileLock lock;
    private final String password;
    private final int port;
    private Process keeper;
    private volatile boolean closing;

    private EmbeddedPostgres(Path folder, Path programs, int wantedPort) throws IOException {
        this.folder = folder;
        this.programs = programs;
        this.unprivileged = Unprivileged.find();
        this.lock = lock(folder.resolve("lock"));
        try {
            this.password = password(folder.resolve("password"));
            if (!Files.exists(data().resolve("PG_VERSION"))) {
                initialize();
            }
            awaitNobodyElse();
            var started = start(wantedPort);
            this.keeper = started.keeper();
            this.port = started.port();
        } catch (RuntimeException | IOException failed) {
            lock.release();
            throw failed;
        }
        restartIfItEnds();
    }

    /**
     * Starts it on this folder.
     *
     * @param programs where the programs are unpacked to; null: in the folder itself
     * @param port 0: any that is free
     */
    public static EmbeddedPostgres start(Path folder, @Nullable Path programs, int port) {
        var home = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
            var unpacked = Binaries.in(
                    programs == null ? home : programs.toAbsolutePath().normalize());
            return new EmbeddedPostgres(home, unpacked, port);
        } catch (IOException unusable) {
            throw new EmbeddedFault("the folder %s cannot be used: %s".formatted(home, unusable));
        }
    }

    /** How to get in. */
    public Database database() {
        return Database.local(port, NAME, NAME, password);
    }

    /** The cluster's folder, as the right server names it when asked for its {@code data_directory}. */
    public Path data() {
        return folder.resolve("data");
    }

    @Override
    public void close() {
        closing = true;
        stop(keeper);
        try {
            lock.release();
            lock.acquiredBy().close();
        } catch (IOException released) {
            throw new UncheckedIOException(released);
        }
    }

    // ---- the folder

    private static FileLock lock(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = new FileLock[1];
        // A process that was killed a moment ago may not be quite gone.
        if (!await(LOCK_PATIENCE, () -> {
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

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    private void initialize() throws IOException {
        // One that was cut off half-way is not a cluster.
        deleteAll(folder.resolve("data.new"));
        var fresh = Files.createDirectory(
                folder.resolve("data.new"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        unprivileged.own(fresh);
        // In a file, so that no process list ever shows it.
        var passwordFile = folder.resolve("password");
        unprivileged.own(passwordFile);
        feed(
                List.of(
                        "initdb",
                        "--pgdata=" + fresh,
                        "--username=" + NAME,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--no-instructions"),
                "");
        // The cluster exists once its name does; until then the database it is for is made too.
        feed(List.of("postgres", "--single", "-D", fresh.toString(), "postgres"), "CREATE DATABASE " + NAME + ";\n");
        Files.move(fresh, data());
    }

    private void feed(List<String> command, String input) throws IOException {
        var process = new ProcessBuilder(asUnprivileged(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(serverLog()))
                .start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new EmbeddedFault("%s failed; see %s".formatted(command.get(0), serverLog()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFault("interrupted while PostgreSQL was made");
        }
    }

    private List<String> asUnprivileged(List<String> command) {
        var whole = new ArrayList<>(unprivileged.prefix());
        whole.add(programs.resolve("bin").resolve(command.get(0)).toString());
        whole.addAll(command.subList(1, command.size()));
        return whole;
    }

    private File serverLog() {
        return folder.resolve("server.log").toFile();
    }

    private static void deleteAll(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    // ---- the server

    private record Started(Process keeper, int port) {}

    private Started start(int wantedPort) throws IOException {
        for (var tried = 0; tried < TRIES; tried++) {
            var candidate = wantedPort == 0 ? freePort() : wantedPort;
            var process = launch(candidate);
            if (await(PATIENCE, () -> !process.isAlive() || ready(candidate)) && process.isAlive()) {
                return new Started(process, candidate);
            }
            stop(process);
            if (wantedPort != 0) {
                break;
            }
            // Somebody else was quicker with that port.
        }
        throw new EmbeddedFault("PostgreSQL did not start; see %s".formatted(serverLog()));
    }

    private Process launch(int onPort) throws IOException {
        var command = new ArrayList<>(List.of("setsid", "--wait", "sh", "-c", KEEPER, "postgres-keeper"));
        command.addAll(asUnprivileged(List.of(
                "postgres",
                "-D",
                data().toString(),
                "-p",
                Integer.toString(onPort),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                // A week of logs, each day over the same day's of the week before.
                "-c",
                "logging_collector=on",
                "-c",
                "log_filename=postgres-%a.log",
                "-c",
                "log_truncate_on_rotation=on",
                "-c",
                "log_rotation_age=1d",
                "-c",
                "log_rotation_size=0",
                "-c",
                "log_min_messages=warning",
                "-c",
                "timezone=UTC")));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(serverLog()))
                .start();
    }

    /** The server's own word, from a file that only a server on our cluster writes. */
    private boolean ready(int onPort) {
        var lines = pidFile();
        return lines.size() >= 8
                && lines.get(3).strip().equals(Integer.toString(onPort))
                && lines.get(7).strip().equals("ready");
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(data().resolve("postmaster.pid"));
        } catch (IOException notYet) {
            return List.of();
        }
    }

    /** A server whose JVM was just killed is on its way out; one that stays belongs to somebody else. */
    private void awaitNobodyElse() throws IOException {
        if (!await(PATIENCE, () -> serverPid().isEmpty())) {
            throw new EmbeddedFault("a PostgreSQL that is not ours (process %d) runs on %s"
                    .formatted(serverPid().orElse(0L), data()));
        }
        // What is left names nobody, or by chance some other program that got the same number since.
        Files.deleteIfExists(data().resolve("postmaster.pid"));
    }

    private Optional<Long> serverPid() {
        return pidFile().stream()
                .findFirst()
                .map(line -> Long.parseLong(line.strip()))
                .filter(pid -> ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> Optional.of(commandOf(pid)))
                        .filter(command -> command.contains("postgres"))
                        .isPresent());
    }

    private static String commandOf(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whatever goes wrong is logged where it does
    private void restartIfItEnds() {
        keeper.toHandle().onExit().thenRun(() -> {
            if (closing) {
                return;
            }
            LOG.atWarn().addKeyValue("folder", folder).log("PostgreSQL ended; it is started again");
            try {
                awaitNobodyElse();
                keeper = start(port).keeper();
                restartIfItEnds();
            } catch (IOException | RuntimeException failed) {
                LOG.atError().addKeyValue("fault", failed.toString()).log("PostgreSQL could not be started again");
            }
        });
    }

    private static void stop(Process process) {
        try {
            process.outputWriter().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException alreadyClosed) {
            process.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until it is so, or for as long as there is patience. */
    private static boolean await(Duration patience, BooleanSupplier so) {
        var end = System.nanoTime() + patience.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
