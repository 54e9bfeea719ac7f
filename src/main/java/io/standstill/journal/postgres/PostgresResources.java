package io.standstill.journal.postgres;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Sight;
import io.standstill.journal.Cursor;
import io.standstill.journal.Resources;
import io.standstill.journal.Seen;
import io.standstill.journal.Tally;
import io.standstill.journal.Wanted;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of resources, read from PostgreSQL. */
public final class PostgresResources implements Resources {

    private final Pool pool;

    public PostgresResources(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<List<Seen>> see(Set<ResourceId> ids) {
        return seen(Sql.SEE, PostgresJournal.names(ids));
    }

    @Override
    public Future<Page> list(Wanted wanted) {
        var after = wanted.after();
        if (wanted.order().by() != Wanted.By.DEADLINE) {
            return page(wanted, false);
        }
        if (after != null && after.key() == null) {
            return page(wanted, true);
        }
        return page(wanted, false).compose(with -> {
            var room = wanted.limit() - with.found().size();
            return room == 0
                    ? Future.succeededFuture(with)
                    : page(wanted.goingOn(null, room), true).map(with::followedBy);
        });
    }

    private Future<Page> page(Wanted wanted, boolean without) {
        var statement = ListSql.of(wanted, without);
        return pool.preparedQuery(statement.sql()).execute(statement.values()).map(PostgresResources::page);
    }

    private static Page page(RowSet<Row> rows) {
        var place = rows.iterator().next();
        var found = new ArrayList<Seen>(rows.size());
        for (var row : rows) {
            // Where nothing is found there is one row all the same, and it says where the feed stands.
            if (row.getString("id") != null) {
                found.add(new Seen(ResourceRows.read(row), sight(row)));
            }
        }
        return new Page(new Cursor(place.getString("epoch"), place.getLong("head")), found);
    }

    private Future<List<Seen>> seen(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> PostgresJournal.all(rows, row -> new Seen(ResourceRows.read(row), sight(row))));
    }

    @Override
    public Future<List<ResourceId>> choose(
            Set<String> accounts, Set<String> states, Map<String, String> labels, int limit) {
        var borne = new JsonObject(Map.copyOf(labels)).encode();
        return pool.preparedQuery(Sql.CHOOSE)
                .execute(Tuple.of(array(accounts), array(states), borne, limit))
                .map(rows -> PostgresJournal.all(rows, PostgresResources::name));
    }

    static ResourceId name(Row row) {
        return new ResourceId(row.getString("account"), row.getString("id"));
    }

    @Override
    public Future<Sight> sight(String account) {
        return pool.preparedQuery(Sql.LOOKED_AT)
                .execute(Tuple.of(account))
                .map(rows -> sight(rows.iterator().next()));
    }

    private static Sight sight(Row row) {
        return new Sight(
                row.getOffsetDateTime("now").toInstant(),
                PostgresAccounts.instant(row, "looked_at"),
                PostgresAccounts.instant(row, "overdue_looked_at"));
    }

    @Override
    public Future<List<Tally>> tallies() {
        return pool.preparedQuery(Sql.TALLIES)
                .execute()
                .map(rows -> PostgresJournal.all(rows, row -> {
                    var oldest = row.getOffsetDateTime("oldest");
                    return new Tally(
                            row.getString("account"),
                            row.getString("vendor"),
                            row.getString("state"),
                            row.getLong("number"),
                            oldest == null ? null : oldest.toInstant(),
                            row.getLong("stop_calls"),
                            row.getDouble("exposure"));
                }));
    }

    @Override
    public Future<List<Double>> timesToStandstill(Set<String> accounts) {
        return pool.preparedQuery(Sql.TIMES_TO_STANDSTILL)
                .execute(Tuple.of(array(accounts)))
                .map(rows -> {
                    var seconds = rows.iterator().next().getArrayOfDoubles("seconds");
                    return seconds == null ? List.of() : List.of(seconds);
                });
    }

    @Override
    public Future<List<Resource>> timeDue(Set<String> held, Duration grace, int limitEach) {
        return ask(Sql.TIME_DUE, Tuple.of(array(held), grace.toMillis(), limitEach));
    }

    @Override
    public Future<List<Resource>> callDue(Set<String> accounts, int limitEach) {
        return ask(Sql.CALL_DUE, Tuple.of(array(accounts), limitEach));
    }

    @Override
    public Future<List<Resource>> inFlight(Set<String> accounts, long after, int limit) {
        return ask(Sql.IN_FLIGHT, Tuple.of(array(accounts), after, limit));
    }

    @Override
    public Future<List<Resource>> changed(Set<String> accounts, long after, int limit) {
        return ask(Sql.CHANGED, Tuple.of(array(accounts), after, limit));
    }

    private Future<List<Resource>> ask(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(rows -> PostgresJournal.all(rows, ResourceRows::read));
    }

    private static String[] array(Set<String> words) {
        return words.toArray(String[]::new);
    }
}
