package io.standstill.engine;

import io.standstill.domain.Evidence;
import io.standstill.domain.Outcome;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Accounts;
import io.standstill.journal.Journal;
import io.standstill.journal.Leases;
import io.standstill.journal.Resources;
import io.standstill.journal.Sighting;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The acting part of one node. Used from one context only. */
public final class Engine {

    /**
     * How long and how much.
     *
     * @param lease how long a lease lasts
     * @param renewAfter how often it is renewed
     * @param page rows of one read
     */
    public record Limits(Duration lease, Duration renewAfter, int page) {

        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(9), Duration.ofSeconds(2), 500);
    }

    /** What the engine asks of the journal's floor. */
    public record Books(Tracker tracker, Journal journal, Resources resources, Leases leases, Accounts accounts) {}

    /** One round: what was started in it, and when all of that has come to its end. */
    public record Round(int started, Future<Void> settled) {

        static final Round IDLE = new Round(0, Future.succeededFuture());
    }

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** How long an account's own node may take to notice an hour that has come, before any other does. */
    private static final Duration GRACE = Duration.ofMillis(300);

    /** So many calls that are due are read of each account in one round; the rest waits for the next. */
    private static final int MOST_CALLS = 128;

    private final Books books;
    private final Map<String, Account> connections;
    private final Set<String> adopting;
    private final Limits limits;
    private final Attempts attempts;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final Tenure tenure;
    private final Attention attention;

    private final Map<String, AccountWork> works = new HashMap<>();
    private long told;
    private Future<Round> round = Future.succeededFuture(Round.IDLE);
    private boolean draining;

    /**
     * The acting part of a node.
     *
     * @param adopting the accounts where whatever the vendor lists becomes known
     */
    public Engine(
            String node,
            Books books,
            Map<String, Account> connections,
            Set<String> adopting,
            Limits limits,
            Attempts attempts,
            Ticker ticker,
            RandomGenerator random) {
        this.books = books;
        this.connections = Map.copyOf(connections);
        this.adopting = Set.copyOf(adopting);
        this.limits = limits;
        this.attempts = attempts;
        this.ticker = ticker;
        this.random = random;
        this.tenure =
                new Tenure(books.leases(), ticker, node, connections.keySet(), limits.lease(), limits.renewAfter());
        this.attention = new Attention(books, this.connections, tenure, ticker, limits.page());
    }

    /** One round: leases, what has changed, what time brings about, what is to be called for. */
    public Future<Round> runOnce() {
        if (draining) {
            return Future.succeededFuture(Round.IDLE);
        }
        // A part that fails keeps none of those after it from being done; what it left undone the next round does.
        round = part("leases", tenure.renew())
                .compose(renewed -> part("hand back", handBack()))
                .compose(handed -> part("take up", takeUp()))
                .compose(taken -> part("learn", learn()))
                .compose(learned -> part("excuse", attention.attend()))
                .compose(attended -> passTime().otherwise(0))
                .compose(this::act)
                .compose(done -> part("report", report()).map(done));
        return round;
    }

    private static Future<Void> part(String name, Future<Void> part) {
        return part.recover(fault -> {
            LOG.atWarn()
                    .addKeyValue("part", name)
                    .addKeyValue("fault", fault.toString())
                    .log("part of a round not done");
            return Future.succeededFuture();
        });
    }

    /** How many accounts this node works for. */
    public int holding() {
        return works.size();
    }

    /** Starts nothing more, waits for what is in flight, and hands the accounts back. */
    public Future<Void> drain() {
        draining = true;
        // Each as soon as nothing is under way for it: a slow vendor holds up no other's account.
        return round.transform(done -> Future.join(works.entrySet().stream()
                        .map(work ->
                                work.getValue().settled().transform(settled -> tenure.handBack(Set.of(work.getKey()))))
                        .toList()))
                .transform(handed -> tenure.leave());
    }

    /** An account that another node should rather have goes back once nothing is under way for it. */
    private Future<Void> handBack() {
        var surplus = tenure.surplus();
        var leaving = works.values().stream().anyMatch(AccountWork::leaving);
        if (surplus != null && !leaving && works.containsKey(surplus)) {
            works.get(surplus).leave();
        }
        var ready = works.entrySet().stream()
                .filter(work -> work.getValue().leaving() && work.getValue().idle())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        works.keySet().removeAll(ready);
        return ready.isEmpty() ? Future.succeededFuture() : tenure.handBack(ready);
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
        fresh.forEach(account -> begun.put(account, work(account)));
        // The head is read first, so that nothing told while the rest is read is missed.
        return books.journal().head().compose(head -> pages(
                        0, after -> books.resources().inFlight(fresh, after, limits.page()), begun)
                .map(newest -> {
                    told = works.isEmpty() ? head.position() : told;
                    works.putAll(begun);
                    fresh.forEach(attention::missed);
                    return null;
                }));
    }

    private AccountWork work(String account) {
        var connection = Objects.requireNonNull(connections.get(account));
        var policy = connection.policy();
        var station = new Station(
                account,
                connection,
                policy,
                books.tracker(),
                tenure,
                new Allowance(policy.limits(), ticker, random),
                new Flights(policy, ticker),
                attempts,
                ticker,
                random);
        return new AccountWork(station, books.accounts(), adopting.contains(account));
    }

    /** A callback for this account could not be taken; may be told of any account, held here or not. */
    public void missed(String account) {
        attention.missed(account);
    }

    // ---- knowledge

    /** Reads what was told since the last round, by whomever. */
    private Future<Void> learn() {
        var accounts = Set.copyOf(works.keySet());
        if (accounts.isEmpty()) {
            return Future.succeededFuture();
        }
        // The head is read first: up to there, whatever is not among the pages is no affair of this node's.
        return books.journal().head().compose(head -> pages(
                        told, after -> books.resources().changed(accounts, after, limits.page()), works)
                .map(newest -> {
                    told = Math.max(newest, head.position());
                    return null;
                }));
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
        return books.resources()
                .timeDue(Set.copyOf(works.keySet()), GRACE, limits.page())
                .compose(due -> {
                    var byAccount = due.stream()
                            .map(Resource::id)
                            .filter(id -> !attention.unexcused().contains(id.account()))
                            .collect(Collectors.groupingBy(ResourceId::account));
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
        return books.tracker().apply(Submission.of(items)).map(outcomes -> {
            outcomes.forEach(this::learned);
            return null;
        });
    }

    private void learned(Outcome outcome) {
        var resource = outcome.resource();
        var work = resource == null ? null : works.get(resource.id().account());
        if (resource != null && work != null) {
            work.know(resource);
        }
    }

    private Future<Round> act(int passed) {
        var acting = new HashMap<>(works);
        acting.keySet().removeAll(attention.unexcused());
        if (acting.isEmpty() || draining) {
            return Future.succeededFuture(new Round(passed, Future.succeededFuture()));
        }
        // Of those that may call: what is due elsewhere would be read in vain.
        var calling = acting.entrySet().stream()
                .filter(work -> work.getValue().mayCall())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return books.resources()
                .callDue(calling, Math.min(limits.page(), MOST_CALLS))
                .map(page -> {
                    var due = page.stream().collect(Collectors.groupingBy(resource -> resource.id()
                            .account()));
                    var started = new ArrayList<Future<?>>();
                    // Something may have been missed while that was read.
                    acting.keySet().removeAll(attention.unexcused());
                    if (!draining) {
                        acting.forEach(
                                (account, work) -> started.addAll(work.act(due.getOrDefault(account, List.of()))));
                    }
                    return new Round(
                            passed + started.size(), Future.join(started).mapEmpty());
                });
    }

    // ---- what is to be said of accounts

    private Future<Void> report() {
        var reports = works.values().stream()
                .flatMap(work -> work.witness().report().stream())
                .toList();
        var written = reports.isEmpty()
                ? Future.<Void>succeededFuture()
                : books.accounts().report(tenure.node(), reports).onSuccess(done -> reports.forEach(this::reported));
        return written.compose(done -> Future.join(works.values().stream()
                        .flatMap(work -> work.witness().turned().stream().map(turned -> tell(work, turned)))
                        .toList())
                .mapEmpty());
    }

    private void reported(Accounts.Report report) {
        var work = works.get(report.account());
        if (work != null) {
            work.witness().reported(report);
        }
    }

    private Future<?> tell(AccountWork work, Sighting turned) {
        return books.tracker().apply(Submission.of(turned)).onSuccess(told -> work.witness()
                .told(turned));
    }
}
