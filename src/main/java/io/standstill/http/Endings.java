package io.standstill.http;

import io.standstill.domain.Command;
import io.standstill.domain.Problem;
import io.standstill.domain.Resource;
import io.standstill.journal.Seen;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody may wait for, and how it is answered that it came. */
final class Endings {

    private final Ground ground;

    Endings(Ground ground) {
        this.ground = ground;
    }

    private interface Told {
        Optional<Answer> of(Seen seen);
    }

    /** What was ordered has ended: answered 202 until then. */
    private final class Ended implements Waiters.Wish {

        private final Told told;

        Ended(Told told) {
            this.told = told;
        }

        @Override
        public boolean open(Answer first) {
            return first.status() == 202;
        }

        @Override
        public Optional<Answer> fulfilled(Seen seen) {
            return told.of(seen);
        }

        @Override
        public Answer over(Seen seen) {
            return Answer.json(202, ground.face(seen));
        }
    }

    Waiters.Wish ofStop() {
        return new Ended(this::ofStop);
    }

    /** Of the command of this key. */
    Waiters.Wish ofCommand(String key) {
        return new Ended(seen -> ofCommand(key, seen));
    }

    /** Only what is proved to have stopped is 200. */
    private Optional<Answer> ofStop(Seen seen) {
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

    private Optional<Answer> ofCommand(String key, Seen seen) {
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
