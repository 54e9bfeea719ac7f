package io.standstill.app.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders a stop, and waits for its proof where that is asked for. */
final class StopCommand implements Command {

    @Override
    public String help() {
        return """
                usage: standstill stop ACCOUNT ID [options]

                Orders that a resource stand still. Without --wait it ends with 0 as soon as the order is durable, which is
                no proof of anything. With --wait it goes on asking until the order has ended or the time is over, also
                across lost connections and restarts of the service; the order takes effect once however often it is sent.
                Overdue ends the wait too; what was overdue before it was ordered again has until a --deadline given with it.

                  --wait TIME         waits so long for the end: 90s, 12m, 2h
                  --force             orders a forced stop, or makes a running one forced, where the vendor has such
                  --reason TEXT       for the journal, and for whoever asks later
                  --deadline TIME     by when it shall be proved; else as the account is configured
                  --json              the resource as the service tells it, once, at the end
                """ + COMMON + "\n" + Exit.TABLE;
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(
                List.of(2), List.of("--wait", "--reason", "--deadline"), List.of(), List.of("--force", "--json"));
    }

    @Override
    public int run(Arguments arguments, Address address, Screen screen) throws IOException {
        var wait = arguments.duration("--wait");
        var deadline = arguments.duration("--deadline");
        var order = new Order(
                arguments.words().get(0),
                arguments.words().get(1),
                body(arguments),
                UUID.randomUUID().toString(),
                address);
        var json = arguments.has("--json");
        if (wait != null) {
            return new Wait(order, screen, json, wait, deadline).untilItEnds();
        }
        Told.say(order.send(), json, screen);
        return Exit.DONE;
    }

    private static String body(Arguments arguments) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        if (arguments.has("--force")) {
            body.put("mode", "force");
        }
        for (var option : List.of("--reason", "--deadline")) {
            if (arguments.has(option)) {
                body.put(option.substring(2), arguments.one(option));
            }
        }
        return new Json(body).written();
    }

    /**
     * An order as it is sent, as often as it takes until it is answered.
     *
     * @param key by which the service knows that it is the same
     */
    record Order(String account, String id, String body, String key, Address address) {

        /** Sends it; what was ordered to stop, as the service has it then. */
        Json send() throws IOException {
            return address.post(path() + "/stop", Map.of("Idempotency-Key", key), body)
                    .resource(account, id);
        }

        String path() {
            return Address.resource(account, id);
        }
    }
}
