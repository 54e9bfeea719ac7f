package io.standstill.http;

import io.standstill.domain.ResourceId;
import io.standstill.feed.Reset;
import io.standstill.feed.Start;
import io.standstill.http.door.Caller;
import io.standstill.journal.Cursor;
import io.standstill.journal.Entry;
import io.standstill.journal.EntryJson;
import io.standstill.journal.Head;
import io.standstill.journal.Seen;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;

/** The journal page by page: the whole feed, or one resource's history. */
final class JournalFace {

    private static final int MOST_WAITING = 1_000;

    private final Ground ground;

    JournalFace(Ground ground) {
        this.ground = ground;
    }

    // ---- GET /v1/journal

    Future<Answer> feed(RoutingContext request) {
        return paged(request, (after, limit) -> ground.journal().entries(after, limit));
    }

    // ---- GET /v1/resources/{account}/{id}/journal

    Future<Answer> history(RoutingContext request) {
        var id = Asked.resource(request);
        return paged(request, (after, limit) -> ground.journal()
                .history(id, after, limit)
                .compose(told -> told.isEmpty() ? known(id).map(yes -> told) : Future.succeededFuture(told)));
    }

    private Future<Seen> known(ResourceId id) {
        return ground.resources().see(id).map(seen -> ground.mustBeKnown(id, seen));
    }

    private interface Reading {
        Future<List<Entry>> after(long position, int limit);
    }

    private Future<Answer> paged(RoutingContext request, Reading reading) {
        var limit = Asked.limit(request);
        var after = Asked.one(request, "after");
        var cursor = after == null ? Start.BEGINNING : after;
        if (ground.feed().waiting() > MOST_WAITING) {
            throw Fault.unavailable("too many are reading the journal");
        }
        // The cursor is judged again by a head read after the page: what follows it may have gone in between.
        return ground.feed().inTurn(() -> ground.journal()
                .head()
                .map(head -> position(cursor, head))
                .compose(position -> reading.after(position, limit + 1))
                .compose(told -> ground.journal().head().map(head -> {
                    position(cursor, head);
                    return page(request, told, limit, head.epoch());
                })));
    }

    private static long position(String cursor, Head head) {
        var start = Start.of(cursor, head);
        if (start.reset() == null) {
            return start.from().position();
        }
        if (start.reset() == Reset.EXPIRED) {
            throw new Fault(410, "expired", "That part of the journal is gone", "begin again from /v1/resources");
        }
        throw Fault.malformed("after: a position of this journal was expected (%s)"
                .formatted(start.reset().word()));
    }

    /** What is not for this caller to hear is left out, and the position moves on all the same. */
    private static Answer page(RoutingContext request, List<Entry> told, int limit, String epoch) {
        var page = Pageful.of(told, limit);
        var caller = Caller.of(request);
        var items = page.items().stream()
                .filter(entry -> caller.mayUse(entry.account()))
                .map(entry -> EntryJson.of(entry, epoch))
                .collect(Collectors.joining(","));
        if (!page.more()) {
            return Answer.json(200, "{\"items\":[" + items + "],\"next\":null}");
        }
        var next = new Cursor(epoch, page.last().position()).toString();
        return Answer.json(200, "{\"items\":[" + items + "],\"next\":\"" + next + "\"}")
                .with("Link", Next.page(request, "after", next));
    }
}
