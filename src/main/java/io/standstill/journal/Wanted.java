package io.standstill.journal;

import io.standstill.domain.ResourceId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which resources a list shows, in which order, and from where on; an empty set wants all.
 *
 * @param labels the values each of these labels may have; a resource must bear all of them
 * @param text a piece of its id or of a label's value, whatever the case; null: any
 * @param stale only those that are out of sight, or only those that are not; null: both
 * @param after the last of the page before; null: from the beginning
 */
public record Wanted(
        Set<String> accounts,
        Set<String> vendors,
        Set<String> states,
        Set<String> verdicts,
        Map<String, Set<String>> labels,
        @Nullable String text,
        @Nullable Stale stale,
        Order order,
        @Nullable After after,
        int limit) {

    /** Everything, by account and id. */
    public static final Wanted ALL = new Wanted(
            Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), null, null, new Order(By.ID, false), null, 1_000);

    /** What a list is ordered by; account and id decide between equals. */
    public enum By {
        /** Account and id. */
        ID,
        /** When it came into its state. */
        SINCE,
        /** When something was last told of it. */
        UPDATED,
        /** When its stop is overdue; whatever has no deadline comes last. */
        DEADLINE
    }

    /** An order, and its direction. */
    public record Order(By by, boolean descending) {}

    /**
     * Where the page before ended.
     *
     * @param key what it is ordered by, as text; null: its account and id alone
     */
    public record After(ResourceId id, @Nullable String key) {}

    /**
     * Whether it should have been seen, and was not.
     *
     * @param patience how long what is in flight may go unseen, by account; those left out cannot be looked at
     */
    public record Stale(boolean is, Map<String, Patience> patience) {}

    /** How long it may go unseen before it is overdue, and from then on, when it is looked at more seldom. */
    public record Patience(Duration inTime, Duration overdue) {}

    /** The same, of these states. */
    public Wanted of(Set<String> others) {
        return new Wanted(accounts, vendors, others, verdicts, labels, text, stale, order, after, limit);
    }

    /** The same, where only those are wanted that are out of sight, or only those that are not. */
    public Wanted being(Stale sight) {
        return new Wanted(accounts, vendors, states, verdicts, labels, text, sight, order, after, limit);
    }

    /** The same, from there on. */
    public Wanted goingOn(@Nullable After place, int most) {
        return new Wanted(accounts, vendors, states, verdicts, labels, text, stale, order, place, most);
    }
}
