package io.standstill.simulation;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Sight;
import io.standstill.domain.State;
import io.standstill.journal.Cursor;
import io.standstill.journal.Resources;
import io.standstill.journal.Seen;
import io.standstill.journal.Tally;
import io.standstill.journal.Wanted;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is known of resources, read from memory; what only people ask for, lists and figures, nobody asks for here. */
final class MemoryResources implements Resources {

    private final Memory memory;

    MemoryResources(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Future<List<Seen>> see(Set<ResourceId> ids) {
        synchronized (memory) {
            return Future.succeededFuture(memory.resources.values().stream()
                    .filter(resource -> ids.contains(resource.id()))
                    .map(this::seen)
                    .toList());
        }
    }

    private Seen seen(Resource resource) {
        return new Seen(resource, sightOf(resource.id().account()));
    }

    private Sight sightOf(String account) {
        var home = Optional.ofNullable(memory.homes.get(account));
        return new Sight(
                memory.now(),
                home.flatMap(known -> known.lookedAt).orElse(null),
                home.flatMap(known -> known.overdueLookedAt).orElse(null));
    }

    @Override
    public Future<Page> list(Wanted wanted) {
        if (wanted.order().by() != Wanted.By.ID
                || wanted.text() != null
                || wanted.stale() != null
                || !wanted.labels().isEmpty()) {
            return Future.failedFuture(new UnsupportedOperationException("nobody asks memory for that"));
        }
        synchronized (memory) {
            var after = wanted.after();
            var found = memory.resources.values().stream()
                    .filter(one -> fits(wanted.accounts(), one.id().account()))
                    .filter(one -> fits(wanted.vendors(), one.vendor()))
                    .filter(one -> fits(wanted.states(), one.state().word()))
                    .filter(one -> after == null || Memory.BY_NAME.compare(one.id(), after.id()) > 0)
                    .limit(wanted.limit())
                    .map(this::seen)
                    .toList();
            return Future.succeededFuture(
                    new Page(new Cursor(Memory.EPOCH, memory.head().position()), found));
        }
    }

    private static boolean fits(Set<String> wanted, String one) {
        return wanted.isEmpty() || wanted.contains(one);
    }

    @Override
    public Future<List<ResourceId>> choose(
            Set<String> accounts, Set<String> states, Map<String, String> labels, int limit) {
        synchronized (memory) {
            return Future.succeededFuture(memory.resources.values().stream()
                    .filter(one -> fits(accounts, one.id().account()))
                    .filter(one -> fits(states, one.state().word()))
                    .filter(one -> one.labels().entrySet().containsAll(labels.entrySet()))
                    .map(Resource::id)
                    .limit(limit)
                    .toList());
        }
    }

    @Override
    public Future<List<Tally>> tallies() {
        throw new UnsupportedOperationException("nobody asks memory for that");
    }

    @Override
    public Future<List<Double>> timesToStandstill(Set<String> accounts) {
        throw new UnsupportedOperationException("nobody asks memory for that");
    }

    @Override
    public Future<Sight> sight(String account) {
        synchronized (memory) {
            return Future.succeededFuture(sightOf(account));
        }
    }

    // ---- what a node asks for

    @Override
    public Future<List<Resource>> timeDue(Set<String> held, Duration grace, int limitEach) {
        synchronized (memory) {
            var now = memory.now();
            var due = new ArrayList<Resource>();
            for (var account : memory.homes.keySet()) {
                var until = held.contains(account) ? now : now.minus(grace);
                due.addAll(due(account, Resource::timeDueAt, until, one -> true, limitEach));
            }
            return Future.succeededFuture(due);
        }
    }

    @Override
    public Future<List<Resource>> callDue(Set<String> accounts, int limitEach) {
        synchronized (memory) {
            var now = memory.now();
            var due = new ArrayList<Resource>();
            for (var account : new TreeSet<>(accounts)) {
                due.addAll(due(account, Resource::callDueAt, now, one -> one.state() != State.STOPPED, limitEach));
                due.addAll(due(account, Resource::callDueAt, now, one -> one.state() == State.STOPPED, limitEach));
            }
            return Future.succeededFuture(due);
        }
    }

    private List<Resource> due(
            String account, Function<Resource, Instant> dueAt, Instant until, Predicate<Resource> which, int limit) {
        var due = new ArrayList<Resource>();
        for (var one : memory.resources.values()) {
            if (one.id().account().equals(account) && which.test(one)) {
                var at = dueAt.apply(one);
                if (at != null && !at.isAfter(until)) {
                    due.add(one);
                }
            }
        }
        due.sort(Comparator.comparing(dueAt));
        return due.subList(0, Math.min(limit, due.size()));
    }

    @Override
    public Future<List<Resource>> inFlight(Set<String> accounts, long after, int limit) {
        return byPosition(accounts, after, limit, one -> one.state().inFlight());
    }

    @Override
    public Future<List<Resource>> changed(Set<String> accounts, long after, int limit) {
        return byPosition(accounts, after, limit, one -> true);
    }

    private Future<List<Resource>> byPosition(Set<String> accounts, long after, int limit, Predicate<Resource> which) {
        synchronized (memory) {
            if (memory.head().position() <= after) {
                return Future.succeededFuture(List.of());
            }
            return Future.succeededFuture(memory.resources.values().stream()
                    .filter(one -> accounts.contains(one.id().account()) && one.position() > after && which.test(one))
                    .sorted(Comparator.comparingLong(Resource::position))
                    .limit(limit)
                    .toList());
        }
    }
}
