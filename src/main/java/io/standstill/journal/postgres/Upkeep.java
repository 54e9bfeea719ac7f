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
 * Keeps the journal's partitions: some ahead of the newest entry, none older than is to be kept.
 *
 * <p>One node at a time does it. An old partition is taken out of the journal without a lock that appends or readers
 * would feel, or not at all this time.
 */
public final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** How long to wait for the locks that taking a partition out needs. */
    private static final String LOCK_TIMEOUT = "SET lock_timeout = '2s'";

    private final Pool pool;
    private final long partitionSize;
    private final Duration keep;

    /**
     * @param partitionSize positions in one partition
     * @param keep how long entries are kept
     */
    public Upkeep(Pool pool, long partitionSize, Duration keep) {
        this.pool = pool;
        this.partitionSize = partitionSize;
        this.keep = keep;
    }

    /** Makes sure that the journal can take as much again as one partition holds, and one more. */
    public Future<Void> reachAhead(long head) {
        return pool.preparedQuery(Sql.REACH)
                .execute(Tuple.of(head + 2 * partitionSize, partitionSize))
                .mapEmpty();
    }

    /** One round: partitions ahead are made, outlived ones go; at most one goes a round. */
    public Future<Void> runOnce() {
        return pool.withConnection(connection -> connection
                .preparedQuery(Sql.ONE_KEEPER)
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
                .compose(reached -> connection.preparedQuery(Sql.PARTITIONS).execute())
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture()
                        : outlive(connection, rows.iterator().next()));
    }

    private Future<Void> outlive(SqlConnection connection, Row oldest) {
        var name = oldest.getString("name");
        var upper = oldest.getLong("upper");
        if (oldest.getBoolean("detaching")) {
            // An earlier round was cut off in the middle.
            return takeOut(connection, name, "FINALIZE");
        }
        return connection
                .preparedQuery(Sql.OUTLIVED)
                .execute(Tuple.of(upper, keep.toMillis()))
                .compose(rows -> {
                    if (!Boolean.TRUE.equals(rows.iterator().next().getBoolean("outlived"))) {
                        return Future.succeededFuture();
                    }
                    // Readers are told first that it is gone, so that none is surprised half-way.
                    return connection
                            .preparedQuery(Sql.FORGET_BEFORE)
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
        return connection.preparedQuery(Sql.KEEPER_DONE).execute();
    }
}
