package io.standstill.http;

import io.standstill.journal.Cursor;
import io.standstill.journal.Seen;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** That a resource is no longer as the caller has it, who tells so by {@code If-None-Match}. */
final class Change implements Waiters.Wish {

    private final Ground ground;
    private final IfNoneMatch had;

    Change(Ground ground, RoutingContext request) {
        this.ground = ground;
        this.had = IfNoneMatch.of(request);
    }

    /** The resource, or that it is unchanged. */
    Answer answer(Seen seen) {
        var tag = tag(seen);
        var answer = had.has(tag) ? Answer.unchanged() : Answer.json(200, ground.face(seen));
        // Weak: what it was last seen as may be told anew without news.
        return answer.with("ETag", "W/" + tag);
    }

    /** Its newest entry, and whether it is out of sight, of which no entry of its own tells. */
    private String tag(Seen seen) {
        var resource = seen.resource();
        var newest = new Cursor(ground.feed().head().epoch(), resource.position());
        return "\"" + newest + (seen.sight().stale(resource, ground.policy(resource)) ? "-stale" : "") + "\"";
    }

    @Override
    public boolean open(Answer first) {
        return first.status() == 304;
    }

    @Override
    public Optional<Answer> fulfilled(Seen seen) {
        return Optional.of(answer(seen)).filter(answer -> answer.status() == 200);
    }

    @Override
    public Answer over(Seen seen) {
        return answer(seen);
    }
}
