package io.standstill.http;

import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.journal.Resources;
import io.standstill.vendor.Paths;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resources: ordering a stop, accepting one as running, reading one or many. */
final class ResourceFace {

    private static final int LIST_LIMIT = 100;
    private static final int MOST_LISTED = 1_000;
    private static final String NOBODY_IN_PARTICULAR = "local";

    private final Ground ground;

    ResourceFace(Ground ground) {
        this.ground = ground;
    }

    // ---- POST and DELETE /v1/resources/{account}/{id}/stop

    Future<Answer> stop(RoutingContext request) {
        var id = Asked.resource(request);
        var account = ground.account(id.account());
        account.faultOfId(id.id()).ifPresent(expected -> {
            throw Fault.invalidId(expected);
        });
        var body = Asked.body(request, Set.of("mode", "reason", "deadline", "escalateAfter"));
        var mode = Asked.mode(body);
        var escalateAfter = Asked.duration(body, "escalateAfter");
        var toughest = escalateAfter == null ? mode : Mode.FORCE;
        account.policy().refuses(toughest).ifPresent(problem -> {
            throw Problems.of(problem);
        });
        var order = new Evidence.Order(
                mode, Asked.reason(body), NOBODY_IN_PARTICULAR, Asked.duration(body, "deadline"), escalateAfter);
        return ground.tracker().apply(id, order).map(outcome -> {
            var resource = Objects.requireNonNull(outcome.resource());
            // An order that changes nothing on something stopped was answered by a proof that is still young.
            var rests = resource.state() == State.STOPPED && outcome.news() == null;
            return Answer.json(rests ? 200 : 202, ground.face(resource)).with("Location", location(id));
        });
    }

    Future<Answer> release(RoutingContext request) {
        var id = Asked.resource(request);
        var body = Asked.body(request, Set.of("reason"));
        var release = new Evidence.Release(Asked.reason(body), NOBODY_IN_PARTICULAR);
        return ground.tracker().apply(id, release).map(outcome -> {
            if (outcome.denied() != null) {
                throw Fault.conflict(outcome.denied());
            }
            return found(id, outcome.resource());
        });
    }

    // ---- GET /v1/resources/{account}/{id}

    Future<Answer> get(RoutingContext request) {
        var id = Asked.resource(request);
        return ground.resources().find(id).map(resource -> found(id, resource.orElse(null)));
    }

    private Answer found(ResourceId id, @Nullable Resource resource) {
        if (resource == null) {
            ground.account(id.account());
            throw Fault.unknownResource(id.toString());
        }
        return Answer.json(200, ground.face(resource));
    }

    // ---- GET /v1/resources

    Future<Answer> list(RoutingContext request) {
        Asked.only(request, Set.of("account", "vendor", "state", "limit", "cursor"));
        var limit = Asked.limit(request, LIST_LIMIT, MOST_LISTED);
        var states = Asked.words(request, "state");
        states.forEach(ResourceFace::stateWord);
        // The position first, the rows second: streaming from it may repeat something, and misses nothing.
        var place = Place.of(request, ground.feed().head().cursor());
        var wanted = new Resources.Wanted(
                Asked.words(request, "account"), Asked.words(request, "vendor"), states, place.after(), limit + 1);
        return ground.resources().list(wanted).map(found -> {
            var page = found.size() > limit ? found.subList(0, limit) : found;
            var next = found.size() > limit
                    ? place.goingOnAfter(page.get(limit - 1).id())
                    : null;
            var items = new ArrayList<String>(page.size());
            page.forEach(resource -> items.add(ground.face(resource)));
            return Answer.json(200, page(items, next, place.position()));
        });
    }

    private static String page(List<String> items, @Nullable Place next, String position) {
        return "{\"items\":[" + String.join(",", items) + "],\"next\":"
                + (next == null ? "null" : "\"" + next.encoded() + "\"") + ",\"position\":\"" + position + "\"}";
    }

    private static void stateWord(String word) {
        try {
            State.of(word);
        } catch (IllegalArgumentException unknown) {
            throw Fault.malformed("state: one of the seven states was expected");
        }
    }

    private static String location(ResourceId id) {
        return "/v1/resources/" + Paths.segment(id.account()) + "/" + Paths.segment(id.id());
    }
}
