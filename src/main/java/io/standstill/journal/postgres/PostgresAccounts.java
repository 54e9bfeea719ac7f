package io.standstill.journal.postgres;

import io.standstill.domain.ResourceId;
import io.standstill.journal.Accounts;
import io.standstill.journal.AlreadyAnswered;
import io.standstill.journal.Receipt;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known of accounts as such, in PostgreSQL. */
public final class PostgresAccounts implements Accounts {

    private final Pool pool;

    public PostgresAccounts(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<List<Standing>> all() {
        return standings(null);
    }

    @Override
    public Future<Optional<Standing>> of(String account) {
        return standings(account).map(standings -> standings.stream().findFirst());
    }

    private Future<List<Standing>> standings(@Nullable String account) {
        return pool.preparedQuery(AccountSql.ACCOUNTS)
                .execute(Tuple.of(account))
                .map(rows -> PostgresJournal.all(rows, PostgresAccounts::standing));
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.getString("name"),
                row.getString("vendor"),
                row.getString("holder"),
                instant(row, "held_until"),
                instant(row, "looked_at"),
                instant(row, "sight_lost_at"),
                instant(row, "paused_at"),
                row.getString("paused_by"),
                instant(row, "listed_at"),
                row.getLong("listed"),
                row.getLong("strays"),
                row.getString("health_text"));
    }

    static @Nullable Instant instant(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    @Override
    public Future<Void> report(String node, List<Report> reports) {
        return pool.preparedQuery(AccountSql.REPORT)
                .execute(Tuple.tuple()
                        .addString(node)
                        .addArrayOfString(reports.stream().map(Report::account).toArray(String[]::new))
                        .addArrayOfLong(millis(reports, Report::seenAgo))
                        .addArrayOfLong(millis(reports, Report::overdueSeenAgo))
                        .addArrayOfString(reports.stream().map(Report::health).toArray(String[]::new)))
                .mapEmpty();
    }

    private static @Nullable Long[] millis(List<Report> reports, Function<Report, @Nullable Duration> ago) {
        return reports.stream()
                .map(ago)
                .map(time -> time == null ? null : time.toMillis())
                .toArray(Long[]::new);
    }

    @Override
    public Future<Void> took(String node, String account, Duration ago, Map<String, Optional<String>> statusById) {
        var listed = List.copyOf(statusById.entrySet());
        var ids = listed.stream().map(Map.Entry::getKey).toArray(String[]::new);
        var words = listed.stream().map(one -> one.getValue().orElse(null)).toArray(String[]::new);
        return pool.withTransaction(connection -> connection
                .preparedQuery(AccountSql.LISTED_NOW)
                .execute(Tuple.of(account, node, ago.toMillis()))
                .compose(newest -> newest.rowCount() == 0
                        ? Future.<Void>succeededFuture()
                        : connection
                                .preparedQuery(AccountSql.NO_LONGER_LISTED)
                                .execute(Tuple.of(account, (Object) ids))
                                .compose(gone -> connection
                                        .preparedQuery(AccountSql.LISTED)
                                        .execute(Tuple.tuple()
                                                .addString(account)
                                                .addArrayOfString(ids)
                                                .addArrayOfString(words)))
                                .mapEmpty()));
    }

    @Override
    public Future<List<Listed>> inventory(String account, @Nullable String after, int limit) {
        return pool.preparedQuery(AccountSql.INVENTORY)
                .execute(Tuple.of(account, after == null ? "" : after, limit))
                .map(rows -> PostgresJournal.all(
                        rows,
                        row -> new Listed(
                                row.getString("id"), row.getString("vendor_status"), row.getBoolean("known"))));
    }

    @Override
    public Future<List<ResourceId>> strays(Set<String> accounts, int limit) {
        return pool.preparedQuery(AccountSql.STRAYS)
                .execute(Tuple.of(accounts.toArray(String[]::new), limit))
                .map(rows -> PostgresJournal.all(rows, PostgresResources::name));
    }

    @Override
    public Future<Optional<Instant>> listedAt(String account) {
        return pool.preparedQuery(AccountSql.LISTED_AT)
                .execute(Tuple.of(account))
                .map(rows -> PostgresJournal.all(rows, row -> Optional.ofNullable(instant(row, "listed_at"))).stream()
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    @Override
    public Future<Optional<Pause>> pause(String account, String by, @Nullable Keeping keeping) {
        return turn(AccountSql.PAUSE, Tuple.of(account, by), keeping);
    }

    @Override
    public Future<Optional<Pause>> resume(String account, @Nullable Keeping keeping) {
        return turn(AccountSql.RESUME, Tuple.of(account), keeping);
    }

    private Future<Optional<Pause>> turn(String sql, Tuple parameters, @Nullable Keeping keeping) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(sql)
                .execute(parameters)
                .map(PostgresAccounts::pause)
                .compose(pause -> keeping == null
                        ? Future.succeededFuture(pause)
                        : keep(connection, keeping.of(pause)).map(pause)));
    }

    private static Optional<Pause> pause(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw new IllegalStateException("no such account");
        }
        var row = rows.iterator().next();
        var at = instant(row, "paused_at");
        return at == null ? Optional.empty() : Optional.of(new Pause(at, row.getString("paused_by")));
    }

    /** Fails, and with it the transaction, if an answer is kept already. */
    private static Future<Void> keep(SqlConnection connection, Receipt.Kept kept) {
        return connection
                .preparedQuery(Sql.KEEP_FIRST)
                .execute(ReceiptRows.write(List.of(kept)))
                .compose(written -> written.rowCount() > 0
                        ? Future.succeededFuture()
                        : connection
                                .preparedQuery(Sql.KEPT)
                                .execute(ReceiptRows.keys(List.of(kept.key())))
                                .compose(rows -> Future.failedFuture(new AlreadyAnswered(Objects.requireNonNull(
                                        ReceiptRows.read(rows).get(kept.key()))))));
    }
}
