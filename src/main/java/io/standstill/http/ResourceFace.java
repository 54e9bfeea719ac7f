package io.standstill.http;

import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.State;
import io.standstill.http.door.Caller;
import io.standstill.journal.Seen;
import io.standstill.journal.Submission;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resources: making one known, ordering a stop, accepting one as running, reading one. */
final class ResourceFace {

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
        var body = Described.body(request);
        var once = Once.of(request, Caller.of(request).name(), body);
        var mode = Asked.mode(body);
        var escalateAfter = Asked.duration(body, "escalateAfter");
        ground.refusal(id, escalateAfter == null ? mode : Mode.FORCE).ifPresent(refused -> {
            throw refused;
        });
        var order = new Evidence.Order(
                mode,
                body.getString("reason"),
                Caller.of(request).name(),
                Asked.duration(body, "deadline"),
                escalateAfter);
        var item = new Submission.Item(id, order);
        return waiters.hold(request, id, () -> order(item, once), endings.ofStop());
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
        var body = Described.body(request);
        var release = new Evidence.Release(
                body.getString("reason"), Caller.of(request).name());
        return sights.of(id.account())
                .compose(sight -> ground.tracker().apply(id, release).map(outcome -> {
                    if (outcome.denied() != null) {
                        throw Fault.conflict(outcome.denied());
                    }
                    var seen = Optional.ofNullable(outcome.resource()).map(resource -> new Seen(resource, sight));
                    return Answer.json(200, ground.face(ground.mustBeKnown(id, seen)));
                }));
    }

    // ---- PUT /v1/resources/{account}/{id}

    Future<Answer> introduce(RoutingContext request) {
        var id = ground.possible(Asked.resource(request));
        var account = ground.account(id.account());
        var body = Described.body(request);
        var labels = Asked.labels(body);
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
        var change = new Change(ground, request);
        return waiters.hold(
                request,
                id,
                () -> ground.resources().see(id).map(seen -> change.answer(ground.mustBeKnown(id, seen))),
                change);
    }
}
