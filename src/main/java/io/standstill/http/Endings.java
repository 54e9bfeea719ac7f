package io.standstill.http;

import io.standstill.domain.Command;
import io.standstill.domain.Problem;
import io.standstill.domain.Resource;
import io.standstill.journal.Seen;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How it is answered that something ended which somebody waited for. */
final class Endings {

    private final Ground ground;

    Endings(Ground ground) {
        this.ground = ground;
    }

    /** Only what is proved to have stopped is 200. */
    Optional<Answer> ofStop(Seen seen) {
        var resource = seen.resource();
        return switch (resource.state()) {
            case REQUESTED, STOPPING -> Optional.empty();
            case STOPPED -> Optional.of(Answer.json(200, ground.face(seen)));
            case FAILED -> Optional.of(conflict("stop-failed", "The stop failed", detail(resource), seen));
            case REAPPEARED -> Optional.of(conflict(Problem.REAPPEARED, "It lives again", detail(resource), seen));
            // Ordered again, with a deadline of its own, it has that time.
            case OVERDUE ->
                resource.pursuit().deadlineTold() ? Optional.of(Answer.json(202, ground.face(seen))) : Optional.empty();
            case ACTIVE -> Optional.of(Answer.json(202, ground.face(seen)));
        };
    }

    /** The command of this key. */
    Optional<Answer> ofCommand(String key, Seen seen) {
        var command = seen.resource().commands().stream()
                .filter(one -> one.key().equals(key))
                .findFirst();
        // It ended so long ago that it is forgotten here; the journal tells.
        return command.isEmpty() ? Optional.of(Answer.json(202, ground.face(seen))) : ended(command.get(), seen);
    }

    private Optional<Answer> ended(Command command, Seen seen) {
        if (command.end() == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (command.end()) {
                    case DONE -> Answer.json(200, ground.face(seen));
                    case REFUSED -> conflict("command-refused", "The vendor refused the command", command.said(), seen);
                    // Nobody knows, so nobody says that it was done or that it was not.
                    case UNSURE -> Answer.json(202, ground.face(seen));
                });
    }

    private static @Nullable String detail(Resource resource) {
        return resource.problem() == null ? null : resource.problem().detail();
    }

    private Answer conflict(String name, String title, @Nullable String detail, Seen seen) {
        var problem = Problems.body(new Fault(409, name, title, detail == null ? title : detail))
                .put("resource", new JsonObject(ground.face(seen)));
        return Answer.problem(409, problem.encode());
    }
}
