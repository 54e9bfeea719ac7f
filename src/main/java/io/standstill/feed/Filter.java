package io.standstill.feed;

import io.standstill.domain.ResourceId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber wants to hear of; an empty set wants all.
 *
 * @param states to which an entry leads
 * @param labels the values that each of these labels may have; a resource must bear all of them
 */
public record Filter(
        Set<String> accounts,
        Set<String> vendors,
        Set<ResourceId> resources,
        Set<String> states,
        Map<String, Set<String>> labels,
        boolean transitionsOnly) {

    public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), false);

    public Filter {
        accounts = Set.copyOf(accounts);
        vendors = Set.copyOf(vendors);
        resources = Set.copyOf(resources);
        states = Set.copyOf(states);
        labels = labels.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, label -> Set.copyOf(label.getValue())));
    }

    boolean fits(Frame frame) {
        return (!transitionsOnly || frame.transition())
                && wants(accounts, frame.account())
                && wants(vendors, frame.vendor())
                && wants(resources, frame.resource())
                && wants(states, frame.to())
                && labels.entrySet().stream().allMatch(label -> bears(frame, label.getKey(), label.getValue()));
    }

    private static <T> boolean wants(Set<T> wanted, @Nullable T one) {
        return wanted.isEmpty() || (one != null && wanted.contains(one));
    }

    private static boolean bears(Frame frame, String label, Set<String> values) {
        var value = frame.labels().get(label);
        return value != null && values.contains(value);
    }
}
