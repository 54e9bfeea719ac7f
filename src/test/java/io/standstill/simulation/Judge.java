package io.standstill.simulation;

import com.google.errorprone.annotations.FormatMethod;
import io.standstill.domain.Callback;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.journal.Entry;
import io.standstill.journal.Journal;
import io.standstill.journal.Letter;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds what the service tells against what truly is.
 *
 * <p>It is told by the database what was committed, by the vendors who called them, and by whoever asked what they were
 * answered. Of the service's own reasons it knows nothing.
 */
final class Judge {

    /** So many rounds after a deadline in which nothing failed, somebody must have noticed. */
    private static final int PATIENT_ROUNDS = 5;

    private final World world;
    private final Map<ResourceId, Watched> watched = new TreeMap<>(Memory.BY_NAME);
    private final Map<Long, ResourceId> acknowledged = new TreeMap<>();
    private final List<Letter> taken = new ArrayList<>();
    private final Set<String> commandsRun = new HashSet<>();
    private final Map<String, Duration> deadlines = new HashMap<>();
    private Instant lastTold = Instant.MIN;
    private Optional<String> verdict = Optional.empty();

    /** What the world knows of one resource's present order. */
    private static final class Watched {

        int generation;
        long seq;
        long orderedNanos;
        Instant deadline = Instant.MAX;
        boolean deadlineTold;
        int patience;
        long sentNanos = -1;
        long endedNanos = -1;
        final List<Long> saidYesNanos = new ArrayList<>();
        final Map<Node, Grant> grants = new HashMap<>();
        final List<Call> calls = new ArrayList<>();
    }

    /** That a node may send once, durable since then. */
    private record Grant(int generation, long nanos) {}

    /** One stop that was sent. */
    static final class Call {

        private final Node node;
        private final Thing thing;
        private final Grant grant;
        private boolean heard;

        Call(Node node, Thing thing, Grant grant) {
            this.node = node;
            this.thing = thing;
            this.grant = grant;
        }
    }

    Judge(World world) {
        this.world = world;
    }

    /** What does not hold; empty: all does so far. */
    Optional<String> verdict() {
        return verdict;
    }

    @FormatMethod
    private void require(boolean holds, String what, Object... of) {
        if (!holds && verdict.isEmpty()) {
            verdict = Optional.of(what.formatted(of));
            world.tale.tell("!", () -> verdict.get());
        }
    }

    private Watched of(ResourceId id) {
        return watched.computeIfAbsent(id, first -> new Watched());
    }

    // ---- what is committed

    /** An order of this name asks for another deadline than the account's. */
    void wished(String reason, Duration deadline) {
        deadlines.put(reason, deadline);
    }

    void committed(Node node, Journal.Writes writes) {
        var places = world.memory.journal.size() - writes.entries().size();
        var about = new HashMap<ResourceId, Resource>();
        writes.resources().forEach(resource -> about.put(resource.id(), resource));
        writes.filed().forEach(filed -> filed(filed.letter()));
        for (var entry : writes.entries()) {
            places++;
            require(entry.position() == places, "position %d comes where %d was expected", entry.position(), places);
            require(!entry.at().isBefore(lastTold), "the journal's time goes backwards at %d", entry.position());
            lastTold = entry.at();
            if (entry.id() != null) {
                told(node, entry, about.get(new ResourceId(entry.account(), entry.id())));
            }
            world.tale.tell(entry.account(), () -> told(entry));
        }
        for (var resource : writes.resources()) {
            require(
                    of(resource.id()).seq == resource.seq(),
                    "%s counts %d entries, and %d were told of it",
                    resource.id(),
                    resource.seq(),
                    of(resource.id()).seq);
        }
        if (!writes.entries().isEmpty()) {
            world.hint();
        }
        // What is overdue is followed for hours, note by note.
        if (writes.entries().stream()
                .anyMatch(entry -> entry.transition() || !State.OVERDUE.word().equals(entry.to()))) {
            world.news();
        }
    }

