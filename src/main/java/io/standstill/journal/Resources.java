package io.standstill.journal;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of resources, for whoever asks. */
public interface Resources {

    Future<Optional<Resource>> find(ResourceId id);

    /** Those that fit, by account and id. */
    Future<List<Resource>> list(Wanted wanted);

    /**
     * Those for which time alone brings something about by the database's clock; so many of each account.
     *
     * @param held accounts this node works for
     * @param configured those somebody works for; the time of all others passes too, at whoever asks
     */
    Future<List<Resource>> timeDue(Set<String> held, Set<String> configured, int limitEach);

    /** Those for which the vendor is to be called by now, by the database's clock; so many of each account. */
    Future<List<Resource>> callDue(Set<String> accounts, int limitEach);

    /** Those of these accounts that are in flight, in the order of their newest entries, after the given position. */
    Future<List<Resource>> inFlight(Set<String> accounts, long after, int limit);

    /** Those of these accounts that were told of after the given position, in that order, whatever their state. */
    Future<List<Resource>> changed(Set<String> accounts, long after, int limit);

    /**
     * Which resources, and from where on.
     *
     * @param after the account and id the list goes on after; null: from the beginning
     */
    record Wanted(
            Set<String> accounts,
            Set<String> vendors,
            Set<String> states,
            @Nullable ResourceId after,
            int limit) {}
}
