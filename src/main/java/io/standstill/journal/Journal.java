package io.standstill.journal;

import io.standstill.domain.Evidence;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The append-only record of everything that changed what we know, in one order for everybody. */
public interface Journal {

    /**
     * Reads what the batch is about, lets it decide, writes what it says: one transaction, under the one lock that makes
     * positions visible in order. Completes after the commit.
     */
    Future<Void> commit(Batch batch);

    /** Where the journal begins and ends now. */
    Future<Head> head();

    /** Entries after the given position, oldest first. */
    Future<List<Entry>> entries(long after, int limit);

    /** One resource's entries after the given position, oldest first. */
    Future<List<Entry>> history(ResourceId id, long after, int limit);

    /** One resource's newest entries, the newest first. */
    Future<List<Entry>> newest(ResourceId id, int limit);

    /** Evidence that is judged and committed together. */
    interface Batch {

        /** Whose present state it needs. */
        Set<ResourceId> about();

        /** Who of them may become known by it: what waits for them in the inbox is needed too. */
        Set<ResourceId> introduces();

        /** Whose being seen it is about. */
        Set<String> accounts();

        /** Which kept answers it needs. */
        Set<Receipt.Key> receipts();

        /** Judges, given what is known; without effects of its own, for the transaction may yet fail. */
        Writes decide(Ground ground);
    }

    /**
     * What is known when a batch is judged.
     *
     * @param now the database's time
     * @param position of the newest entry
     * @param resources those of the batch that are known
     * @param waiting what was called back about those that may become known, oldest first
     * @param outOfSight those of the batch's accounts that are not seen at present
     * @param kept the answers that were kept for the batch's receipts
     */
    record Ground(
            Instant now,
            long position,
            Map<ResourceId, Resource> resources,
            Map<ResourceId, List<Evidence.CalledBack>> waiting,
            Set<String> outOfSight,
            Map<Receipt.Key, Receipt.Kept> kept) {}

    /**
     * What a batch has decided.
     *
     * @param resources as they are now, each once
     * @param entries with positions that follow on the ground's
     * @param filed callbacks that came
     * @param joined whose waiting callbacks have been heard
     * @param sightings accounts whose being seen has changed
     * @param kept answers to be kept
     */
    record Writes(
            List<Resource> resources,
            List<Entry> entries,
            List<Filed> filed,
            Set<ResourceId> joined,
            List<Sighting> sightings,
            List<Receipt.Kept> kept) {}

    /**
     * A callback that came.
     *
     * @param joined whether anybody knew what it is about
     */
    record Filed(Letter letter, boolean joined) {}
}
