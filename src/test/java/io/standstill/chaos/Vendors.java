package io.standstill.chaos;

import io.standstill.testing.Child;
import io.standstill.testing.Running;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The simulated vendors, a process of their own that nothing befalls: what they say of a thing is true. */
final class Vendors implements AutoCloseable {

    private final Caller caller;
    private final int port = Running.freePort();
    private final Child process;

    Vendors(Caller caller, Path folder, File log) {
        this.caller = caller;
        this.process = Child.start(
                Node.java(List.of(), "simulate", "--port", "" + port, "--world", "" + folder.resolve("world.jsonl")),
                Map.of(),
                log);
        process.lineWith("simulators are ready");
        Caller.good(List.of(caller.call(HttpMethod.DELETE, url() + "/_control", Buffer.buffer())));
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private String control(Target target) {
        return url() + "/_control/" + target.account() + "/" + target.id();
    }

    /** Makes these run, or changes their manners. */
    void behave(Collection<Target> targets, Function<Target, JsonObject> behaviour) {
        Caller.good(targets.stream()
                .map(target -> caller.put(control(target), new JsonObject().put("behaviour", behaviour.apply(target))))
                .toList());
    }

    /** Gives each of these that is at rest a new life. */
    void revive(Collection<Target> targets) {
        Caller.good(targets.stream()
                .map(target -> caller.put(control(target), new JsonObject().put("running", true)))
                .toList());
    }

    /** Changes the manners of a vendor itself. */
    void turn(String vendor, JsonObject manners) {
        Caller.good(List.of(caller.put(url() + "/_control/" + vendor, manners)));
    }

    /** What truly is of each of these. */
    Map<Target, JsonObject> truths(Collection<Target> targets) {
        var asked = List.copyOf(targets);
        var told = Caller.good(
                asked.stream().map(target -> caller.get(control(target))).toList());
        var truths = new HashMap<Target, JsonObject>();
        for (var number = 0; number < asked.size(); number++) {
            truths.put(asked.get(number), told.get(number).json());
        }
        return truths;
    }

    @Override
    public void close() {
        process.close();
    }
}
