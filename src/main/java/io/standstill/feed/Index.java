package io.standstill.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds who wants to hear of an entry by what the entry is about, however many want something else. */
final class Index {

    private final Map<Filter, Group> groups = new HashMap<>();
    private final Map<Filter.Key, Set<Group>> byKey = new HashMap<>();

    /** Those who want this; there may be nobody among them yet. */
    Group group(Filter filter) {
        return groups.computeIfAbsent(filter, first -> {
            var group = new Group(filter);
            filter.keys().forEach(key -> byKey.computeIfAbsent(key, one -> new LinkedHashSet<>())
                    .add(group));
            return group;
        });
    }

    /** Nobody is among them any more. */
    void forget(Group group) {
        groups.remove(group.filter());
        for (var key : group.filter().keys()) {
            byKey.computeIfPresent(key, (one, wanting) -> {
                wanting.remove(group);
                return wanting.isEmpty() ? null : wanting;
            });
        }
    }

    List<Group> groups() {
        return List.copyOf(groups.values());
    }

    /** What each is to hear of these, in order; who hears nothing of them is not named. */
    Map<Group, List<Frame>> sort(List<Frame> frames) {
        var wanted = new LinkedHashMap<Group, List<Frame>>();
        for (var frame : frames) {
            for (var group : candidates(frame)) {
                if (group.filter().fits(frame)) {
                    wanted.computeIfAbsent(group, first -> new ArrayList<>()).add(frame);
                }
            }
        }
        return wanted;
    }

    /** Whoever may want it, each once: of one sort of key a group has several only where an entry can have but one. */
    List<Group> candidates(Frame frame) {
        var candidates = new ArrayList<Group>();
        Filter.Key.of(frame).forEach(key -> candidates.addAll(byKey.getOrDefault(key, Set.of())));
        return candidates;
    }

    /** By how many things somebody is found. */
    int size() {
        return byKey.size();
    }
}
