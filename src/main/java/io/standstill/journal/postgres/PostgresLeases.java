package io.standstill.journal.postgres;

import io.standstill.journal.Leases;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leases of accounts, in PostgreSQL and by its clock. */
public final class PostgresLeases implements Leases {

    private final Pool pool;

    public PostgresLeases(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Void> register(Map<String, String> vendorByAccount) {
        var accounts = List.copyOf(vendorByAccount.entrySet());
        var names = accounts.stream().map(Map.Entry::getKey).toArray(String[]::new);
        var vendors = accounts.stream().map(Map.Entry::getValue).toArray(String[]::new);
        return pool.preparedQuery(Sql.REGISTER)
                .execute(Tuple.tuple().addArrayOfString(names).addArrayOfString(vendors))
                .mapEmpty();
    }

    @Override
    public Future<Set<String>> hold(String node, Set<String> accounts, Duration term) {
        return pool.preparedQuery(Sql.HOLD)
                .execute(Tuple.of(node, accounts.toArray(String[]::new), term.toMillis()))
                .map(rows -> new HashSet<>(PostgresJournal.all(rows, row -> row.getString("name"))));
    }

    @Override
    public Future<Void> release(String node) {
        return pool.preparedQuery(Sql.RELEASE).execute(Tuple.of(node)).mapEmpty();
    }
}
