package io.standstill.feed;

import io.standstill.domain.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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

    /**
     * One thing by which whoever wants an entry is found.
     *
     * @param of which sort it is
     */
    record Key(String of, Object what) {

        private static final String RESOURCE = "resource";
        private static final String ACCOUNT = "account";
        private static final String LABEL = "label";
        private static final String VENDOR = "vendor";
        private static final String STATE = "state";

        private static final Key ANY = new Key("any", "");

        /** All by which somebody may want this one. */
        static List<Key> of(Frame frame) {
            var keys = new ArrayList<Key>();
            keys.add(ANY);
            keys.add(new Key(ACCOUNT, frame.account()));
            keys.add(new Key(VENDOR, frame.vendor()));
            if (frame.resource() != null) {
                keys.add(new Key(RESOURCE, frame.resource()));
            }
            if (frame.to() != null) {
                keys.add(new Key(STATE, frame.to()));
            }
            frame.labels().entrySet().forEach(label -> keys.add(new Key(LABEL, label)));
            return keys;
        }
    }

    /** What an entry must have one of to be wanted: of all that is asked for, what the fewest entries have. */
    List<Key> keys() {
        if (!resources.isEmpty()) {
            return keys(Key.RESOURCE, resources);
        } else if (!accounts.isEmpty()) {
            return keys(Key.ACCOUNT, accounts);
        } else if (!labels.isEmpty()) {
            var fewest = labels.entrySet().stream()
                    .min(Comparator.comparingInt(label -> label.getValue().size()))
                    .orElseThrow();
            return keys(
                    Key.LABEL,
                    fewest.getValue().stream()
                            .map(value -> Map.entry(fewest.getKey(), value))
                            .toList());
        } else if (!vendors.isEmpty()) {
            return keys(Key.VENDOR, vendors);
        } else {
            return states.isEmpty() ? List.of(Key.ANY) : keys(Key.STATE, states);
        }
    }

    private static List<Key> keys(String of, Collection<?> wanted) {
        return wanted.stream().map(what -> new Key(of, what)).toList();
    }

    private static <T> boolean wants(Set<T> wanted, @Nullable T one) {
        return wanted.isEmpty() || (one != null && wanted.contains(one));
    }

    private static boolean bears(Frame frame, String label, Set<String> values) {
        var value = frame.labels().get(label);
        return value != null && values.contains(value);
    }
}
