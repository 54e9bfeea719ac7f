package io.standstill.http;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.feed.Start;
import io.standstill.journal.Entry;
import io.standstill.journal.EntryJson;
import io.standstill.journal.Head;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;

/** The journal page by page: the whole feed, or one resource's history. */
final class JournalFace {

    private static final int PAGE_LIMIT = 100;
    private static final int MOST_PAGED = 1_000;

    private final Ground ground;

    JournalFace(Ground ground) {
        this.ground = ground;
    }

    // ---- GET /v1/journal

    Future<Answer> feed(RoutingContext request) {
        var limit = Asked.limit(request, PAGE_LIMIT, MOST_PAGED);
        return ground.journal().head().compose(head -> {
            var after = after(request, head);
            return ground.journal().entries(after, limit + 1).map(told -> page(told, limit, head));
        });
    }

    // ---- GET /v1/resources/{account}/{id}/journal

    Future<Answer> history(RoutingContext request) {
        var id = Asked.resource(request);
        var limit = Asked.limit(request, PAGE_LIMIT, MOST_PAGED);
        return ground.journal().head().compose(head -> {
            var after = after(request, head);
            return ground.journal()
                    .history(id, after, limit + 1)
                    .compose(told -> told.isEmpty() ? known(id).map(yes -> told) : Future.succeededFuture(told))
                    .map(told -> page(told, limit, head));
        });
    }

    private Future<Resource> known(ResourceId id) {
        return ground.resources().find(id).map(found -> found.orElseThrow(() -> Fault.unknownResource(id.toString())));
    }

    private static long after(RoutingContext request, Head head) {
        var cursor = request.queryParams().get("after");
        var start = Start.of(cursor == null ? Start.BEGINNING : cursor, head);
        if (start.reset() == null) {
            return start.position();
        }
        if (start.reset().equals("expired")) {
            throw new Fault(410, "expired", "That part of the journal is gone", "begin again from /v1/resources");
        }
        throw Fault.malformed("after: a position of this journal was expected (%s)".formatted(start.reset()));
    }

    private static Answer page(List<Entry> told, int limit, Head head) {
        var page = told.size() > limit ? told.subList(0, limit) : told;
        var items =
                page.stream().map(entry -> EntryJson.of(entry, head.epoch())).collect(Collectors.joining(","));
        var next = told.size() > limit
                ? "\"" + head.epoch() + "-" + page.get(limit - 1).position() + "\""
                : "null";
        return Answer.json(200, "{\"items\":[" + items + "],\"next\":" + next + "}");
    }
}
