package io.standstill.journal.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.standstill.domain.Evidence;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.standstill.journal.JsonText;
import io.standstill.journal.Receipt;
import io.standstill.journal.Sighting;
import io.standstill.journal.Unwritable;
import io.vertx.core.Future;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The journal in PostgreSQL. */
public final class PostgresJournal implements Journal {

    private static final String COMMITTED = "committed";
    private static final String FAILED = "failed";

    private final Pool pool;
    private final MeterRegistry meters;

    /** One whose commits nobody counts. */
    public PostgresJournal(Pool pool) {
        this(pool, new CompositeMeterRegistry());
    }

    public PostgresJournal(Pool pool, MeterRegistry meters) {
        this.pool = pool;
        this.meters = meters;
        // Told from nothing on: who asks how often commits failed does not see a count that begins at its first.
        List.of(COMMITTED, FAILED).forEach(this::timer);
    }

    @Override
    public Future<Void> commit(Batch batch) {
        var began = Timer.start(meters);
        return pool.getConnection()
                .compose(connection -> transact(connection, batch)
                        .recover(fault -> undo(connection).transform(undone -> Future.failedFuture(named(fault))))
                        .eventually(connection::close))
                .onComplete(done -> began.stop(timer(done.succeeded() ? COMMITTED : FAILED)));
    }

    private Timer timer(String outcome) {
        return Timer.builder("standstill.journal.commit")
                .description("Commits of evidence, from the wait for a connection to the database's last word")
                .tag("outcome", outcome)
                .register(meters);
    }

    // Begin, lock and read go out in one piece; so do writes and commit. Answers come in the order asked, so what
    // failed first is what is told, and nothing after it took effect.
    private Future<Void> transact(SqlConnection connection, Batch batch) {
        var begun = connection.query("BEGIN").execute();
        var locked = connection.preparedQuery(Sql.LOCK).execute();
        var ground = connection.preparedQuery(Sql.GROUND).execute();
        var known = connection.preparedQuery(Sql.KNOWN).execute(names(batch.about()));
        // Asked for only where they are wanted, which is seldom.
        var waiting = batch.introduces().isEmpty()
                ? Future.succeededFuture(Map.<ResourceId, List<Evidence.CalledBack>>of())
                : connection
                        .preparedQuery(Sql.WAITING)
                        .execute(names(batch.introduces()))
                        .map(PostgresJournal::letters);
        var unseen = batch.accounts().isEmpty()
                ? Future.succeededFuture(Set.<String>of())
                : connection
                        .preparedQuery(Sql.OUT_OF_SIGHT)
                        .execute(Tuple.of(batch.accounts().toArray(String[]::new)))
                        .map(rows -> Set.copyOf(all(rows, row -> row.getString("name"))));
        var kept = batch.receipts().isEmpty()
                ? Future.succeededFuture(Map.<Receipt.Key, Receipt.Kept>of())
                : connection
                        .preparedQuery(Sql.KEPT)
                        .execute(ReceiptRows.keys(batch.receipts()))
                        .map(ReceiptRows::read);
        return Future.all(List.of(begun, locked, ground, known, waiting, unseen, kept))
                .map(all -> batch.decide(
                        ground(ground.result(), known.result(), waiting.result(), unseen.result(), kept.result())))
                .compose(writes -> write(connection, writes));
    }

    private Future<Void> write(SqlConnection connection, Writes writes) {
        var steps = new ArrayList<Future<?>>();
        if (!writes.resources().isEmpty()) {
            steps.add(connection
                    .preparedQuery(Sql.SAVE)
                    .execute(Tuple.of(array(writes.resources(), ResourceRows::write))));
        }
        if (!writes.filed().isEmpty()) {
            steps.add(connection.preparedQuery(Sql.FILE).execute(Tuple.of(array(writes.filed(), LetterRows::write))));
        }
        if (!writes.joined().isEmpty()) {
            steps.add(connection.preparedQuery(Sql.JOIN).execute(names(writes.joined())));
        }
        if (!writes.sightings().isEmpty()) {
            steps.add(connection.preparedQuery(Sql.SIGHT).execute(sightings(writes.sightings())));
        }
        if (!writes.kept().isEmpty()) {
            steps.add(connection.preparedQuery(Sql.KEEP).execute(ReceiptRows.write(writes.kept())));
        }
        if (!writes.entries().isEmpty()) {
            var head = writes.entries().get(writes.entries().size() - 1).position();
            steps.add(connection
                    .preparedQuery(Sql.TELL)
                    .execute(Tuple.of(array(writes.entries(), JournalRows::write), head)));
        }
        steps.add(connection.query("COMMIT").execute());
        return Future.all(steps).mapEmpty();
    }