    private static String told(Entry entry) {
        return "%s: %s, %s -> %s%s"
                .formatted(
                        entry.id(),
                        entry.kind(),
                        entry.from(),
                        entry.to(),
                        entry.reason() == null ? "" : " (" + entry.reason() + ")");
    }

    private void filed(Letter letter) {
        if (letter.callback() instanceof Callback.Ended) {
            letter.ids().forEach(id -> of(new ResourceId(letter.account(), id)).endedNanos = world.timeline.nanos());
        }
    }

    private void told(Node node, Entry entry, Resource after) {
        var one = of(Objects.requireNonNull(after).id());
        one.seq++;
        var now = world.timeline.nanos();
        if (entry.transition() && State.REQUESTED.word().equals(entry.to())) {
            one.generation++;
            require(after.generation() == one.generation, "%s skips a generation", after.id());
            one.orderedNanos = now;
            one.deadline =
                    entry.at().plus(wish(entry).orElse(world.policy(after.id()).deadline()));
            one.deadlineTold = false;
            one.patience = 0;
            one.sentNanos = -1;
            one.saidYesNanos.clear();
        } else if (entry.kind().equals("ordered") && wish(entry).isPresent()) {
            one.deadline = entry.at().plus(wish(entry).get());
        }
        if (entry.kind().equals("sent")) {
            one.sentNanos = one.sentNanos < 0 ? now : one.sentNanos;
            one.grants.put(node, new Grant(one.generation, now));
        }
        if (entry.kind().equals("deadline")) {
            one.deadlineTold = true;
            require(
                    !entry.at().isBefore(one.deadline),
                    "%s is told overdue %s before its deadline",
                    after.id(),
                    Duration.between(entry.at(), one.deadline));
        }
        if (entry.kind().equals("acknowledged") && entry.evidence().contains("\"source\":\"answer\"")) {
            require(!one.saidYesNanos.isEmpty(), "%s is told taken, and no stop of this order was", after.id());
        }
        if (entry.transition() && State.STOPPED.word().equals(entry.to())) {
            proved(one, entry, after.id());
        }
        if (entry.transition() && State.REAPPEARED.word().equals(entry.to())) {
            var thing = world.thing(after.id());
            require(
                    world.word(after.id()) || thing.aliveSince(one.orderedNanos),
                    "%s is told to live, and rested all the time",
                    after.id());
        }
    }

