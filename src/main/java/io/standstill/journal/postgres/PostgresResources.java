package io.standstill.journal.postgres;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Resources;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of resources, read from PostgreSQL. */
public final class PostgresResources implements Resources {

    private final Pool pool;

    public PostgresResources(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<Optional<Resource>> find(ResourceId id) {
        return ask(Sql.FIND, Tuple.of(id.account(), id.id()))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<List<Resource>> list(Wanted wanted) {
        var after = wanted.after();
        return ask(
                Sql.LIST,
                Tuple.of(
                        array(wanted.accounts()),
                        array(wanted.vendors()),
                        array(wanted.states()),
                        after == null ? null : after.account(),
                        after == null ? null : after.id(),
                        wanted.limit()));
    }

    @Override
    public Future<List<Resource>> timeDue(Set<String> held, Set<String> configured, int limitEach) {
        return ask(Sql.TIME_DUE, Tuple.of(array(held), array(configured), limitEach));
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