    // Of values that make no sense, are not allowed, or are too large.
    private static Throwable named(Throwable fault) {
        var state = fault instanceof DatabaseException refused ? refused.getSqlState() : null;
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"))
                ? new Unwritable(fault)
                : fault;
    }

    private static Future<?> undo(SqlConnection connection) {
        return connection.query("ROLLBACK").execute();
    }

    static Tuple names(Set<ResourceId> names) {
        var accounts = new ArrayList<String>();
        var ids = new ArrayList<String>();
        for (var id : names) {
            accounts.add(id.account());
            ids.add(id.id());
        }
        return Tuple.tuple()
                .addArrayOfString(accounts.toArray(String[]::new))
                .addArrayOfString(ids.toArray(String[]::new));
    }

    private static Tuple sightings(List<Sighting> sightings) {
        return Tuple.tuple()
                .addArrayOfString(sightings.stream().map(Sighting::account).toArray(String[]::new))
                .addArrayOfBoolean(sightings.stream().map(Sighting::lost).toArray(Boolean[]::new));
    }

    private static Ground ground(
            RowSet<Row> feed,
            RowSet<Row> known,
            Map<ResourceId, List<Evidence.CalledBack>> waiting,
            Set<String> outOfSight,
            Map<Receipt.Key, Receipt.Kept> kept) {
        var here = feed.iterator().next();
        Map<ResourceId, Resource> resources = new HashMap<>();
        for (var row : known) {
            var resource = ResourceRows.read(row);
            resources.put(resource.id(), resource);
        }
        return new Ground(
                here.getOffsetDateTime("now").toInstant(),
                here.getLong("position"),
                resources,
                waiting,
                outOfSight,
                kept);
    }

    private static Map<ResourceId, List<Evidence.CalledBack>> letters(RowSet<Row> rows) {
        Map<ResourceId, List<Evidence.CalledBack>> waiting = new HashMap<>();
        for (var row : rows) {
            var id = new ResourceId(row.getString("account"), row.getString("id"));
            waiting.computeIfAbsent(id, first -> new ArrayList<>()).add(LetterRows.read(row));
        }
        return waiting;
    }

    @Override
    public Future<Head> head() {
        return pool.preparedQuery(Sql.HEAD).execute().map(rows -> {
            var row = rows.iterator().next();
            return new Head(row.getString("epoch"), row.getLong("position"), row.getLong("first"));
        });
    }

    @Override
    public Future<List<Entry>> entries(long after, int limit) {
        return pool.preparedQuery(Sql.ENTRIES)
                .execute(Tuple.of(after, limit))
                .map(rows -> all(rows, JournalRows::read));
    }

    @Override
    public Future<List<Entry>> newest(ResourceId id, int limit) {
        return pool.preparedQuery(Sql.NEWEST)
                .execute(Tuple.of(id.account(), id.id(), limit))
                .map(rows -> all(rows, JournalRows::read));
    }

    @Override
    public Future<List<Entry>> history(ResourceId id, long after, int limit) {
        return pool.preparedQuery(Sql.HISTORY)
                .execute(Tuple.of(id.account(), id.id(), after, limit))
                .map(rows -> all(rows, JournalRows::read));
    }

    static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        var list = new ArrayList<T>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }

    private interface Writing<T> {
        void to(JsonGenerator out, T value) throws IOException;
    }

    private static <T> String array(List<T> values, Writing<T> writing) {
        return JsonText.of(out -> {
            out.writeStartArray();
            for (var value : values) {
                writing.to(out, value);
            }
            out.writeEndArray();
        });
    }
}