    private Optional<Duration> wish(Entry entry) {
        return deadlines.entrySet().stream()
                .filter(wish -> entry.reason() != null
                        && (entry.reason().equals(wish.getKey())
                                || entry.reason().endsWith(": " + wish.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    // ---- what stopped means

    private void proved(Watched one, Entry entry, ResourceId id) {
        var thing = world.thing(id);
        var byCallback = entry.evidence().contains("\"source\":\"callback\"");
        if (!world.word(id)) {
            require(!byCallback, "%s is told stopped by a callback", id);
            require(
                    thing.readAtRestNanos >= one.orderedNanos,
                    "%s is told stopped, and was never read at rest since it was ordered%s",
                    id,
                    thing.atRest() ? "" : ": it runs");
            return;
        }
        require(
                !one.saidYesNanos.isEmpty(),
                "%s is told stopped, and the vendor took no stop of this order%s",
                id,
                byCallback ? ": a callback alone" : "");
        var wordAndLetter = one.endedNanos >= one.sentNanos && one.sentNanos >= 0;
        var wordAndSilence = one.saidYesNanos.size() > 1
                && one.saidYesNanos.get(one.saidYesNanos.size() - 1) - one.saidYesNanos.get(0)
                        >= Duration.ofSeconds(15).toNanos();
        require(wordAndLetter || wordAndSilence, "%s is told stopped by one word alone", id);
        require(thing.candid() || !thing.alive(), "%s is told stopped, and runs: every sign of life was given", id);
    }

    // ---- who calls

    /** Whoever calls a vendor must work for that account, as the database has it. */
    void calls(Node node, String account) {
        require(
                node.excused() || world.memory.homes.get(account).heldBy(node.name, world.memory.now()),
                "%s calls for %s, and does not hold it",
                node.name,
                account);
    }

    Call called(Node node, Thing thing) {
        calls(node, thing.id.account());
        var one = of(thing.id);
        var grant = one.grants.remove(node);
        require(grant != null, "%s sends a stop of %s, and no intent of it is in the journal", node.name, thing.id);
        var call = new Call(node, thing, grant == null ? new Grant(one.generation, world.timeline.nanos()) : grant);
        one.calls.removeIf(other -> other.heard || other.node.dead());
        for (var other : one.calls) {
            var apart = Math.abs(other.grant.nanos() - call.grant.nanos());
            require(
                    other.grant.generation() != call.grant.generation()
                            || apart >= world.policy(thing.id).pace().awaited().toNanos(),
                    "%s and %s send for one generation of %s at once",
                    other.node.name,
                    node.name,
                    thing.id);
        }
        one.calls.add(call);
        return call;
    }

    void answered(Call call, Reply reply) {
        call.heard = true;
        var one = of(call.thing.id);
        var yes = reply instanceof Reply.Taken || (reply instanceof Reply.NotFound && !one.saidYesNanos.isEmpty());
        if (yes && call.grant.generation() == one.generation) {
            one.saidYesNanos.add(world.timeline.nanos());
        }
    }

    void commanded(Node node, String account, JsonObject command) {
        calls(node, account);
        require(commandsRun.add(command.encode()), "command %s is run twice", command);
    }

    // ---- what was answered

    /** Somebody was told that this is in the journal; 0: that there was no news. */
    void acknowledged(ResourceId id, long position) {
        if (position > 0) {
            acknowledged.put(position, id);
            require(stands(position, id), "%s was acknowledged at %d, and is not there", id, position);
        }
    }

    private boolean stands(long position, ResourceId id) {
        return position <= world.memory.journal.size()
                && id.id().equals(world.memory.journal.get((int) position - 1).id());
    }

    /** A vendor was told that its letter is taken. */
    void taken(Letter letter) {
        taken.add(letter);
        require(isFiled(letter), "a letter about %s was taken, and is not in the inbox", letter.ids());
    }

    private boolean isFiled(Letter letter) {
        var inbox = world.memory.inbox;
        for (var i = inbox.size() - 1; i >= 0; i--) {
            if (inbox.get(i).letter.equals(letter)) {
                return true;
            }
        }
        return false;
    }

    // ---- what must come

    /** A round that began then came to its end, and no call of it failed. */
    void wentRound(long beganNanos) {
        var began = world.memory.now().minusNanos(world.timeline.nanos() - beganNanos);
        watched.forEach((id, one) -> {
            var resource = world.memory.resources.get(id);
            var owed = resource != null
                    && (resource.state() == State.REQUESTED || resource.state() == State.STOPPING)
                    && !one.deadlineTold
                    && one.deadline.plusSeconds(1).isBefore(began);
            one.patience = owed ? one.patience + 1 : 0;
            require(one.patience < PATIENT_ROUNDS, "%s is past its deadline, and nobody says so", id);
        });
    }

    /**
     * Whether nothing more is to come: it has ended, or it is overdue for good, where nothing there is left to prove it
     * by.
     */
    boolean isOver(Resource resource) {
        var thing = world.thing(resource.id());
        var unprovable = world.word(resource.id())
                || (thing.atRest() && world.vendors.get(resource.id().account()).alone(thing));
        return !resource.state().inFlight() || (resource.state() == State.OVERDUE && unprovable);
    }

    /** All is well again, and was for long: what has been ordered must have ended. */
    void ended() {
        world.memory.resources.forEach((id, resource) -> require(
                isOver(resource),
                "%s never ends: it is %s",
                id,
                resource.state().word()));
        acknowledged.forEach((position, id) ->
                require(stands(position, id), "%s was acknowledged at %d, and is lost", id, position));
        var filed = world.memory.inbox.stream().map(received -> received.letter).collect(Collectors.toSet());
        taken.forEach(
                letter -> require(filed.contains(letter), "a letter about %s was taken, and is lost", letter.ids()));
    }
}
