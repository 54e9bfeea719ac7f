package io.standstill.simulation;

import io.standstill.domain.ResourceId;
import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** The journal in memory. */
final class MemoryJournal implements Journal {

    private final Memory memory;

    MemoryJournal(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Future<Void> commit(Batch batch) {
        synchronized (memory) {
            try {
                memory.write(batch.decide(memory.ground(batch)));
                return Future.succeededFuture();
            } catch (RuntimeException refused) {
                return Future.failedFuture(refused);
            }
        }
    }

    @Override
    public Future<Head> head() {
        synchronized (memory) {
            return Future.succeededFuture(memory.head());
        }
    }

    @Override
    public Future<List<Entry>> entries(long after, int limit) {
        return Future.succeededFuture(told(entry -> entry.position() > after, limit));
    }

    @Override
    public Future<List<Entry>> history(ResourceId id, long after, int limit) {
        return Future.succeededFuture(told(entry -> entry.position() > after && isAbout(entry, id), limit));
    }

    @Override
    public Future<List<Entry>> newest(ResourceId id, int limit) {
        var all = new ArrayList<>(told(entry -> isAbout(entry, id), Integer.MAX_VALUE));
        Collections.reverse(all);
        return Future.succeededFuture(List.copyOf(all.subList(0, Math.min(limit, all.size()))));
    }

    private List<Entry> told(Predicate<Entry> which, int limit) {
        synchronized (memory) {
            return memory.journal.stream().filter(which).limit(limit).toList();
        }
    }

    private static boolean isAbout(Entry entry, ResourceId id) {
        return id.account().equals(entry.account()) && id.id().equals(entry.id());
    }
}
