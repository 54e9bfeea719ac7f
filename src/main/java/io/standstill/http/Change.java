package io.standstill.http;

import io.standstill.journal.Cursor;
import io.standstill.journal.Seen;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** That a resource is no longer as the caller has it, who tells so by {@code If-None-Match}. */
final class Change implements Waiters.Wish {

    private final Ground ground;
    private final Set<String> had;

    Change(Ground ground, RoutingContext request) {
        this.ground = ground;
        this.had = request.request().headers().getAll("If-None-Match").stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(Change::weakly)
                .collect(Collectors.toSet());
    }

    /** Compared weakly: what it was last seen as may be told anew without news. */
    private static String weakly(String tag) {
        var bare = tag.strip();
        return bare.startsWith("W/") ? bare.substring(2) : bare;
    }

    /** The resource, or that it is unchanged. */
    Answer answer(Seen seen) {
        var tag = tag(seen);
        var answer = had.contains(tag) || had.contains("*") ? Answer.unchanged() : Answer.json(200, ground.face(seen));
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
