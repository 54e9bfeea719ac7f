package io.standstill.engine;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Accounts;
import io.standstill.vendor.Lists;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work for one account that this node holds: what to call for next, and what is under way. */
final class AccountWork {

    private static final Logger LOG = LoggerFactory.getLogger(AccountWork.class);

    /** What is done for the whole account goes by these names, which no resource can have. */
    private static final ResourceId LIST = new ResourceId("", "list");

    private static final ResourceId STOCK = new ResourceId("", "stock");

    private final Station station;
    private final Sending sending;
    private final Looking looking;
    private final Errands errands;
    private final Stocktaking stocktaking;
    private final Witness witness;
    private final Optional<Lists> lists;

    /** What is being called for right now; one call a resource. */
    private final Map<ResourceId, Future<Void>> busy = new HashMap<>();

    private long listAtNanos;
    private boolean leaving;

    AccountWork(Station station, Accounts accounts, boolean adopts) {
        this.station = station;
        this.sending = new Sending(station);
        this.looking = new Looking(station, sending);
        this.errands = new Errands(station);
        this.stocktaking = new Stocktaking(station, accounts, adopts);
        this.witness = new Witness(station);
        this.lists = station.account().lists();
        this.listAtNanos = station.ticker().nanos();
    }

    /** Takes note of how a resource stands. */
    void know(Resource resource) {
        station.flights().know(resource);
    }

    Witness witness() {
        return witness;
    }

    boolean mayCall() {
        return !leaving && station.mayCall();
    }

    /** Begins nothing more, so that the account can be handed back. */
    void leave() {
        leaving = true;
    }

    boolean leaving() {
        return leaving;
    }

    boolean idle() {
        return busy.isEmpty() && sending.allWritten();
    }

    /** When all that is being called for has come to its end. */
    Future<Void> settled() {
        return Future.join(new ArrayList<>(busy.values())).mapEmpty();
    }

    /** Calls for what is due and looks where it is time to, as far as it may; answers with what it started. */
    List<Future<Void>> act(List<Resource> due) {
        sending.writeAgain();
        due.forEach(station.flights()::know);
        var started = new ArrayList<Future<Void>>();
        if (!leaving) {
            forAll().forEach(wish -> start(wish).ifPresent(started::add));
            // By turns: neither a crowd of sends nor one of looks may hold up the other.
            var calls =
                    due.stream().flatMap(resource -> call(resource).stream()).iterator();
            var looks = looks().iterator();
            while (calls.hasNext() || looks.hasNext()) {
                if (calls.hasNext()) {
                    start(calls.next()).ifPresent(started::add);
                }
                if (looks.hasNext()) {
                    start(looks.next()).ifPresent(started::add);
                }
            }
        }
        return started;
    }

    /** Something that wants to call the vendor. */
    private record Wish(ResourceId id, BooleanSupplier may, Supplier<Future<Void>> step) {}

    /** What serves the whole account comes first: it is one call for many. */
    private List<Wish> forAll() {
        var wishes = new ArrayList<Wish>();
        if (lists.isPresent() && together() && station.ticker().nanos() - listAtNanos >= 0) {
            wishes.add(new Wish(LIST, station::mayCall, () -> {
                listAtNanos = station.ticker().nanos()
                        + station.policy().pace().lookEvery().toNanos();
                return looking.lookAtAll(lists.get());
            }));
        }
        if (lists.isPresent() && stocktaking.isDue()) {
            wishes.add(new Wish(STOCK, station::mayCall, () -> stocktaking.take(lists.get())));
        }
        return wishes;
    }

    /** What outlives any node: a send, a look of the watch, and after those a command. */
    private Optional<Wish> call(Resource resource) {
        var id = resource.id();
        if (isDue(resource, resource.sendDueAt())) {
            return Optional.of(new Wish(id, sending::mayCall, () -> sending.send(resource)));
        }
        if (isDue(resource, resource.pursuit().watchAt())) {
            return Optional.of(new Wish(id, station::mayCall, () -> looking.look(resource)));
        }
        var command = resource.openCommand();
        return command != null && isDue(resource, command.dueAt())
                ? Optional.of(new Wish(id, sending::mayCall, () -> errands.run(resource)))
                : Optional.empty();
    }

    /** The earliest is, for the database said so; of what comes after it this node's own reckoning tells. */
    private boolean isDue(Resource resource, @Nullable Instant at) {
        return at != null
                && (at.equals(resource.callDueAt()) || !station.tenure().now().isBefore(at));
    }

    /** So many are to be looked at that one look shall serve them all. */
    private boolean together() {
        return station.flights().toLookAtTogether() > station.policy().limits().singleLooks();
    }

    /** Each by itself while they are few; beyond, only those that the look at all did not show. */
    private List<Wish> looks() {
        if (!station.policy().readable()) {
            return List.of();
        }
        var singly = lists.isEmpty() || !together();
        return station.flights().toLookAt(!singly).stream()
                .map(cadence -> cadence.resource)
                .map(resource -> new Wish(resource.id(), station::mayCall, () -> looking.look(resource)))
                .toList();
    }

    /** Starts a step that calls the vendor, if it may and nothing else is under way for it. */
    private Optional<Future<Void>> start(Wish wish) {
        var id = wish.id();
        if (busy.containsKey(id) || !wish.may().getAsBoolean()) {
            return Optional.empty();
        }
        Promise<Void> done = Promise.promise();
        busy.put(id, done.future());
        station.allowance().begun();
        Future.succeededFuture().compose(now -> wish.step().get()).onComplete(ended -> {
            busy.remove(id);
            station.allowance().ended();
            if (ended.failed()) {
                // What could not be written is learned again at the next look.
                LOG.atWarn()
                        .addKeyValue("account", station.name())
                        .addKeyValue("resource", id.id())
                        .addKeyValue("fault", ended.cause().toString())
                        .log("step not finished");
                postpone(id);
            }
            done.complete();
        });
        return Optional.of(done.future());
    }

    /** What broke is not begun again at once. */
    private void postpone(ResourceId id) {
        var cadence = station.flights().of(id);
        if (cadence != null) {
            var pause = station.policy().pace().lookEvery().compareTo(Duration.ofSeconds(1)) < 0
                    ? station.policy().pace().lookEvery()
                    : Duration.ofSeconds(1);
            cadence.lookAtNanos = station.ticker().nanos() + pause.toNanos();
        }
    }
}
