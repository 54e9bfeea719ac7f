package io.standstill.journal;

import io.standstill.domain.ResourceId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of accounts as such, for whoever asks; written by the node that works for them. */
public interface Accounts {

    /** How all accounts stand that were ever configured. */
    Future<List<Standing>> all();

    /** How one of them stands; empty: it was never configured. */
    Future<Optional<Standing>> of(String account);

    /**
     * Writes down what this node has to say of accounts it holds; of those it does not hold any more, nothing is written.
     */
    Future<Void> report(String node, List<Report> reports);

    /**
     * Writes down what a vendor listed: all of it, in place of what it listed before. Nothing is written by a node that
     * does not hold the account any more, nor of a list older than the last.
     *
     * @param ago how long ago the list was asked for
     */
    Future<Void> took(String node, String account, Duration ago, Map<String, Optional<String>> statusById);

    /** What the vendor listed last, by id, after the given one. */
    Future<List<Listed>> inventory(String account, @Nullable String after, int limit);

    /** What vendors listed last in these accounts that is not known here, by account and id. */
    Future<List<ResourceId>> strays(Set<String> accounts, int limit);

    /** When a vendor last listed everything there is; empty: never. */
    Future<Optional<Instant>> listedAt(String account);

    /** Holds an account's sends; whoever held them already still does. */
    Future<Optional<Pause>> pause(String account, String by, @Nullable Keeping keeping);

    /** Frees them. */
    Future<Optional<Pause>> resume(String account, @Nullable Keeping keeping);

    /** That sends are held, since when and by whom. */
    record Pause(Instant at, String by) {}

    /**
     * What makes it take effect once, as a {@link Receipt} does: whoever comes again fails with {@link AlreadyAnswered}.
     */
    interface Keeping {

        /** What to keep, once it is known how the account stands. */
        Receipt.Kept of(Optional<Pause> pause);
    }

    /**
     * What a holder has to say.
     *
     * @param seenAgo how long ago everything in flight that is not overdue had last been looked at; null: not since it
     *     holds the account
     * @param overdueSeenAgo the same, the overdue included
     * @param health as JSON text
     */
    record Report(
            String account,
            @Nullable Duration seenAgo,
            @Nullable Duration overdueSeenAgo,
            String health) {}

    /**
     * How an account stands.
     *
     * @param holder the node that works for it, as long as its lease lasts; null: nobody does
     * @param lookedAt when everything in flight that is not overdue had last been looked at
     * @param listedAt when the vendor last listed everything there is
     * @param strays what it listed then that is not known here
     * @param health as JSON text
     */
    record Standing(
            String account,
            String vendor,
            @Nullable String holder,
            @Nullable Instant heldUntil,
            @Nullable Instant lookedAt,
            @Nullable Instant sightLostAt,
            @Nullable Instant pausedAt,
            @Nullable String pausedBy,
            @Nullable Instant listedAt,
            long listed,
            long strays,
            String health) {}

    /** One thing that a vendor listed. */
    record Listed(String id, @Nullable String vendorStatus, boolean known) {}
}
