package io.standstill.journal.postgres;

import io.standstill.journal.Sessions;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Sessions, in PostgreSQL and by its clock. */
public final class PostgresSessions implements Sessions {

    private final Pool readers;
    private final Pool writers;

    public PostgresSessions(Pool readers, Pool writers) {
        this.readers = readers;
        this.writers = writers;
    }

    @Override
    public Future<Void> begin(String digest, Session session, int most) {
        return writers.preparedQuery(SessionSql.BEGIN)
                .execute(Tuple.of(
                        digest,
                        session.name(),
                        session.roles().toArray(String[]::new),
                        session.accounts().toArray(String[]::new),
                        session.proof(),
                        session.left().toMillis(),
                        (long) most - 1))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Session>> find(String digest) {
        return readers.preparedQuery(SessionSql.FIND)
                .execute(Tuple.of(digest))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(session(rows.iterator().next())));
    }

    private static Session session(Row row) {
        return new Session(
                row.getString("name"),
                Set.of(row.getArrayOfStrings("roles")),
                Set.of(row.getArrayOfStrings("accounts")),
                row.getString("proof"),
                Duration.ofMillis(row.getLong("left_millis")));
    }

    @Override
    public Future<Void> end(String digest) {
        return writers.preparedQuery(SessionSql.END).execute(Tuple.of(digest)).mapEmpty();
    }

    @Override
    public Future<Set<String>> alive(Set<String> digests) {
        return readers.preparedQuery(SessionSql.ALIVE)
                .execute(Tuple.of((Object) digests.toArray(String[]::new)))
                .map(rows -> {
                    var alive = new HashSet<String>();
                    rows.forEach(row -> alive.add(row.getString("digest")));
                    return alive;
                });
    }
}
