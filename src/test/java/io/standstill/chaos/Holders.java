package io.standstill.chaos;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Sql;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who works for which account, by the word of the database. */
final class Holders implements AutoCloseable {

    private final Sql sql;

    Holders(Database database) {
        this.sql = Sql.on(database);
    }

    /** Each account that is held now, and by which node. */
    Map<String, String> now() {
        var holders = new HashMap<String, String>();
        for (var row : sql.rows("SELECT name, holder FROM account WHERE held_until > clock_timestamp()")) {
            holders.put(row.get(0), row.get(1));
        }
        return holders;
    }

    /** The accounts that this node holds. */
    Set<String> of(String node) {
        var accounts = new TreeSet<String>();
        now().forEach((account, holder) -> {
            if (holder.equals(node)) {
                accounts.add(account);
            }
        });
        return accounts;
    }

    /** How far the longest lease reaches from now, in seconds of the database's clock. */
    double longestLeaseSeconds() {
        return Double.parseDouble(
                sql.one("SELECT coalesce(max(extract(epoch FROM held_until - clock_timestamp())), 0) FROM account"));
    }

    @Override
    public void close() {
        sql.close();
    }
}
