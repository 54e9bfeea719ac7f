package io.standstill.simulation;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Sight;
import io.standstill.journal.Accounts;
import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.standstill.journal.Leases;
import io.standstill.journal.Resources;
import io.standstill.journal.Seen;
import io.standstill.journal.Tally;
import io.standstill.journal.Wanted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One node's line to the database: each question takes a while, may not get there, or may take effect without an answer;
 * and whoever asked may be dead or frozen by the time it comes.
 */
final class Line {

    private final World world;
    private final Node node;

    Line(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    private <T> Future<T> read(Supplier<Future<T>> question) {
        return ask(false, question);
    }

    private <T> Future<T> write(Supplier<Future<T>> question) {
        return ask(true, question);
    }

    private <T> Future<T> ask(boolean writes, Supplier<Future<T>> question) {
        if (world.weather.instant(writes)) {
            return question.get();
        }
        Promise<T> answer = Promise.promise();
        world.timeline.in(world.weather.millis(), () -> {
            var told = world.weather.refuses() ? Line.<T>away("the database refuses") : question.get();
            var heard = told.succeeded() && world.weather.cutsAnswer() ? Line.<T>away("the line was cut") : told;
            world.timeline.in(world.weather.millis(), () -> node.runs(() -> heard.onComplete(answer)));
        });
        return answer.future();
    }

    private static <T> Future<T> away(String how) {
        return Future.failedFuture(how);
    }

    // ---- the ports, as this node sees them

    Journal journal() {
        var real = new MemoryJournal(world.memory);
        return new Journal() {
            @Override
            public Future<Void> commit(Batch batch) {
                return write(() -> {
                    var seen = new SeenBatch(batch);
                    var committed = real.commit(seen);
                    if (committed.succeeded()) {
                        world.judge.committed(node, seen.writes());
                    }
                    return committed;
                });
            }

            @Override
            public Future<Head> head() {
                return read(real::head);
            }

            @Override
            public Future<List<Entry>> entries(long after, int limit) {
                return read(() -> real.entries(after, limit));
            }

            @Override
            public Future<List<Entry>> history(ResourceId id, long after, int limit) {
                return read(() -> real.history(id, after, limit));
            }

            @Override
            public Future<List<Entry>> newest(ResourceId id, int limit) {
                return read(() -> real.newest(id, limit));
            }
        };
    }

    Resources resources() {
        var real = new MemoryResources(world.memory);
        return new Resources() {
            @Override
            public Future<List<Seen>> see(Set<ResourceId> ids) {
                return read(() -> real.see(ids));
            }

            @Override
            public Future<Page> list(Wanted wanted) {
                return read(() -> real.list(wanted));
            }

            @Override
            public Future<List<ResourceId>> choose(
                    Set<String> accounts, Set<String> states, Map<String, String> labels, int limit) {
                return read(() -> real.choose(accounts, states, labels, limit));
            }

            @Override
            public Future<List<Tally>> tallies() {
                return read(real::tallies);
            }

            @Override
            public Future<List<Double>> timesToStandstill(Set<String> accounts) {
                return read(() -> real.timesToStandstill(accounts));
            }

            @Override
            public Future<Sight> sight(String account) {
                return read(() -> real.sight(account));
            }

            @Override
            public Future<List<Resource>> timeDue(Set<String> held, Duration grace, int limitEach) {
                return read(() -> real.timeDue(held, grace, limitEach));
            }

            @Override
            public Future<List<Resource>> callDue(Set<String> accounts, int limitEach) {
                return read(() -> real.callDue(accounts, limitEach));
            }

            @Override
            public Future<List<Resource>> inFlight(Set<String> accounts, long after, int limit) {
                return read(() -> real.inFlight(accounts, after, limit));
            }

            @Override
            public Future<List<Resource>> changed(Set<String> accounts, long after, int limit) {
                return read(() -> real.changed(accounts, after, limit));
            }
        };
    }

    Leases leases() {
        var real = world.leases;
        return new Leases() {
            @Override
            public Future<Void> register(Map<String, String> vendorByAccount) {
                return write(() -> real.register(vendorByAccount));
            }

            @Override
            public Future<Tenancy> hold(String holder, Set<String> wanted, Duration term, boolean renew) {
                return read(() -> real.hold(holder, wanted, term, renew));
            }

            @Override
            public Future<Void> handBack(String holder, Set<String> accounts) {
                return write(() -> real.handBack(holder, accounts));
            }

            @Override
            public Future<Void> leave(String holder) {
                return write(() -> real.leave(holder));
            }
        };
    }

    Accounts accounts() {
        var real = new MemoryAccounts(world.memory);
        return new Accounts() {
            @Override
            public Future<List<Standing>> all() {
                return read(real::all);
            }

            @Override
            public Future<Optional<Standing>> of(String account) {
                return read(() -> real.of(account));
            }

            @Override
            public Future<Void> report(String holder, List<Report> reports) {
                return write(() -> real.report(holder, reports));
            }

            @Override
            public Future<Void> took(
                    String holder, String account, Duration ago, Map<String, Optional<String>> statusById) {
                return write(() -> real.took(holder, account, ago, statusById));
            }

            @Override
            public Future<List<Listed>> inventory(String account, String after, int limit) {
                return read(() -> real.inventory(account, after, limit));
            }

            @Override
            public Future<List<ResourceId>> strays(Set<String> accounts, int limit) {
                return read(() -> real.strays(accounts, limit));
            }

            @Override
            public Future<Optional<Instant>> listedAt(String account) {
                return read(() -> real.listedAt(account));
            }

            @Override
            public Future<Optional<Pause>> pause(String account, String by, Keeping keeping) {
                return write(() -> real.pause(account, by, keeping));
            }

            @Override
            public Future<Optional<Pause>> resume(String account, Keeping keeping) {
                return write(() -> real.resume(account, keeping));
            }
        };
    }
}
