package io.standstill.journal.postgres;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of a row, one after the other. */
final class Cells {

    private final Row row;
    private int next;

    Cells(Row row) {
        this.row = row;
    }

    String text() {
        return row.getString(next++);
    }

    <T> @Nullable T word(Function<String, T> meaning) {
        var word = row.getString(next++);
        return word == null ? null : meaning.apply(word);
    }

    Integer number() {
        return row.getInteger(next++);
    }

    Long large() {
        return row.getLong(next++);
    }

    Boolean flag() {
        return row.getBoolean(next++);
    }

    Instant time() {
        return row.getOffsetDateTime(next++).toInstant();
    }

    @Nullable
    Instant timeIfAny() {
        OffsetDateTime time = row.getOffsetDateTime(next++);
        return time == null ? null : time.toInstant();
    }

    /** So many that say nothing. */
    void pass(int number) {
        next += number;
    }

    String[] texts() {
        return row.getArrayOfStrings(next++);
    }

    JsonObject json() {
        return row.getJsonObject(next++);
    }

    JsonArray array() {
        return row.getJsonArray(next++);
    }
}
