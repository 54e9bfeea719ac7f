package io.standstill.journal.postgres;

import io.standstill.journal.Leases;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Leases of accounts, in PostgreSQL and by its clock. */
public final class PostgresLeases implements Leases {

    /** What has been free for so long, nobody else wants: more nodes are there than are configured for it. */
    private static final Duration UNWANTED = Duration.ofSeconds(2);

    private final Pool pool;

    public PostgresLeases(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Void> register(Map<String, String> vendorByAccount) {
        // In one order at every node, so that two of them that start at once do not wait for each other.
        var accounts = List.copyOf(new TreeMap<>(vendorByAccount).entrySet());
        var names = accounts.stream().map(Map.Entry::getKey).toArray(String[]::new);
        var vendors = accounts.stream().map(Map.Entry::getValue).toArray(String[]::new);
        return pool.preparedQuery(AccountSql.REGISTER)
                .execute(Tuple.tuple().addArrayOfString(names).addArrayOfString(vendors))
                .mapEmpty();
    }

    @Override
    public Future<Tenancy> hold(String node, Set<String> wanted, Duration term, boolean renew) {
        var millis = term.toMillis();
        // One connection, so that the steps are taken in this order in one go.
        return pool.withConnection(connection -> {
            var steps = new ArrayList<Future<?>>();
            if (renew) {
                steps.add(connection
                        .preparedQuery(AccountSql.BE_THERE)
                        .execute(Tuple.of(node, millis, wanted.toArray(String[]::new))));
                steps.add(connection.preparedQuery(AccountSql.RENEW).execute(Tuple.of(node, millis)));
            }
            steps.add(connection
                    .preparedQuery(AccountSql.TAKE)
                    .execute(Tuple.of(node, wanted.toArray(String[]::new), millis, UNWANTED.toMillis())));
            var held = connection.preparedQuery(AccountSql.HELD).execute(Tuple.of(node));
            steps.add(held);
            return Future.all(steps).map(all -> tenancy(held.result().iterator().next()));
        });
    }

    private static Tenancy tenancy(Row row) {
        return new Tenancy(
                row.getOffsetDateTime("now").toInstant(),
                Set.of(row.getArrayOfStrings("held")),
                Set.of(row.getArrayOfStrings("paused")),
                Set.of(row.getArrayOfStrings("lapsed")),
                row.getString("surplus"));
    }

    @Override
    public Future<Void> handBack(String node, Set<String> accounts) {
        return pool.preparedQuery(AccountSql.HAND_BACK)
                .execute(Tuple.of(node, (Object) accounts.toArray(String[]::new)))
                .mapEmpty();
    }

    @Override
    public Future<Void> leave(String node) {
        return pool.preparedQuery(AccountSql.LEAVE).execute(Tuple.of(node)).mapEmpty();
    }
}
