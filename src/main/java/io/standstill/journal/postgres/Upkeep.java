package io.standstill.journal.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what grows from growing without end: the journal's partitions, some ahead of the newest entry and none older than
 * is to be kept; the inbox; and what has stopped long ago.
 *
 * <p>One node at a time does it. An old partition is taken out of the journal without a lock that appends or readers
 * would feel, or not at all this time.
 */
public final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** How long to wait for the locks that taking a partition out needs. */
    private static final String LOCK_TIMEOUT = "SET lock_timeout = '2s'";

    /**
     * How long what is kept.
     *
     * @param journal entries
     * @param resources what has stopped; and what is known of callbacks
     * @param bodies of callbacks, raw
     */
    public record Keep(Duration journal, Duration resources, Duration bodies) {}

    private final Pool pool;
    private final long partitionSize;
    private final Keep keep;

    /**
     * @param partitionSize positions in one partition
     */
    public Upkeep(Pool pool, long partitionSize, Keep keep) {
        this.pool = pool;
        this.partitionSize = partitionSize;
        this.keep = keep;
    }

    /** Makes sure that the journal can take as much again as one partition holds, and one more. */
    public Future<Void> reachAhead(long head) {
        return pool.preparedQuery(UpkeepSql.REACH)
                .execute(Tuple.of(head + 2 * partitionSize, partitionSize))
                .mapEmpty();
    }

    /** One round: partitions ahead are made, outlived ones go; at most one goes a round. */
    public Future<Void> runOnce() {
        return pool.withConnection(connection -> connection
                .preparedQuery(UpkeepSql.ONE_KEEPER)
                .execute()
                .compose(rows -> rows.iterator().next().getBoolean("mine")
                        ? keep(connection).eventually(() -> done(connection))
                        : Future.succeededFuture()));
    }

    private Future<Void> keep(SqlConnection connection) {
        return connection
                .preparedQuery(Sql.HEAD)
                .execute()
                .compose(rows -> reachAhead(rows.iterator().next().getLong("position")))
                .compose(reached ->
                        connection.preparedQuery(UpkeepSql.PARTITIONS).execute())
                .compose(rows -> rows.size() == 0
                        ? Future.<Void>succeededFuture()
                        : outlive(connection, rows.iterator().next()))
                .compose(done -> dropLeftover(connection))
                .compose(done -> forget(connection, UpkeepSql.FORGET_BODIES, keep.bodies()))
                .compose(done -> forget(connection, UpkeepSql.FORGET_LETTERS, keep.resources()))
                .compose(done -> forgetStopped(connection))
                .compose(done ->
                        connection.query(UpkeepSql.FORGET_RECEIPTS).execute().mapEmpty())
                .compose(done ->
                        connection.query(SessionSql.FORGET_ENDED).execute().mapEmpty())
                .compose(done ->
                        connection.query(AccountSql.FORGET_NODES).execute().mapEmpty());
    }

    /** Whoever took it out was cut off before it was dropped. */
    private static Future<Void> dropLeftover(SqlConnection connection) {
        return connection
                .preparedQuery(UpkeepSql.LEFTOVER)
                .execute()
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture()
                        : connection
                                .query("DROP TABLE " + rows.iterator().next().getString("name"))
                                .execute()
                                .mapEmpty());
    }

    private static Future<Void> forget(SqlConnection connection, String what, Duration after) {
        return connection
                .preparedQuery(what)
                .execute(Tuple.of(after.toMillis()))
                .mapEmpty();
    }

    /** Under the lock of all who write resources, because what is counted of them is written by all. */
    private Future<Void> forgetStopped(SqlConnection connection) {
        return connection.begin().compose(transaction -> connection
                .query(Sql.LOCK)
                .execute()
                .compose(locked -> forget(connection, UpkeepSql.FORGET_STOPPED, keep.resources()))
                .compose(done -> transaction.commit())
                .recover(fault -> transaction.rollback().transform(back -> Future.failedFuture(fault))));
    }

    private Future<Void> outlive(SqlConnection connection, Row oldest) {
        var name = oldest.getString("name");
        var upper = oldest.getLong("upper");
        if (oldest.getBoolean("detaching")) {
            // An earlier round was cut off in the middle.
            return takeOut(connection, name, "FINALIZE");
        }
        return connection
                .preparedQuery(UpkeepSql.OUTLIVED)
                .execute(Tuple.of(upper, keep.journal().toMillis()))
                .compose(rows -> {
                    if (!Boolean.TRUE.equals(rows.iterator().next().getBoolean("outlived"))) {
                        return Future.succeededFuture();
                    }
                    // Readers are told first that it is gone, so that none is surprised half-way.
                    return connection
                            .preparedQuery(UpkeepSql.FORGET_BEFORE)
                            .execute(Tuple.of(upper))
                            .compose(told -> takeOut(connection, name, "CONCURRENTLY"));
                });
    }

    private static Future<Void> takeOut(SqlConnection connection, String partition, String how) {
        return connection
                .query(LOCK_TIMEOUT)
                .execute()
                .compose(set -> connection
                        .query("ALTER TABLE journal DETACH PARTITION %s %s".formatted(partition, how))
                        .execute())
                .compose(detached -> connection.query("DROP TABLE " + partition).execute())
                .onSuccess(dropped ->
                        LOG.atInfo().addKeyValue("partition", partition).log("outlived journal partition dropped"))
                .eventually(() -> connection.query("RESET lock_timeout").execute())
                .mapEmpty();
    }

    private static Future<?> done(SqlConnection connection) {
        return connection.preparedQuery(UpkeepSql.KEEPER_DONE).execute();
    }
}
