package io.standstill.engine;

import io.standstill.domain.Evidence;
import io.standstill.domain.Outcome;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Journal;
import io.standstill.journal.Leases;
import io.standstill.journal.Resources;
import io.standstill.journal.Submission;
import io.standstill.journal.Tracker;
import io.standstill.vendor.Account;
import io.standstill.vendor.Ticker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The acting part of one node. Used from one context only. */
public final class Engine {

    /**
     * How long and how much.
     *
     * @param lease how long a lease lasts
     * @param renewAfter how often it is renewed
     * @param callsAtOnce calls in flight at one account
     * @param page rows of one read
     */
    public record Limits(Duration lease, Duration renewAfter, int callsAtOnce, int page) {

        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(9), Duration.ofSeconds(3), 16, 500);
    }

    /** One round: what was started in it, and when all of that has come to its end. */
    public record Round(int started, Future<Void> settled) {

        static final Round IDLE = new Round(0, Future.succeededFuture());
    }

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Tracker tracker;
    private final Journal journal;
    private final Resources resources;
    private final Map<String, Account> vendors;
    private final Limits limits;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Tenure tenure;

    private final Map<String, AccountWork> works = new HashMap<>();
    private long told;
    private boolean draining;

    public Engine(
            String node,
            Tracker tracker,
            Journal journal,
            Resources resources,
            Leases leases,
            Map<String, Account> vendors,
            Limits limits,
            Ticker ticker,
            RandomGenerator random) {
        this.tracker = tracker;
        this.journal = journal;
        this.resources = resources;
        this.vendors = Map.copyOf(vendors);
        this.limits = limits;
        this.ticker = ticker;
        this.random = random;
        this.tenure = new Tenure(leases, ticker, node, vendors.keySet(), limits.lease(), limits.renewAfter());
    }

    /** One round: leases, what has changed, what time brings about, what is to be called for. */
    public Future<Round> runOnce() {
        if (draining) {
            return Future.succeededFuture(Round.IDLE);
        }
        return tenure.renew()
                .compose(renewed -> takeUp())
                .compose(taken -> learn())
                .compose(learned -> passTime())
                .compose(this::act);
    }

    /** Starts nothing more, waits for what is in flight, and hands the accounts back. */
    public Future<Void> drain() {
        draining = true;
        var open = works.values().stream().map(AccountWork::settled).toList();
        return Future.join(new ArrayList<>(open)).transform(settled -> tenure.handBack());
    }

    /** Begins to work for accounts that are newly held, and forgets those that were lost. */
    private Future<Void> takeUp() {
        var held = tenure.held();
        works.keySet().retainAll(held);
        var fresh = new HashSet<>(held);
        fresh.removeAll(works.keySet());
        if (fresh.isEmpty()) {
            return Future.succeededFuture();
        }
        var begun = new HashMap<String, AccountWork>();
        for (var account : fresh) {
            var vendor = Objects.requireNonNull(vendors.get(account));
            begun.put(account, new AccountWork(account, vendor, tracker, tenure, limits, ticker, random));
        }
        // The head is read first, so that nothing told while the rest is read is missed.
        return journal.head().compose(head -> pages(0, after -> resources.inFlight(fresh, after, limits.page()), begun)
                .map(newest -> {
                    told = works.isEmpty() ? head.position() : told;
                    works.putAll(begun);
                    return null;
                }));
    }

    /** Reads what was told since the last round, by whomever. */
    private Future<Void> learn() {
        var accounts = Set.copyOf(works.keySet());
        return accounts.isEmpty()
                ? Future.succeededFuture()
                : pages(told, after -> resources.changed(accounts, after, limits.page()), works)
                        .map(newest -> {
                            told = newest;
                            return null;
                        });
    }

    private Future<Long> pages(long after, Function<Long, Future<List<Resource>>> read, Map<String, AccountWork> into) {
        return read.apply(after).compose(page -> {
            for (var resource : page) {
                var work = into.get(resource.id().account());
                if (work != null) {
                    work.know(resource);
                }
            }
            var newest = page.isEmpty() ? after : page.get(page.size() - 1).position();
            return page.size() < limits.page() ? Future.succeededFuture(newest) : pages(newest, read, into);
        });
    }

    /** What time alone brings about, all in one go: nothing that a vendor does can hold it up. */
    private Future<Integer> passTime() {
        return resources
                .timeDue(Set.copyOf(works.keySet()), vendors.keySet(), limits.page())
                .compose(due -> {
                    var byAccount = due.stream().map(Resource::id).collect(Collectors.groupingBy(ResourceId::account));
                    var passing =
                            byAccount.values().stream().map(this::passTimeOfAll).toList();
                    return Future.join(passing).map(due.size());
                });
    }

    /** Together if that goes, else one by one: what spoils one of them spoils no other. */
    private Future<Void> passTimeOfAll(List<ResourceId> due) {
        return passTime(due).recover(fault -> {
            LOG.atWarn()
                    .addKeyValue("account", due.get(0).account())
                    .addKeyValue("fault", fault.toString())
                    .log("time not passed");
            if (due.size() == 1) {
                return Future.succeededFuture();
            }
            return Future.join(
                            due.stream().map(id -> passTimeOfAll(List.of(id))).toList())
                    .mapEmpty();
        });
    }

    private Future<Void> passTime(List<ResourceId> due) {
        var items = due.stream()
                .map(id -> new Submission.Item(id, new Evidence.TimePassed()))
                .toList();
        return tracker.apply(Submission.of(items)).map(outcomes -> {
            outcomes.forEach(this::learned);
            return null;
        });
    }

    private @Nullable Void learned(Outcome outcome) {
        var resource = outcome.resource();
        var work = resource == null ? null : works.get(resource.id().account());
        if (resource != null && work != null) {
            work.know(resource);
        }
        return null;
    }

    private Future<Round> act(int passed) {
        if (works.isEmpty()) {
            return Future.succeededFuture(Round.IDLE);
        }
        return resources.callDue(Set.copyOf(works.keySet()), limits.page()).map(page -> {
            var due = page.stream()
                    .collect(Collectors.groupingBy(resource -> resource.id().account()));
            var started = new ArrayList<Future<?>>();
            works.forEach((account, work) -> started.addAll(work.act(due.getOrDefault(account, List.of()))));
            return new Round(passed + started.size(), Future.join(started).mapEmpty());
        });
    }
}
