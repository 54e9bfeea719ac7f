package io.standstill.testing;

import io.standstill.domain.ResourceId;
import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** A journal without a database, for whoever reads it: the test writes it, and holds back its answers if it likes. */
public final class PaperJournal implements Journal {

    private static final String RESOURCE = """
            {"account":"%s","vendor":"feldera","id":"%s","state":"%s","verdict":null,"clean":null,"residue":[],\
            "vendorStatus":null,"incarnation":null,"generation":0,"seq":1,"stop":null,"problem":null,\
            "since":"2026-03-01T12:00:00.000Z","observedAt":null,"stale":false,"labels":%s,"stopAt":null,\
            "nextMoves":["stop"]}""";

    private final List<Entry> entries = new ArrayList<>();
    private final List<Promise<Void>> held = new ArrayList<>();
    private String epoch = "e1";
    private long first = 1;
    private boolean holding;
    private int awaited;
    private Promise<Void> asked = Promise.promise();
    private int lostHeads;
    private Runnable afterEachPage = () -> {};

    // ---- the test's hand

    /** So many notes about nobody in particular. */
    public synchronized void grow(int more) {
        for (var i = 0; i < more; i++) {
            write("a", "x", "active", "active", "{}", "null");
        }
    }

    /** An entry of a note's or a move's shape; labels and excerpt are JSON. */
    public synchronized void write(String account, String id, String from, String to, String labels, String excerpt) {
        entries.add(new Entry(
                position() + 1,
                Samples.NOON,
                account,
                "feldera",
                id,
                "seen",
                from,
                to,
                null,
                "{\"source\":\"look\",\"status\":200,\"digest\":null,\"excerpt\":%s}".formatted(excerpt),
                RESOURCE.formatted(account, id, to, labels)));
    }

    public synchronized void beginEpoch(String name) {
        epoch = name;
    }

    /** As if the last commits had never reached the database that runs now. */
    public synchronized void loseAfter(long position) {
        entries.removeIf(entry -> entry.position() > position);
    }

    public synchronized void forgetBefore(long position) {
        first = position;
        entries.removeIf(entry -> entry.position() < position);
    }

    /** From here on no page is answered until it is let go. */
    public synchronized void hold() {
        holding = true;
    }

    public void letGo() {
        List<Promise<Void>> going;
        synchronized (this) {
            holding = false;
            going = List.copyOf(held);
            held.clear();
        }
        going.forEach(Promise::complete);
    }

    /** Pages that are asked for and not answered. */
    public synchronized int held() {
        return held.size();
    }

    /** Completes once so many pages are asked for and not answered. */
    public synchronized Future<Void> asked(int pages) {
        awaited = pages;
        asked = Promise.promise();
        tellAsked();
        return asked.future();
    }

    private void tellAsked() {
        if (held.size() >= awaited) {
            asked.tryComplete();
        }
    }

    /** The next reads of the head are never answered. */
    public synchronized void loseHeads(int number) {
        lostHeads = number;
    }

    /** How many of them are yet to come. */
    public synchronized int headsToLose() {
        return lostHeads;
    }

    /** Happens each time a page was read, before its reader has it. */
    public synchronized void afterEachPage(Runnable what) {
        afterEachPage = what;
    }

    // ---- the journal

    @Override
    public Future<Void> commit(Batch batch) {
        throw new UnsupportedOperationException("the test writes it");
    }

    @Override
    public synchronized Future<Head> head() {
        if (lostHeads > 0) {
            lostHeads--;
            return Promise.<Head>promise().future();
        }
        return Future.succeededFuture(new Head(epoch, position(), first));
    }

    @Override
    public synchronized Future<List<Entry>> entries(long after, int limit) {
        if (!holding) {
            return Future.succeededFuture(page(after, limit));
        }
        var promise = Promise.<Void>promise();
        held.add(promise);
        tellAsked();
        return promise.future().map(now -> page(after, limit));
    }

    private synchronized List<Entry> page(long after, int limit) {
        var page = entries.stream()
                .filter(entry -> entry.position() > after)
                .limit(limit)
                .toList();
        afterEachPage.run();
        return page;
    }

    @Override
    public Future<List<Entry>> history(ResourceId id, long after, int limit) {
        return entries(after, limit);
    }

    @Override
    public Future<List<Entry>> newest(ResourceId id, int limit) {
        throw new UnsupportedOperationException("nobody asks paper for that");
    }

    private long position() {
        return entries.isEmpty() ? first - 1 : entries.get(entries.size() - 1).position();
    }
}
