package io.standstill.journal;

import io.standstill.domain.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A submission on its way to the next commit; whoever brought it hears of its end on the context it came from. */
record Waiting(
        Submission submission,
        Promise<List<Outcome>> promise,
        @Nullable Context caller) {

    void end(Future<List<Outcome>> how) {
        if (caller == null) {
            how.onComplete(promise);
        } else {
            caller.runOnContext(nothing -> how.onComplete(promise));
        }
    }
}
