package io.standstill.engine;

import io.standstill.domain.Evidence;
import io.standstill.domain.Resource;
import io.standstill.journal.Submission;
import io.standstill.vendor.Account;
import io.standstill.vendor.Ticker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a vendor's silence may have been ours: callbacks that were turned away, a node that slept, or one that went
 * without a word. Until that is written down, nothing is done for the accounts it concerns.
 */
final class Attention {

    private static final Evidence INATTENTION = new Evidence.Inattention();

    private final Engine.Books books;
    private final Map<String, Account> connections;
    private final Tenure tenure;
    private final Ticker ticker;
    private final int page;

    /** Accounts whose silence may have been ours, and where that has not been written down yet. */
    private final Set<String> unexcused = new HashSet<>();

    private long awakeNanos;
    private Set<String> lapsed = Set.of();

    Attention(Engine.Books books, Map<String, Account> connections, Tenure tenure, Ticker ticker, int page) {
        this.books = books;
        this.connections = connections;
        this.tenure = tenure;
        this.ticker = ticker;
        this.page = page;
        this.awakeNanos = ticker.nanos();
    }

    /** A callback for this account could not be taken; may be told of any account, held here or not. */
    void missed(String account) {
        var connection = connections.get(account);
        if (connection != null && !connection.policy().readable()) {
            unexcused.add(account);
        }
    }

    /** Those for which nothing is to be done yet. */
    Set<String> unexcused() {
        return unexcused;
    }

    /**
     * A round that took long to come, or a node that went without a word, may have left callbacks unheard: of any
     * account, for they come to whichever node, and not to the one that holds it.
     */
    Future<Void> attend() {
        wake();
        if (!lapsed.containsAll(tenure.lapsed())) {
            connections.keySet().forEach(this::missed);
        }
        lapsed = tenure.lapsed();
        var accounts = Set.copyOf(unexcused);
        if (accounts.isEmpty()) {
            return Future.succeededFuture();
        }
        // Taken out first: what is missed while this is written down has to be written down after it.
        unexcused.removeAll(accounts);
        return Future.succeededFuture()
                .compose(now -> excuse(accounts, 0))
                .onFailure(fault -> unexcused.addAll(accounts));
    }

    private void wake() {
        var now = ticker.nanos();
        if (Duration.ofNanos(now - awakeNanos).compareTo(Evidence.Inattention.AFTER) > 0) {
            connections.keySet().forEach(this::missed);
        }
        awakeNanos = now;
    }

    private Future<Void> excuse(Set<String> accounts, long after) {
        return books.resources().inFlight(accounts, after, page).compose(found -> {
            // What was never sent can only fall silent after this. All else is judged behind the journal's lock: an
            // answer whose commit is under way just now would not be seen here.
            var items = found.stream()
                    .filter(resource -> resource.pursuit().sentSeq() > 0)
                    .map(resource -> new Submission.Item(resource.id(), INATTENTION))
                    .toList();
            return (items.isEmpty() ? Future.succeededFuture() : books.tracker().apply(Submission.of(items)))
                    .compose(excused -> goOn(accounts, found));
        });
    }

    private Future<Void> goOn(Set<String> accounts, List<Resource> found) {
        // Much to write down is no sleep: taken for one, it would be written down again for ever.
        wake();
        if (found.size() < page) {
            return Future.succeededFuture();
        }
        // Nor may it cost the leases.
        return tenure.renew()
                .transform(
                        renewed -> excuse(accounts, found.get(found.size() - 1).position()));
    }
}
