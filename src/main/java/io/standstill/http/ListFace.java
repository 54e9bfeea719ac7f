package io.standstill.http;

import io.standstill.domain.State;
import io.standstill.http.door.Caller;
import io.standstill.journal.Resources;
import io.standstill.journal.Tally;
import io.standstill.journal.Wanted;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists resources: page by page as JSON, or all that fit as a table or as lines. */
final class ListFace {

    private final Ground ground;

    ListFace(Ground ground) {
        this.ground = ground;
    }

    // ---- GET /v1/resources

    void list(RoutingContext request) {
        var form = Export.Form.of(request);
        var sort = Objects.requireNonNullElse(Asked.one(request, "sort"), Sorting.USUAL);
        var place = Place.of(request, sort);
        var asked = wanted(request, Sorting.of(sort), place);
        var wanted = stale(asked, Asked.flag(request, "stale"));
        if (form == null) {
            wanted.compose(ready -> page(request, ready, sort, place))
                    .onSuccess(answer -> answer.give(request))
                    .onFailure(request::fail);
        } else {
            var most = Asked.one(request, "limit") == null ? Long.MAX_VALUE : asked.limit();
            wanted.onSuccess(ready -> new Export(ground, request, form, ready, sort, place, most).go())
                    .onFailure(request::fail);
        }
    }

    private static Wanted wanted(RoutingContext request, Wanted.Order order, @Nullable Place place) {
        return new Wanted(
                Caller.of(request).within(Asked.words(request, "account")),
                Asked.words(request, "vendor"),
                Asked.words(request, "state"),
                Asked.words(request, "verdict"),
                Asked.labels(request),
                Asked.one(request, "q"),
                null,
                order,
                place == null ? null : place.after(),
                Asked.limit(request));
    }

    /** How long each account may leave what is in flight unseen is a matter of its rules. */
    private Future<Wanted> stale(Wanted wanted, @Nullable Boolean stale) {
        return stale == null
                ? Future.succeededFuture(wanted)
                : ground.resources().tallies().map(tallies -> wanted.being(new Wanted.Stale(stale, patience(tallies))));
    }

    private Map<String, Wanted.Patience> patience(List<Tally> tallies) {
        var patience = new HashMap<String, Wanted.Patience>();
        for (var tally : tallies) {
            var policy = ground.rules().policy(tally.account(), tally.vendor());
            if (policy.readable()) {
                patience.put(
                        tally.account(),
                        new Wanted.Patience(policy.staleAfter(State.STOPPING), policy.staleAfter(State.OVERDUE)));
            }
        }
        return patience;
    }

    private Future<Answer> page(RoutingContext request, Wanted wanted, String sort, @Nullable Place place) {
        return ground.resources()
                .list(wanted.goingOn(wanted.after(), wanted.limit() + 1))
                .map(found -> page(request, found, wanted.limit(), sort, place));
    }

    private Answer page(RoutingContext request, Resources.Page found, int limit, String sort, @Nullable Place place) {
        var page = Pageful.of(found.found(), limit);
        var position = place == null ? found.position() : place.position();
        var next = page.more()
                ? Place.after(page.last().resource(), sort, position).sealed()
                : null;
        var items = page.items().stream().map(ground::face).collect(Collectors.joining(","));
        var answer = Answer.json(
                200,
                "{\"items\":[" + items + "],\"next\":" + (next == null ? "null" : "\"" + next + "\"")
                        + ",\"position\":\"" + position + "\"}");
        return next == null ? answer : answer.with("Link", Next.page(request, "cursor", next));
    }
}
