package io.standstill.feed;

import io.standstill.journal.Entry;
import java.util.Set;

/**
 * What a subscriber wants to hear of; an empty set wants all.
 *
 * @param resources as {@code account/id}
 * @param states to which an entry leads
 */
public record Filter(
        Set<String> accounts, Set<String> vendors, Set<String> resources, Set<String> states, boolean transitionsOnly) {

    public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), false);

    boolean fits(Entry entry) {
        return (!transitionsOnly || entry.transition())
                && wants(accounts, entry.account())
                && wants(vendors, entry.vendor())
                && (resources.isEmpty()
                        || (entry.id() != null && resources.contains(entry.account() + "/" + entry.id())))
                && (states.isEmpty() || (entry.to() != null && states.contains(entry.to())));
    }

    private static boolean wants(Set<String> wanted, String word) {
        return wanted.isEmpty() || wanted.contains(word);
    }
}
