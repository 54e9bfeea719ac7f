package io.standstill.simulation;

import io.standstill.domain.Command;
import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Trace;
import io.standstill.vendor.Account;
import io.standstill.vendor.Commands;
import io.standstill.vendor.Lists;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One node's connection to a vendor: calls get lost on the way there, on the way back, or come there much later. */
final class Connection implements Account, Lists, Commands {

    private static final Duration REFRESHED_EVERY = Duration.ofSeconds(10);

    private final World world;
    private final Node node;
    private final ScriptedVendor vendor;
    private final Ticker ticker;
    private long refreshedNanos;
    private boolean refreshed;

    Connection(World world, Node node, ScriptedVendor vendor, Ticker ticker) {
        this.world = world;
        this.node = node;
        this.vendor = vendor;
        this.ticker = ticker;
    }

    @Override
    public String vendor() {
        return World.vendorOf(vendor.like);
    }

    @Override
    public Policy policy() {
        return vendor.policy;
    }

    @Override
    public String seenAs() {
        return "https://" + vendor.account;
    }

    @Override
    public Future<Optional<Returned<Problem>>> objection(Mode mode) {
        var objection = Optional.of(Problem.of("unsupported", "No such stop", "this edition has no graceful stop"))
                .filter(problem -> vendor.objectsTo(mode))
                .map(problem -> new Returned<>(problem, null, ScriptedVendor.trace(200)));
        return Future.succeededFuture(objection);
    }

    @Override
    public Future<Returned<Reply>> stop(String id, Mode mode) {
        var thing = vendor.things.get(id);
        var call = world.judge.called(node, thing);
        world.tale.tell(node.name, () -> "sends a %s stop of %s".formatted(mode.word(), id));
        return call(
                () -> vendor.stop(thing, mode),
                new Returned<>(new Reply.Unsure("no answer in time"), null, trace(Trace.Source.ANSWER)),
                answered -> world.judge.answered(call, answered.says()));
    }

    @Override
    public Future<Returned<Reading>> look(String id) {
        world.judge.calls(node, vendor.account);
        var anew = looksAnew();
        return call(
                () -> vendor.look(vendor.things.get(id), anew),
                new Returned<>(new Reading.Unsure("no answer in time", null), null, trace(Trace.Source.LOOK)),
                looked -> world.tale.tell(node.name, () -> "sees %s: %s".formatted(id, looked.says())));
    }

    /** One like Nomad is asked to look anew only so often. */
    private boolean looksAnew() {
        if (vendor.like != ScriptedVendor.Like.NOMAD) {
            return true;
        }
        var due = !refreshed || ticker.nanos() - refreshedNanos >= REFRESHED_EVERY.toNanos();
        if (due) {
            refreshed = true;
            refreshedNanos = ticker.nanos();
        }
        return due;
    }

    @Override
    public Optional<Lists> lists() {
        return vendor.like == ScriptedVendor.Like.MEMORIES ? Optional.empty() : Optional.of(this);
    }

    @Override
    public Future<Returned<Listing>> list() {
        world.judge.calls(node, vendor.account);
        var anew = looksAnew();
        return call(
                () -> vendor.list(anew),
                new Returned<>(Listing.broken("no answer in time"), null, trace(Trace.Source.LOOK)),
                listed -> {});
    }

    @Override
    public Optional<Commands> commands() {
        return Optional.of(this);
    }

    @Override
    public Optional<String> faultOf(JsonObject command) {
        return Optional.empty();
    }

    @Override
    public Future<Returned<Result>> run(String id, JsonObject command) {
        world.judge.commanded(node, vendor.account, command);
        return call(
                () -> vendor.command(vendor.things.get(id)),
                new Returned<>(new Result(Command.End.UNSURE, "no answer in time"), null, trace(Trace.Source.ANSWER)),
                ran -> {});
    }

    // ---- the way there and back

    private <T> Future<Returned<T>> call(
            Supplier<Returned<T>> there, Returned<T> nothing, Consumer<Returned<T>> heard) {
        Promise<Returned<T>> promise = Promise.promise();
        var longest = Wire.LONGEST_CALL.toMillis();
        if (world.dice.percent(vendor.losses())) {
            if (world.dice.percent(40)) {
                world.timeline.in(world.dice.spread(1_000, 90_000), () -> {
                    var unheard = there.get();
                    world.tale.tell(vendor.account, () -> "answers what nobody waits for: " + unheard.says());
                });
            }
            world.timeline.in(longest, () -> node.runs(() -> hear(promise, nothing, heard)));
            return promise.future();
        }
        var way = vendor.millis();
        world.timeline.in(way, () -> {
            var answer = there.get();
            var back = vendor.millis();
            var late = way + back > longest || world.dice.percent(3);
            world.timeline.in(
                    late ? Math.max(0, longest - way) : back,
                    () -> node.runs(() -> hear(promise, late ? nothing : answer, heard)));
        });
        return promise.future();
    }

    private static <T> void hear(Promise<Returned<T>> promise, Returned<T> answer, Consumer<Returned<T>> heard) {
        heard.accept(answer);
        promise.complete(answer);
    }

    private static Trace trace(Trace.Source source) {
        return new Trace(source, null, null, null);
    }

    // ---- what nobody asks here

    @Override
    public Optional<Wire.Told> clock() {
        return Optional.empty();
    }

    @Override
    public Future<List<Finding>> check() {
        return Future.succeededFuture(List.of());
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
