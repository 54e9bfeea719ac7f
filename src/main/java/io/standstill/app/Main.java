package io.standstill.app;

import io.standstill.app.command.CommandLine;
import io.standstill.app.command.Exit;
import io.standstill.app.command.Usage;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The door of the program: reads what it is asked for, and does it. */
public final class Main {

    private static final String NETTY_EVENTS = "io.netty.jfr.enabled";

    private static final String HELP = """
            Standstill orders live streaming resources to a halt, and knows that they stopped.

            usage: java -jar standstill.jar [COMMAND] [--config FILE]

              (none)     runs the service; without --config the demo, with everything on this desk
              check      validates the configuration, the database and every account; changes nothing there
              migrate    brings the database to this version's schema
              epoch      begins a new one: after a restore, so that old cursors are told from new ones
              simulate   runs the simulated vendors alone: --port PORT --world FILE
              --help     says this
              --version  says which version this is

            with a service that runs, at --url or STANDSTILL_URL (http://127.0.0.1:8080), as STANDSTILL_TOKEN:

              stop       ACCOUNT ID   orders a stop, and with --wait 12m waits for its proof
              status     ACCOUNT ID   says how a resource stands
              explain    ACCOUNT ID   says why it stands so, and what is awaited
              list       lists resources
              watch      follows the feed
              journal    [ACCOUNT ID]   tells what was written down

            each of these has a --help, and takes --json

            exit codes: 0 done, 1 fault at run time, 2 wrong usage or configuration;
            of stop --wait and status: 0 confirmed or gone, 3 asserted, 4 overdue, 5 failed, 6 reappeared,
            7 stopped but not clean, 8 still in flight, 9 active: nobody ordered a stop
            """;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Main(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        spareTheFlightRecorder();
        var client = arguments.length > 0 && CommandLine.knows(arguments[0]);
        var out = client ? CommandLine.utf8(FileDescriptor.out) : System.out;
        var err = client ? CommandLine.utf8(FileDescriptor.err) : System.err;
        System.exit(new Main(System.getenv(), out, err).run(List.of(arguments)));
    }

    /**
     * The first buffer that Netty makes would describe its events to the flight recorder, on an event loop that is
     * needed just then, whether anybody records or not; on a busy machine that takes seconds.
     */
    private static void spareTheFlightRecorder() {
        if (System.getProperty(NETTY_EVENTS) == null) {
            System.setProperty(NETTY_EVENTS, "false");
        }
    }

    /** Does what the arguments ask for; the exit code. */
    int run(List<String> arguments) {
        try {
            return dispatch(new ArrayDeque<>(arguments));
        } catch (Usage wrong) {
            err.println("standstill: " + wrong.getMessage());
            return Exit.WRONG_USAGE;
        } catch (Exception fault) {
            err.println("standstill: " + (fault.getMessage() == null ? fault.toString() : fault.getMessage()));
            return Exit.FAULT;
        }
    }

    private int dispatch(Deque<String> arguments) {
        var command = arguments.isEmpty() || arguments.peek().equals("--config") ? "serve" : arguments.pop();
        if (CommandLine.knows(command)) {
            return new CommandLine(environment, out, err).run(command, arguments);
        }
        return switch (command) {
            case "serve" -> serve(settings(arguments));
            case "check" -> Check.run(settings(arguments), out);
            case "migrate" -> Foundation.migrate(settings(arguments), out);
            case "epoch" -> Foundation.epoch(settings(arguments), out);
            case "simulate" -> Simulate.run(arguments, out);
            case "--help", "-h", "help" -> say(HELP);
            case "--version" -> say("standstill " + version() + "\n");
            default -> throw new Usage("no such command: " + command + "; --help tells what there is");
        };
    }

    private int say(String text) {
        out.print(text);
        return Exit.DONE;
    }

    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(from sources)");
    }

    // ---- the configuration

    private Settings settings(Deque<String> arguments) {
        var read = SettingsReader.read(yaml(arguments), environment);
        read.unreadVariables()
                .forEach(name -> err.println("standstill: the environment's " + name + " sets nothing here"));
        return read.settings()
                .orElseThrow(() -> new Usage("the configuration is wrong:\n  " + String.join("\n  ", read.faults())));
    }

    private static String yaml(Deque<String> arguments) {
        var option = arguments.poll();
        if (option == null) {
            return demo();
        }
        var file = arguments.poll();
        if (!option.equals("--config") || file == null || !arguments.isEmpty()) {
            throw new Usage("--config FILE was expected; --help tells more");
        }
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new Usage("the file " + file + " cannot be read");
        }
    }

    private static String demo() {
        try (var demo = Main.class.getResourceAsStream("/conf/demo.yaml")) {
            if (demo == null) {
                throw new IllegalStateException("the demo's configuration is not built in");
            }
            return new String(demo.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    // ---- serving

    private int serve(Settings settings) {
        var service = Standstill.start(settings);
        var asked = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var longest = settings.http().drain().plus(Standstill.ENDING);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            asked.countDown();
                            // Asked to end, and ended well: the JVM alone would call that a death by signal.
                            Runtime.getRuntime().halt(within(longest, ended) ? Exit.DONE : Exit.FAULT);
                        },
                        "shutdown"));
        greet(settings, service.port());
        awaitQuietly(asked);
        service.close();
        ended.countDown();
        return Exit.DONE;
    }

    private static boolean within(Duration longest, CountDownLatch latch) {
        try {
            return latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void greet(Settings settings, int port) {
        var guarded = settings.auth().guarded();
        var url = "%s://%s:%d"
                .formatted(
                        settings.http().tls().isPresent() ? "https" : "http",
                        settings.http().host(),
                        port);
        var curl = guarded ? "-H \"Authorization: Bearer $STANDSTILL_TOKEN\" " : "";
        out.println();
        out.println("Standstill " + version() + " is ready: " + url);
        if (!guarded) {
            out.println(
                    "No tokens are configured: whoever is at this machine may do everything, and nobody else anything.");
        }
        settings.accounts().entrySet().stream()
                .filter(account -> settings.simulator().enabled())
                .filter(account -> account.getValue().vendor().equals("feldera"))
                .findFirst()
                .ifPresent(account -> {
                    out.println();
                    out.println("  follow the feed    curl -N " + curl + url + "/v1/events");
                    out.println("  order a stop       curl -X POST " + curl + url + "/v1/resources/" + account.getKey()
                            + "/orders/stop");
                });
        out.println();
        out.flush();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
