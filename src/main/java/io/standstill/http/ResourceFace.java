package io.standstill.http;

import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.journal.Resources;
import io.standstill.journal.Seen;
import io.standstill.journal.Submission;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resources: making one known, ordering a stop, accepting one as running, reading one or many. */
final class ResourceFace {

    private static final int LIST_LIMIT = 100;
    private static final int MOST_LISTED = 1_000;

    private final Ground ground;
    private final Sights sights;
    private final Waiters waiters;
    private final Endings endings;

    ResourceFace(Ground ground, Sights sights, Waiters waiters) {
        this.ground = ground;
        this.sights = sights;
        this.waiters = waiters;
        this.endings = new Endings(ground);
    }

    // ---- POST and DELETE /v1/resources/{account}/{id}/stop

    Future<Answer> stop(RoutingContext request) {
        var id = ground.possible(Asked.resource(request));
        var body = Asked.body(request, Set.of("mode", "reason", "deadline", "escalateAfter"));
        var once = Once.of(request, Caller.of(request).name(), body);
        var mode = Asked.mode(body);
        var escalateAfter = Asked.duration(body, "escalateAfter");
        ground.refusal(id, escalateAfter == null ? mode : Mode.FORCE).ifPresent(refused -> {
            throw refused;
        });
        var order = new Evidence.Order(
                mode, Asked.reason(body), Caller.of(request).name(), Asked.duration(body, "deadline"), escalateAfter);
        var item = new Submission.Item(id, order);
        return waiters.hold(request, id, () -> order(item, once), endings::ofStop);
    }

    private Future<Answer> order(Submission.Item item, @Nullable Once once) {
        var id = item.id();
        return sights.of(id.account())
                .compose(sight -> Once.bring(ground.tracker(), item, once, outcome -> {
                    var resource = Objects.requireNonNull(outcome.resource());
                    // An order that changes nothing on something stopped was answered by a proof that is
                    // still young.
                    var rests = resource.state() == State.STOPPED && outcome.news() == null;
                    return Answer.json(rests ? 200 : 202, ground.face(resource, sight))
                            .with("Location", Ground.location(id));
                }));
    }

    Future<Answer> release(RoutingContext request) {
        var id = Asked.resource(request);
        var body = Asked.body(request, Set.of("reason"));
        var release =
                new Evidence.Release(Asked.reason(body), Caller.of(request).name());
        return sights.of(id.account())
                .compose(sight -> ground.tracker().apply(id, release).map(outcome -> {
                    if (outcome.denied() != null) {
                        throw Fault.conflict(outcome.denied());
                    }
                    var resource = outcome.resource();
                    return found(id, resource == null ? null : new Seen(resource, sight));
                }));
    }

    // ---- PUT /v1/resources/{account}/{id}

    Future<Answer> introduce(RoutingContext request) {
        var id = ground.possible(Asked.resource(request));
        var account = ground.account(id.account());
        var body = Asked.body(request, Set.of("labels", "stopAt"));
        var labels = Labels.of(body);
        var handle = Asked.handle(body);
        if (handle != null && handle.stopAt() != null) {
            account.policy().refuses(Mode.GRACEFUL).ifPresent(problem -> {
                throw Problems.of(problem);
            });
        }
        var introduction = new Evidence.Introduction(Caller.of(request).name(), labels, handle);
        return sights.of(id.account())
                .compose(sight -> ground.tracker().apply(id, introduction).map(outcome -> {
                    var resource = Objects.requireNonNull(outcome.resource());
                    var created = outcome.news() != null && outcome.news().from() == null;
                    return Answer.json(created ? 201 : 200, ground.face(resource, sight))
                            .with("Location", Ground.location(id));
                }));
    }

    // ---- GET /v1/resources/{account}/{id}

    Future<Answer> get(RoutingContext request) {
        var id = Asked.resource(request);
        return ground.resources().see(id).map(seen -> found(id, seen.orElse(null)));
    }

    private Answer found(ResourceId id, @Nullable Seen seen) {
        if (seen == null) {
            ground.account(id.account());
            throw Fault.unknownResource(id.toString());
        }
        return Answer.json(200, ground.face(seen));
    }

    // ---- GET /v1/resources

    Future<Answer> list(RoutingContext request) {
        Asked.only(request, Set.of("account", "vendor", "state", "limit", "cursor"));
        var limit = Asked.limit(request, LIST_LIMIT, MOST_LISTED);
        var states = Asked.words(request, "state");
        states.forEach(Asked::state);
        // The position first, the rows second: streaming from it may repeat something, and misses nothing.
        var place = Place.of(request, ground.feed().head().cursor());
        var wanted = new Resources.Wanted(
                Asked.words(request, "account"), Asked.words(request, "vendor"), states, place.after(), limit + 1);
        return ground.resources().list(wanted).map(found -> {
            var page = found.size() > limit ? found.subList(0, limit) : found;
            var next = found.size() > limit
                    ? place.goingOnAfter(page.get(limit - 1).resource().id())
                    : null;
            var items = new ArrayList<String>(page.size());
            page.forEach(seen -> items.add(ground.face(seen)));
            return Answer.json(200, page(items, next, place.position()));
        });
    }

    private static String page(List<String> items, @Nullable Place next, String position) {
        return "{\"items\":[" + String.join(",", items) + "],\"next\":"
                + (next == null ? "null" : "\"" + next.encoded() + "\"") + ",\"position\":\"" + position + "\"}";
    }
}
