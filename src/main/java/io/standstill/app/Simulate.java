package io.standstill.app;

import io.standstill.app.command.Exit;
import io.standstill.app.command.Usage;
import io.standstill.simulator.Simulators;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/** The simulated vendors as a process of their own. */
final class Simulate {

    private Simulate() {}

    static int run(Deque<String> arguments, PrintStream out) {
        var port = 8090;
        var world = Path.of(".standstill", "simulator.jsonl");
        while (!arguments.isEmpty()) {
            var option = arguments.pop();
            var value = arguments.poll();
            if (value == null) {
                throw new Usage(option + " needs a value");
            }
            switch (option) {
                case "--port" -> port = port(value);
                case "--world" -> world = Path.of(value);
                default -> throw new Usage("no such option: " + option);
            }
        }
        var vertx = Machinery.start();
        var simulators =
                Simulators.start(vertx, port, world, Clock.systemUTC(), true).await();
        out.println("simulators are ready: http://127.0.0.1:" + simulators.port());
        out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return Exit.DONE;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new Usage("--port: a port was expected");
        }
        return Integer.parseInt(text);
    }
}
