package io.standstill.simulation;

import io.standstill.journal.Leases;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Leases of accounts, in memory: the same shares, by the same reckoning, as PostgreSQL gives. */
final class MemoryLeases implements Leases {

    private static final Duration UNWANTED = Duration.ofSeconds(2);

    private final Memory memory;
    private final Random random;

    MemoryLeases(Memory memory, Random random) {
        this.memory = memory;
        this.random = random;
    }

    @Override
    public Future<Void> register(Map<String, String> vendorByAccount) {
        synchronized (memory) {
            vendorByAccount.forEach((name, vendor) ->
                    memory.homes.computeIfAbsent(name, fresh -> new Memory.Home(name, vendor)).vendor = vendor);
            return Future.succeededFuture();
        }
    }

    @Override
    public Future<Tenancy> hold(String node, Set<String> wanted, Duration term, boolean renew) {
        synchronized (memory) {
            if (renew) {
                var until = memory.now().plus(term);
                memory.nodes.put(node, new Memory.There(node, until, Set.copyOf(wanted)));
                memory.homes.values().stream()
                        .filter(home -> home.holder.filter(node::equals).isPresent())
                        .forEach(home -> home.heldUntil = Optional.of(until));
            }
            take(node, wanted, term);
            return Future.succeededFuture(tenancy(node));
        }
    }

    private List<Memory.There> there(Instant now) {
        return memory.nodes.values().stream()
                .filter(node -> !node.seenUntil().isBefore(now))
                .toList();
    }

    private long held(String node, Instant now) {
        return memory.homes.values().stream()
                .filter(home -> home.heldBy(node, now))
                .count();
    }

    private void take(String node, Set<String> wanted, Duration term) {
        var now = memory.now();
        var there = there(now);
        var me = there.stream().filter(one -> one.name().equals(node)).findFirst();
        if (me.isEmpty()) {
            return;
        }
        var sharing = there.stream()
                .filter(other -> !Collections.disjoint(other.wanted(), me.get().wanted()))
                .count();
        var mine = held(node, now);
        var share = sharing == 0 ? 0 : (me.get().wanted().size() + sharing - 1) / sharing;
        var room = share - mine;
        if (memory.homes.values().stream().noneMatch(home -> isFree(home, now))) {
            return;
        }
        var free = new ArrayList<>(memory.homes.values().stream()
                .filter(home -> wanted.contains(home.name) && isFree(home, now))
                .filter(home -> unwanted(home, now)
                        || there.stream()
                                .noneMatch(other -> held(other.name(), now) < mine
                                        && other.wanted().contains(home.name)))
                .toList());
        Collections.shuffle(free, random);
        free.sort(Comparator.comparing(home -> !unwanted(home, now)));
        for (var place = 0; place < free.size(); place++) {
            var home = free.get(place);
            if (place < room || unwanted(home, now)) {
                home.holder = Optional.of(node);
                home.heldUntil = Optional.of(now.plus(term));
                home.freeSince = Optional.empty();
            }
        }
    }

    private static boolean isFree(Memory.Home home, Instant now) {
        return home.holder.isEmpty() || home.heldUntil.orElseThrow().isBefore(now);
    }

    private static boolean unwanted(Memory.Home home, Instant now) {
        return home.heldUntil.or(() -> home.freeSince).orElse(Instant.MIN).isBefore(now.minus(UNWANTED));
    }

    private Tenancy tenancy(String node) {
        var now = memory.now();
        var held = memory.homes.values().stream()
                .filter(home -> home.heldBy(node, now))
                .map(home -> home.name)
                .collect(Collectors.toSet());
        var paused = memory.homes.values().stream()
                .filter(home -> home.pausedAt.isPresent())
                .map(home -> home.name)
                .collect(Collectors.toSet());
        var lapsed = memory.nodes.values().stream()
                .filter(one -> one.seenUntil().isBefore(now))
                .map(Memory.There::name)
                .collect(Collectors.toSet());
        return new Tenancy(now, held, paused, lapsed, surplus(node, held, now));
    }

    private String surplus(String node, Set<String> held, Instant now) {
        var there = there(now);
        if (there.stream().noneMatch(one -> one.name().equals(node))) {
            return null;
        }
        return there.stream()
                .filter(other -> held(other.name(), now) + 2 <= held.size())
                .sorted(Comparator.comparingLong(other -> held(other.name(), now)))
                .flatMap(other ->
                        held.stream().filter(other.wanted()::contains).sorted().limit(1))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Future<Void> handBack(String node, Set<String> accounts) {
        synchronized (memory) {
            memory.homes.values().stream()
                    .filter(home -> accounts.contains(home.name)
                            && home.holder.filter(node::equals).isPresent())
                    .forEach(home -> home.free(memory.now()));
            return Future.succeededFuture();
        }
    }

    @Override
    public Future<Void> leave(String node) {
        synchronized (memory) {
            memory.nodes.remove(node);
            return handBack(node, memory.homes.keySet());
        }
    }
}
