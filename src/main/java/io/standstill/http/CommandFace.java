package io.standstill.http;

import io.standstill.domain.Evidence;
import io.standstill.http.door.Caller;
import io.standstill.journal.Submission;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Orders what a vendor can be told to do with a resource that is no stop. */
final class CommandFace {

    /** It is kept with the resource, and told in the journal. */
    private static final int LONGEST = 8 * 1024;

    private final Ground ground;
    private final Sights sights;
    private final Waiters waiters;
    private final Endings endings;
    private final RandomGenerator random;

    CommandFace(Ground ground, Sights sights, Waiters waiters, RandomGenerator random) {
        this.ground = ground;
        this.sights = sights;
        this.waiters = waiters;
        this.endings = new Endings(ground);
        this.random = random;
    }

    // ---- POST /v1/resources/{account}/{id}/command

    Future<Answer> order(RoutingContext request) {
        var id = ground.possible(Asked.resource(request));
        var body = Described.body(request);
        var commands = ground.account(id.account())
                .commands()
                .orElseThrow(() -> new Fault(
                        422,
                        "command-not-supported",
                        "The vendor has no such commands",
                        "this vendor can be told to stop, and nothing else"));
        commands.faultOf(body).ifPresent(expected -> {
            throw Fault.malformed(expected);
        });
        var what = body.encode();
        if (what.length() > LONGEST) {
            throw Fault.malformed("a command of at most %d characters was expected".formatted(LONGEST));
        }
        var by = Caller.of(request).name();
        var once = Once.of(request, by, body);
        // A command whose key came before is the same command, whatever became of its answer.
        var key = once == null ? new UUID(random.nextLong(), random.nextLong()).toString() : once.name();
        var ordered = new Submission.Item(id, new Evidence.CommandOrdered(key, what, by));
        return waiters.hold(request, id, () -> bring(ordered, once), endings.ofCommand(key));
    }

    private Future<Answer> bring(Submission.Item ordered, @Nullable Once once) {
        var id = ordered.id();
        return sights.of(id.account())
                .compose(sight -> Once.bring(
                        ground.tracker(),
                        ordered,
                        once,
                        outcome -> outcome.denied() == null
                                ? Answer.json(202, ground.face(Objects.requireNonNull(outcome.resource()), sight))
                                        .with("Location", Ground.location(id))
                                : Problems.answer(Fault.conflict(outcome.denied()))));
    }
}
