package io.standstill.journal;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Sight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of resources, for whoever asks. */
public interface Resources {

    /** Those of these that are known. */
    Future<List<Seen>> see(Set<ResourceId> ids);

    default Future<Optional<Seen>> see(ResourceId id) {
        return see(Set.of(id)).map(seen -> seen.stream().findFirst());
    }

    default Future<Optional<Resource>> find(ResourceId id) {
        return see(id).map(seen -> seen.map(Seen::resource));
    }

    /** Those that fit, and where the feed stood when they were read. */
    Future<Page> list(Wanted wanted);

    /**
     * The names of those that fit, by account and id.
     *
     * @param labels all of which they bear
     */
    Future<List<ResourceId>> choose(Set<String> accounts, Set<String> states, Map<String, String> labels, int limit);

    /** What all of them come to, by account and state. */
    Future<List<Tally>> tallies();

    /**
     * Seconds from order to proof of the thousand that were stopped last: half, 95 and 99 of a hundred took no longer;
     * empty: none.
     *
     * @param accounts of which; empty: of all
     */
    Future<List<Double>> timesToStandstill(Set<String> accounts);

    /** When an account was last looked at as a whole. */
    Future<Sight> sight(String account);

    /**
     * Those for which time alone brings something about by the database's clock; so many of each account.
     *
     * @param held accounts this node works for
     * @param grace how long their own node may take for those of all others, before whoever asks sees to them
     */
    Future<List<Resource>> timeDue(Set<String> held, Duration grace, int limitEach);

    /** Those for which the vendor is to be called by now, by the database's clock; so many of each account. */
    Future<List<Resource>> callDue(Set<String> accounts, int limitEach);

    /** Those of these accounts that are in flight, in the order of their newest entries, after the given position. */
    Future<List<Resource>> inFlight(Set<String> accounts, long after, int limit);

    /** Those of these accounts that were told of after the given position, in that order, whatever their state. */
    Future<List<Resource>> changed(Set<String> accounts, long after, int limit);

    /**
     * Part of a list.
     *
     * @param position of the feed in the snapshot the first of them were read in: following it from there misses nothing
     */
    record Page(Cursor position, List<Seen> found) {

        public Page {
            found = List.copyOf(found);
        }

        /** Both, one after the other. */
        public Page followedBy(Page other) {
            var both = new ArrayList<>(found);
            both.addAll(other.found);
            return new Page(position, both);
        }
    }
}
