package io.standstill.journal;

import io.standstill.domain.Kind;
import io.standstill.domain.News;
import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.State;
import io.standstill.domain.Trace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One journal entry.
 *
 * @param id of the resource; null: the entry is about the account
 * @param from the state before; null: there was none
 * @param to the state after; null: the entry is about the account
 * @param evidence as JSON text
 * @param resource as it was after this entry, as JSON text without its position, which is spliced in when it is read:
 *     positions name the epoch, and the epoch can change after the entry was written; null: the entry is about the
 *     account
 */
public record Entry(
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

    /** What is to be told of a resource, which bears the entry's position already. */
    public static Entry of(Resource resource, News news, Instant at, Policy policy) {
        return new Entry(
                resource.position(),
                at,
                resource.id().account(),
                resource.vendor(),
                resource.id().id(),
                news.kind().word(),
                word(news.from()),
                word(news.to()),
                news.reason(),
                EntryJson.evidence(news.trace()),
                ResourceJson.unplaced(resource, policy));
    }

    /** What is to be told of an account as such. */
    static Entry of(Sighting sighting, String vendor, long position, Instant at) {
        return new Entry(
                position,
                at,
                sighting.account(),
                vendor,
                null,
                (sighting.lost() ? Kind.LOST_SIGHT : Kind.SIGHTED).word(),
                null,
                null,
                sighting.why(),
                EntryJson.evidence(Trace.CLOCK),
                null);
    }

    public boolean transition() {
        return from == null ? to != null : !from.equals(to);
    }

    private static @Nullable String word(@Nullable State state) {
        return state == null ? null : state.word();
    }
}
