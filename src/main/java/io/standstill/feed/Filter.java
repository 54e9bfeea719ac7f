package io.standstill.feed;

import io.standstill.journal.Told;
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

    boolean fits(Told told) {
        return (!transitionsOnly || told.transition())
                && wants(accounts, told.account())
                && wants(vendors, told.vendor())
                && (resources.isEmpty() || (told.id() != null && resources.contains(told.account() + "/" + told.id())))
                && (states.isEmpty() || (told.to() != null && states.contains(told.to())));
    }

    private static boolean wants(Set<String> wanted, String word) {
        return wanted.isEmpty() || wanted.contains(word);
    }
}
