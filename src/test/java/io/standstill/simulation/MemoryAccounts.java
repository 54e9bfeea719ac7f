package io.standstill.simulation;

import io.standstill.domain.ResourceId;
import io.standstill.journal.Accounts;
import io.standstill.journal.AlreadyAnswered;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What is known of accounts as such, in memory. */
final class MemoryAccounts implements Accounts {

    private final Memory memory;

    MemoryAccounts(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Future<List<Standing>> all() {
        synchronized (memory) {
            return Future.succeededFuture(
                    memory.homes.values().stream().map(this::standing).toList());
        }
    }

    @Override
    public Future<Optional<Standing>> of(String account) {
        synchronized (memory) {
            return Future.succeededFuture(
                    Optional.ofNullable(memory.homes.get(account)).map(this::standing));
        }
    }

    private Standing standing(Memory.Home home) {
        return new Standing(
                home.name,
                home.vendor,
                home.holder.orElse(null),
                home.heldUntil.orElse(null),
                home.lookedAt.orElse(null),
                home.sightLostAt.orElse(null),
                home.pausedAt.orElse(null),
                home.pausedBy.orElse(null),
                home.listedAt.orElse(null),
                home.inventory.size(),
                home.inventory.keySet().stream()
                        .filter(id -> !known(home.name, id))
                        .count(),
                home.health);
    }

    private boolean known(String account, String id) {
        return memory.resources.containsKey(new ResourceId(account, id));
    }

    @Override
    public Future<Void> report(String node, List<Report> reports) {
        synchronized (memory) {
            for (var report : reports) {
                held(node, report.account()).ifPresent(home -> {
                    if (report.seenAgo() != null) {
                        home.lookedAt = Optional.of(
                                memory.now().minusMillis(report.seenAgo().toMillis()));
                    }
                    if (report.overdueSeenAgo() != null) {
                        home.overdueLookedAt = Optional.of(
                                memory.now().minusMillis(report.overdueSeenAgo().toMillis()));
                    }
                    home.health = report.health();
                });
            }
            return Future.succeededFuture();
        }
    }

    /** Whose lease has ended counts as its holder until another takes it. */
    private Optional<Memory.Home> held(String node, String account) {
        return Optional.ofNullable(memory.homes.get(account))
                .filter(home -> home.holder.filter(node::equals).isPresent());
    }

    @Override
    public Future<Void> took(String node, String account, Duration ago, Map<String, Optional<String>> statusById) {
        synchronized (memory) {
            var asked = memory.now().minusMillis(ago.toMillis());
            held(node, account)
                    .filter(home ->
                            home.listedAt.isEmpty() || home.listedAt.get().isBefore(asked))
                    .ifPresent(home -> {
                        home.listedAt = Optional.of(asked);
                        home.inventory.clear();
                        home.inventory.putAll(statusById);
                    });
            return Future.succeededFuture();
        }
    }

    @Override
    public Future<List<Listed>> inventory(String account, String after, int limit) {
        synchronized (memory) {
            return Future.succeededFuture(Optional.ofNullable(memory.homes.get(account)).stream()
                    .flatMap(home -> home.inventory.entrySet().stream())
                    .filter(one -> after == null || one.getKey().compareTo(after) > 0)
                    .limit(limit)
                    .map(one -> new Listed(one.getKey(), one.getValue().orElse(null), known(account, one.getKey())))
                    .toList());
        }
    }

    @Override
    public Future<List<ResourceId>> strays(Set<String> accounts, int limit) {
        synchronized (memory) {
            return Future.succeededFuture(memory.homes.values().stream()
                    .filter(home -> accounts.contains(home.name))
                    .flatMap(home -> home.inventory.keySet().stream().map(id -> new ResourceId(home.name, id)))
                    .filter(id -> !memory.resources.containsKey(id))
                    .limit(limit)
                    .toList());
        }
    }

    @Override
    public Future<Optional<Instant>> listedAt(String account) {
        synchronized (memory) {
            return Future.succeededFuture(
                    Optional.ofNullable(memory.homes.get(account)).flatMap(home -> home.listedAt));
        }
    }

    @Override
    public Future<Optional<Pause>> pause(String account, String by, Keeping keeping) {
        return turn(account, keeping, home -> {
            if (home.pausedAt.isEmpty()) {
                home.pausedAt = Optional.of(memory.now());
                home.pausedBy = Optional.of(by);
            }
        });
    }

    @Override
    public Future<Optional<Pause>> resume(String account, Keeping keeping) {
        return turn(account, keeping, home -> {
            home.pausedAt = Optional.empty();
            home.pausedBy = Optional.empty();
        });
    }

    private Future<Optional<Pause>> turn(String account, Keeping keeping, Consumer<Memory.Home> turning) {
        synchronized (memory) {
            var home = memory.homes.get(account);
            if (home == null) {
                return Future.failedFuture(new IllegalStateException("no such account"));
            }
            var at = home.pausedAt;
            var by = home.pausedBy;
            turning.accept(home);
            var pause = home.pausedAt.map(since -> new Pause(since, home.pausedBy.orElseThrow()));
            if (keeping != null) {
                var answer = keeping.of(pause);
                var before = memory.kept.putIfAbsent(answer.key(), answer);
                if (before != null) {
                    home.pausedAt = at;
                    home.pausedBy = by;
                    return Future.failedFuture(new AlreadyAnswered(before));
                }
            }
            return Future.succeededFuture(pause);
        }
    }
}
