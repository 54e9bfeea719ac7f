package io.standstill.chaos;

import io.standstill.testing.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * The wire between a node and the vendors, or its database. It carries everything, piece by piece as it comes, unless it is told to be
 * faulty; and it notes each request that is sent into it.
 */
final class FaultyWire implements AutoCloseable {

    /** What becomes of each piece that is sent from now on. */
    enum Fault {
        PASS,
        DELAY,
        /** As from far away. */
        SLOW,
        /** It is broken off within, and the connection with it. */
        CUT,
        /** It is broken off within, and nothing more comes this way; the other way stays open. */
        HALF_CLOSE,
        /** It is not heard of until the wire is well again, and then it arrives. */
        BLACKHOLE,
        /** There is nobody, and who was connected is cut off. */
        REFUSE,
        /** Mostly well, now and then any of these for a while. */
        ANY
    }

    /** One request, as it was sent into the wire. */
    record Request(long atNanos, String method, String path) {

        /** Whose account it is for: the first part of the path. */
        String account() {
            return path.split("/", -1)[1];
        }
    }

    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|DELETE|PATCH) (\\S+) HTTP/1\\.1");
    private static final int LONGEST_DELAY_MS = 1_500;
    private static final int SLOWEST_MS = 120;

    /** Longer than anybody waits for an answer. */
    private static final int LONGEST_HOLE_MS = 8_000;

    private static final int PIECE = 16_384;

    private final InetSocketAddress near;
    private final int farPort;
    private final Random random;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private Fault fault = Fault.PASS;
    private boolean closed;
    private ServerSocket server;

    FaultyWire(int farPort, Random random) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), Running.freePort()), farPort, random);
    }

    /**
     * Begins at this address.
     *
     * @param farPort where it leads to
     */
    FaultyWire(InetSocketAddress near, int farPort, Random random) {
        this.near = near;
        this.farPort = farPort;
        this.random = random;
        open();
    }

    String url() {
        return "http://127.0.0.1:" + near.getPort();
    }

    int port() {
        return near.getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    synchronized void become(Fault next) {
        var before = fault;
        fault = next;
        if (next == Fault.REFUSE) {
            shut(server);
            sockets.forEach(FaultyWire::reset);
        } else if (before == Fault.REFUSE) {
            open();
        }
        notifyAll();
    }

    // ---- connections

    private void open() {
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(near);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        var accepting = server;
        begin("accepts", () -> {
            while (true) {
                connect(accepting.accept());
            }
        });
    }

    private void connect(Socket near) {
        try {
            var far = new Socket(InetAddress.getLoopbackAddress(), farPort);
            sockets.add(near);
            sockets.add(far);
            begin("asks", () -> carry(near, far, true));
            begin("answers", () -> carry(far, near, false));
        } catch (IOException nobody) {
            reset(near);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void begin(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException over) {
                        // Broken off by either side, or by the wire itself: that is what wires do.
                    }
                },
                "wire-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void carry(Socket from, Socket to, boolean asking) throws IOException {
        var piece = new byte[PIECE];
        try {
            for (var length = from.getInputStream().read(piece);
                    length >= 0;
                    length = from.getInputStream().read(piece)) {
                if (asking) {
                    note(piece, length);
                }
                if (!carried(piece, length, to)) {
                    return;
                }
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            end(from);
            end(to);
            throw broken;
        }
        if (from.isOutputShutdown()) {
            end(from);
            end(to);
        }
    }

    /** Nobody here sends a second request before the first was answered, so that each begins a piece. */
    private void note(byte[] piece, int length) {
        var request = REQUEST.matcher(new String(piece, 0, length, StandardCharsets.ISO_8859_1));
        if (request.lookingAt()) {
            requests.add(new Request(System.nanoTime(), request.group(1), request.group(2)));
        }
    }

    // ---- faults

    /** Sends it on, or what is left of it; false: nothing more goes this way. */
    private boolean carried(byte[] piece, int length, Socket to) throws IOException {
        switch (thrown()) {
            case PASS -> to.getOutputStream().write(piece, 0, length);
            case DELAY -> {
                await(below(LONGEST_DELAY_MS), false);
                to.getOutputStream().write(piece, 0, length);
            }
            case SLOW -> {
                await(below(SLOWEST_MS), false);
                to.getOutputStream().write(piece, 0, length);
            }
            case BLACKHOLE -> {
                await(LONGEST_HOLE_MS, true);
                to.getOutputStream().write(piece, 0, length);
            }
            case CUT -> {
                to.getOutputStream().write(piece, 0, below(length));
                throw new IOException("cut");
            }
            case HALF_CLOSE -> {
                to.getOutputStream().write(piece, 0, below(length));
                to.shutdownOutput();
                return false;
            }
            case REFUSE -> throw new IOException("refused");
            case ANY -> throw new AssertionError("what is thrown is something certain");
        }
        return true;
    }

    private synchronized Fault thrown() {
        if (fault != Fault.ANY) {
            return fault;
        }
        var number = random.nextInt(100);
        if (number < 12) {
            return Fault.DELAY;
        } else if (number < 18) {
            return Fault.CUT;
        } else if (number < 23) {
            return Fault.HALF_CLOSE;
        }
        return number < 25 ? Fault.BLACKHOLE : Fault.PASS;
    }

    private synchronized int below(int bound) {
        return random.nextInt(bound);
    }

    /** Waits so long, or, where only that is waited for, until the wire is well. */
    private synchronized void await(int mostMillis, boolean untilWell) throws IOException {
        var end = System.nanoTime() + mostMillis * 1_000_000L;
        try {
            for (var left = mostMillis; left > 0 && !closed; left = (int) ((end - System.nanoTime()) / 1_000_000)) {
                if (untilWell && fault == Fault.PASS) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    // ---- ends

    private static void reset(Socket socket) {
        try {
            // Nothing of what is under way arrives.
            socket.setSoLinger(true, 0);
        } catch (IOException over) {
            // Then there is nothing to be lost.
        }
        shut(socket);
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        shut(socket);
    }

    private static void shut(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception over) {
            // It is closed all the same.
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        shut(server);
        sockets.forEach(FaultyWire::reset);
    }
}
