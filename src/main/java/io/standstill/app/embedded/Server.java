package io.standstill.app.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server on a cluster: started, started again whenever it ends, and in the end asked to stop.
 *
 * <p>It is never killed: a recovery or a last checkpoint that is cut off begins anew, so none might ever be finished.
 */
final class Server {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** How many ports are tried where any will do. */
    private static final int TRIES = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final List<String> OPTIONS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            // A week of logs, each day over the same day's of the week before.
            "logging_collector=on",
            "log_filename=postgres-%a.log",
            "log_truncate_on_rotation=on",
            "log_rotation_age=1d",
            "log_rotation_size=0",
            "log_min_messages=warning",
            "timezone=UTC");

    /**
     * The server's keeper. One hand waits on its input, which this JVM holds open; when that ends, in whatever way, it
     * asks the server to stop, and asks again, for one that has only just begun does not hear it yet. Signals from a
     * terminal are not for it: the service still needs its database while it drains. It ends when the server does; if
     * it is killed, its hand asks the server to stop all the same.
     */
    private static final String KEEPER = """
            trap '' INT TERM HUP
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            { while read -r nothing; do :; done; while kill -INT $server 2>/dev/null; do sleep 1; done; } <&3 &
            waiting=$!
            wait $server
            kill -KILL $waiting 2>/dev/null
            """;

    private final Cluster cluster;
    private final int port;
    private final Duration patience;
    private final Thread restarter;
    private volatile Process keeper;

    private Server(Cluster cluster, int port, Duration patience) throws IOException {
        this.cluster = cluster;
        this.port = port;
        this.patience = patience;
        this.restarter = new Thread(this::startAgainWhenItEnds, "postgres-restarter");
        restarter.setDaemon(true);
        this.keeper = launch();
    }

    /** Starts it; on return it is ready. */
    static Server start(Cluster cluster, int wantedPort, Duration patience) throws IOException {
        for (var tried = 1; ; tried++) {
            Remnants.clear(cluster.data(), patience);
            var server = new Server(cluster, wantedPort == 0 ? freePort() : wantedPort, patience);
            if (server.comesUp()) {
                server.restarter.start();
                return server;
            }
            // Where any port will do, somebody else may have been quicker with that one.
            if (wantedPort != 0 || tried == TRIES) {
                throw server.fault();
            }
        }
    }

    int port() {
        return port;
    }

    void stop() {
        // First nobody starts it any more.
        restarter.interrupt();
        try {
            restarter.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        letGo();
    }

    // ---- started

    private Process launch() throws IOException {
        var arguments = new ArrayList<>(List.of("-D", cluster.data().toString(), "-p", Integer.toString(port)));
        OPTIONS.forEach(option -> arguments.addAll(List.of("-c", option)));
        var command = new ArrayList<>(List.of("setsid", "--wait", "sh", "-c", KEEPER, "postgres-keeper"));
        command.addAll(cluster.command("postgres", arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(cluster.serverLog()))
                .start();
    }

    /** Whether it gets ready; it is let go if not. */
    private boolean comesUp() {
        var ready = false;
        try {
            ready = becomesReady();
        } finally {
            if (!ready) {
                letGo();
            }
        }
        return ready;
    }

    private boolean becomesReady() {
        while (!Waiting.until(patience, () -> !keeper.isAlive() || saysReady())) {
            if (PidFile.in(cluster.data()).isEmpty()) {
                return false;
            }
            LOG.atInfo()
                    .addKeyValue("folder", cluster.data())
                    .log("PostgreSQL recovers from a crash; it is waited for");
        }
        return keeper.isAlive();
    }

    /** The server's own word, from a file that only a server on our cluster writes. */
    private boolean saysReady() {
        return PidFile.in(cluster.data()).filter(file -> file.readyOn(port)).isPresent();
    }

    private EmbeddedFault fault() {
        return new EmbeddedFault(
                isFree(port)
                        ? "PostgreSQL did not start; see %s".formatted(cluster.serverLog())
                        : "PostgreSQL did not start, for another program has port %d; name another database.port"
                                .formatted(port));
    }

    private static int freePort() throws IOException {
        try (var socket = bound(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (var socket = bound(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static ServerSocket bound(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    // ---- started again

    private void startAgainWhenItEnds() {
        var pause = Duration.ZERO;
        try {
            while (true) {
                var since = System.nanoTime();
                keeper.waitFor();
                // One that ran for long is started at once, one that keeps ending ever more slowly.
                pause = System.nanoTime() - since > LONGEST_PAUSE.toNanos() ? Duration.ZERO : longer(pause);
                Thread.sleep(pause.toMillis());
                startAgain();
            }
        } catch (InterruptedException stopped) {
            LOG.atDebug().addKeyValue("folder", cluster.data()).log("PostgreSQL is not started again any more");
        }
    }

    private void startAgain() {
        LOG.atWarn().addKeyValue("folder", cluster.data()).log("PostgreSQL ended; it is started again");
        try {
            Remnants.clear(cluster.data(), patience);
            keeper = launch();
            if (!comesUp()) {
                throw fault();
            }
        } catch (IOException | RuntimeException failed) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.atError()
                        .addKeyValue("fault", failed.toString())
                        .log("PostgreSQL could not be started again; it is tried until it can");
            }
        }
    }

    private static Duration longer(Duration pause) {
        var next = pause.multipliedBy(2).plus(FIRST_PAUSE);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    // ---- stopped

    /** Asks it to stop, and waits a while; one that is not done by then ends by itself, and the next start waits. */
    private void letGo() {
        try {
            keeper.outputWriter().close();
            if (!keeper.waitFor(4 * patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn()
                        .addKeyValue("folder", cluster.data())
                        .log("PostgreSQL is not done yet, perhaps with its last checkpoint; it ends by itself");
            }
        } catch (IOException closedBefore) {
            LOG.atDebug().addKeyValue("fault", closedBefore.toString()).log("PostgreSQL had ended before");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
