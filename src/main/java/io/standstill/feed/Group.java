package io.standstill.feed;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Followers on one event loop who want the same and have been served all there was: one place, one write for all. */
final class Group {

    private final Filter filter;
    private final Set<Subscription> members = new LinkedHashSet<>();

    Group(Filter filter) {
        this.filter = filter;
    }

    Filter filter() {
        return filter;
    }

    void join(Subscription one) {
        members.add(one);
    }

    /** Whether there is nobody left. */
    boolean leave(Subscription one) {
        members.remove(one);
        return members.isEmpty();
    }

    /** As they are now: whoever is written to may leave. */
    List<Subscription> members() {
        return List.copyOf(members);
    }
}
