package io.standstill.simulation;

import io.standstill.domain.ResourceId;
import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;

/** A journal whose batches are decided in another way. */
class Spoiled implements Journal {

    private final Journal real;
    private final BiFunction<Batch, Ground, Writes> deciding;

    Spoiled(Journal real, BiFunction<Batch, Ground, Writes> deciding) {
        this.real = real;
        this.deciding = deciding;
    }

    @Override
    public Future<Void> commit(Batch batch) {
        return real.commit(new SeenBatch(batch, deciding));
    }

    @Override
    public Future<Head> head() {
        return real.head();
    }

    @Override
    public Future<List<Entry>> entries(long after, int limit) {
        return real.entries(after, limit);
    }

    @Override
    public Future<List<Entry>> history(ResourceId id, long after, int limit) {
        return real.history(id, after, limit);
    }

    @Override
    public Future<List<Entry>> newest(ResourceId id, int limit) {
        return real.newest(id, limit);
    }
}
