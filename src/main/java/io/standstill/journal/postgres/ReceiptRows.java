package io.standstill.journal.postgres;

import io.standstill.journal.Receipt;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Kept answers as rows, and back. */
final class ReceiptRows {

    private ReceiptRows() {}

    static Tuple keys(Collection<Receipt.Key> keys) {
        return Tuple.tuple()
                .addArrayOfString(column(keys, Receipt.Key::caller))
                .addArrayOfString(column(keys, Receipt.Key::key));
    }

    static Tuple write(List<Receipt.Kept> kept) {
        return keys(kept.stream().map(Receipt.Kept::key).toList())
                .addArrayOfString(column(kept, Receipt.Kept::fingerprint))
                .addArrayOfString(column(kept, Receipt.Kept::answer));
    }

    static Map<Receipt.Key, Receipt.Kept> read(RowSet<Row> rows) {
        var kept = new HashMap<Receipt.Key, Receipt.Kept>();
        for (var row : rows) {
            var key = new Receipt.Key(row.getString("caller"), row.getString("key"));
            kept.put(key, new Receipt.Kept(key, row.getString("fingerprint"), row.getString("answer")));
        }
        return kept;
    }

    private static <T> String[] column(Collection<T> rows, Function<T, String> of) {
        return rows.stream().map(of).toArray(String[]::new);
    }
}
