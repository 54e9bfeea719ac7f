package io.standstill.simulation;

import io.standstill.domain.Evidence;
import io.standstill.domain.Moves;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.standstill.journal.Letter;
import io.standstill.journal.Receipt;
import io.standstill.journal.Unwritable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a database holds, in memory: the ground under all the journal's ports, with the database's own clock and its own
 * refusals.
 */
final class Memory {

    static final String EPOCH = "memory";

    static final Comparator<ResourceId> BY_NAME =
            Comparator.comparing(ResourceId::account).thenComparing(ResourceId::id);

    /** What may be told, as the database's own table says it. */
    private static final Set<List<String>> LEGAL = legal();

    private static final int NEWEST_LETTERS = 100;

    private final Supplier<Instant> clock;

    final List<Entry> journal = new ArrayList<>();
    final Map<ResourceId, Resource> resources = new TreeMap<>(BY_NAME);
    final Map<String, Home> homes = new TreeMap<>();
    final Map<String, There> nodes = new TreeMap<>();
    final Map<Receipt.Key, Receipt.Kept> kept = new HashMap<>();
    final List<Received> inbox = new ArrayList<>();

    /** An account's row. */
    static final class Home {

        final String name;
        String vendor;
        Optional<String> holder = Optional.empty();
        Optional<Instant> heldUntil = Optional.empty();
        Optional<Instant> freeSince = Optional.empty();
        Optional<Instant> lookedAt = Optional.empty();
        Optional<Instant> overdueLookedAt = Optional.empty();
        Optional<Instant> sightLostAt = Optional.empty();
        Optional<Instant> pausedAt = Optional.empty();
        Optional<String> pausedBy = Optional.empty();
        Optional<Instant> listedAt = Optional.empty();
        String health = "{}";
        final Map<String, Optional<String>> inventory = new TreeMap<>();

        Home(String name, String vendor) {
            this.name = name;
            this.vendor = vendor;
        }

        boolean heldBy(String node, Instant now) {
            return holder.filter(node::equals).isPresent()
                    && !heldUntil.orElseThrow().isBefore(now);
        }

        void free(Instant since) {
            holder = Optional.empty();
            heldUntil = Optional.empty();
            freeSince = Optional.of(since);
        }
    }

    /** A node's row. */
    record There(String name, Instant seenUntil, Set<String> wanted) {}

    /** A callback's row. */
    static final class Received {

        final Letter letter;
        boolean joined;

        Received(Letter letter, boolean joined) {
            this.letter = letter;
            this.joined = joined;
        }
    }

