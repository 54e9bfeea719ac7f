package io.standstill.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One journal entry as it was written down.
 *
 * @param id of the resource; null: the entry is about the account
 * @param from the state before; null: there was none
 * @param to the state after; null: the entry is about the account
 * @param evidence as JSON text
 * @param resource as JSON text, without its position; null: the entry is about the account
 */
public record Told(
        long position,
        Instant at,
        String account,
        String vendor,
        @Nullable String id,
        String kind,
        @Nullable String from,
        @Nullable String to,
        @Nullable String reason,
        String evidence,
        @Nullable String resource) {

    public boolean transition() {
        return from == null ? to != null : !from.equals(to);
    }
}