    Memory(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** As exactly as a database keeps it. */
    Instant now() {
        return clock.get().truncatedTo(ChronoUnit.MICROS);
    }

    Head head() {
        return new Head(EPOCH, journal.isEmpty() ? 0 : last().position(), 1);
    }

    private Entry last() {
        return journal.get(journal.size() - 1);
    }

    // ---- what a batch stands on

    Journal.Ground ground(Journal.Batch batch) {
        batch.about().forEach(Memory::sayable);
        batch.introduces().forEach(Memory::sayable);
        var known = new HashMap<ResourceId, Resource>();
        batch.about().forEach(id -> Optional.ofNullable(resources.get(id)).ifPresent(one -> known.put(id, one)));
        var waiting = new HashMap<ResourceId, List<Evidence.CalledBack>>();
        batch.introduces().forEach(id -> {
            var letters = waiting(id).stream()
                    .map(received -> received.letter)
                    .map(letter -> new Evidence.CalledBack(letter.callback(), letter.trace()))
                    .toList();
            if (!letters.isEmpty()) {
                waiting.put(id, letters);
            }
        });
        var unseen = batch.accounts().stream()
                .filter(account -> homes.containsKey(account)
                        && homes.get(account).sightLostAt.isPresent())
                .collect(Collectors.toSet());
        var answered = new HashMap<Receipt.Key, Receipt.Kept>();
        batch.receipts().forEach(key -> Optional.ofNullable(kept.get(key)).ifPresent(one -> answered.put(key, one)));
        return new Journal.Ground(now(), head().position(), known, waiting, unseen, answered);
    }

    /** The newest that wait for it, oldest first. */
    private List<Received> waiting(ResourceId id) {
        var named = inbox.stream()
                .filter(received -> !received.joined
                        && received.letter.account().equals(id.account())
                        && received.letter.ids().contains(id.id()))
                .toList();
        return named.subList(Math.max(0, named.size() - NEWEST_LETTERS), named.size());
    }

    // ---- what a batch writes

    /** All of it, or nothing. */
    void write(Journal.Writes writes) {
        check(writes);
        writes.resources().forEach(resource -> resources.put(resource.id(), resource));
        writes.filed().forEach(filed -> inbox.add(new Received(filed.letter(), filed.joined())));
        writes.joined().forEach(id -> waiting(id).forEach(received -> received.joined = true));
        writes.sightings().forEach(sighting -> Optional.ofNullable(homes.get(sighting.account()))
                .ifPresent(home -> home.sightLostAt = sighting.lost() ? Optional.of(now()) : Optional.empty()));
        writes.kept().forEach(one -> kept.put(one.key(), one));
        journal.addAll(writes.entries());
    }

    private void check(Journal.Writes writes) {
        writes.resources().forEach(Memory::check);
        var position = head().position();
        for (var entry : writes.entries()) {
            require(entry.position() > position, "each position once");
            position = entry.position();
            require(
                    LEGAL.contains(List.of(word(entry.from()), entry.kind(), word(entry.to()))),
                    "a_legal_move: " + entry);
            require((entry.id() == null) == (entry.to() == null), "a_resource_or_an_account");
        }
        for (var filed : writes.filed()) {
            require(filed.letter().ids().size() <= 3, "three names at most");
            require(filed.letter().trace().digest() != null, "a digest");
        }
        var keys = new HashSet<Receipt.Key>();
        for (var one : writes.kept()) {
            require(keys.add(one.key()) && !kept.containsKey(one.key()), "each answer once");
            require(!one.key().key().isEmpty() && one.key().key().length() <= 255, "a key's length");
        }
    }

    /** The state machine, said again, as the database does. */
    private static void check(Resource one) {
        var length = one.id().id().length();
        require(length >= 1 && length <= 512, "an id's length");
        var stopped = one.state() == State.STOPPED;
        var stop = one.stop();
        require(stopped == (one.verdict() != null), "stopped_has_a_verdict");
        require(one.clean() == null || stopped, "clean_is_for_stopped");
        require(one.state() == State.ACTIVE || stop != null, "only_active_has_no_order");
        require(!stopped || (stop != null && stop.stoppedAt() != null), "stopped_has_its_time");
        var acknowledged = stop != null && stop.acknowledgedAt() != null;
        require(one.state() != State.STOPPING || acknowledged, "stopping_was_acknowledged");
        require(one.verdict() != Verdict.ASSERTED || acknowledged, "asserted_was_acknowledged");
        var troubled = one.state() == State.FAILED || one.state() == State.REAPPEARED;
        require(!troubled || one.problem() != null, "trouble_has_a_problem");
        require(one.seq() >= 1 && one.position() >= 1 && one.generation() >= 0, "counted from one");
    }

    private static void sayable(ResourceId id) {
        require(id.account().indexOf('\0') < 0 && id.id().indexOf('\0') < 0, "text without NUL");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Unwritable(new IllegalStateException(what));
        }
    }

    private static String word(String state) {
        return state == null ? "none" : state;
    }

    private static Set<List<String>> legal() {
        var moves = Moves.all().stream()
                .map(move -> List.of(
                        move.from() == null ? "none" : move.from().word(),
                        move.toldAs().word(),
                        move.to().word()));
        return Stream.concat(
                        moves, Stream.of(List.of("none", "lost-sight", "none"), List.of("none", "sighted", "none")))
                .collect(Collectors.toUnmodifiableSet());
    }
}
