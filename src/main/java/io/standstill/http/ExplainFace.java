package io.standstill.http;

import io.standstill.domain.Awaited;
import io.standstill.domain.Command;
import io.standstill.domain.NextMove;
import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.Sight;
import io.standstill.domain.State;
import io.standstill.journal.Accounts;
import io.standstill.journal.Entry;
import io.standstill.journal.EntryJson;
import io.standstill.journal.JsonText;
import io.standstill.journal.Seen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whoever is on call why a resource stands as it does, what is awaited, and what a person can do about it. */
final class ExplainFace {

    private static final int ENTRIES = 20;

    private final Ground ground;

    ExplainFace(Ground ground) {
        this.ground = ground;
    }

    // ---- GET /v1/resources/{account}/{id}/explain

    Future<Answer> explain(RoutingContext request) {
        var id = Asked.resource(request);
        var seen = ground.resources().see(id);
        var newest = ground.journal().newest(id, ENTRIES);
        var standing = ground.accounts().of(id.account());
        return Future.all(seen, newest, standing)
                .map(all -> Answer.json(
                        200,
                        explained(ground.mustBeKnown(id, seen.result()), newest.result(), standing.result())
                                .encode()));
    }

    private JsonObject explained(Seen seen, List<Entry> newest, Optional<Accounts.Standing> standing) {
        var resource = seen.resource();
        var policy = ground.policy(resource);
        var stop = resource.stop();
        return new JsonObject()
                .put("awaited", Awaited.of(resource, policy, seen.sight().now()))
                .put("nextLook", nextLook(resource, policy, standing))
                .put("nextLookAt", JsonText.timeOrNull(nextLookAt(seen, policy)))
                .put("nextCallAt", JsonText.timeOrNull(resource.callDueAt()))
                .put("deadlineAt", stop == null ? null : JsonText.timeOrNull(stop.deadlineAt()))
                .put("escalateAt", stop == null ? null : JsonText.timeOrNull(stop.escalateAt()))
                .put("account", account(resource.id().account(), standing))
                .put("moves", moves(resource, policy))
                .put("commands", commands(resource))
                .put("newest", newest(newest))
                .put("resource", new JsonObject(ground.face(seen)));
    }

    private static String nextLook(Resource resource, Policy policy, Optional<Accounts.Standing> standing) {
        if (!policy.readable()) {
            return "this vendor cannot be looked at; its callbacks and its answers are all there is";
        }
        if (resource.state() == State.STOPPED) {
            var watchAt = resource.pursuit().watchAt();
            return watchAt == null ? "none" : "at " + watchAt.truncatedTo(ChronoUnit.SECONDS);
        }
        if (!resource.state().inFlight()) {
            return "none: nothing is in flight";
        }
        if (standing.map(Accounts.Standing::holder).isEmpty()) {
            return "once a node works for the account: at present none does";
        }
        return resource.state() == State.OVERDUE
                ? "more slowly than before the deadline, without end"
                : "within %s of the last".formatted(policy.pace().lookEvery().toSeconds() + " s");
    }

    /** By when, as far as it is planned: null where none is, and where the last one that counts is not known. */
    private static @Nullable Instant nextLookAt(Seen seen, Policy policy) {
        var resource = seen.resource();
        if (!policy.readable()) {
            return null;
        }
        if (resource.state() == State.STOPPED) {
            return resource.pursuit().watchAt();
        }
        var last = seen.sight().observedAt(resource);
        return last == null || !Sight.withItsAccount(resource) ? null : last.plus(policy.lookEvery(resource.state()));
    }

    private JsonObject account(String name, Optional<Accounts.Standing> standing) {
        var told = new JsonObject()
                .put("name", name)
                .put("configured", ground.connections().containsKey(name));
        standing.ifPresent(one -> told.put("holder", one.holder())
                .put("heldUntil", JsonText.timeOrNull(one.heldUntil()))
                .put("lastLookAt", JsonText.timeOrNull(one.lookedAt()))
                .put("sightLostAt", JsonText.timeOrNull(one.sightLostAt()))
                .put("pausedAt", JsonText.timeOrNull(one.pausedAt()))
                .put("pausedBy", one.pausedBy())
                .mergeIn(new JsonObject(one.health())));
        if (!ground.connections().containsKey(name)) {
            told.put("detail", "nobody configures this account any more; its deadlines are kept, and nothing else");
        }
        return told;
    }

    private static JsonArray moves(Resource resource, Policy policy) {
        var moves = new JsonArray();
        for (var move : NextMove.of(resource, policy)) {
            var stop = Ground.location(resource.id()) + "/stop";
            moves.add(
                    switch (move) {
                        case STOP -> move(move, "POST " + stop, "orders the vendor's ordinary stop");
                        case FORCE ->
                            move(move, "POST " + stop, "orders a forced stop, or makes the running one forced")
                                    .put("body", new JsonObject().put("mode", "force"));
                        case RELEASE -> move(move, "DELETE " + stop, "accepts it as running");
                    });
        }
        return moves;
    }

    private static JsonObject move(NextMove move, String call, String does) {
        return new JsonObject().put("move", move.word()).put("call", call).put("does", does);
    }

    private static JsonArray commands(Resource resource) {
        var commands = new JsonArray();
        for (var command : resource.commands()) {
            commands.add(new JsonObject()
                    .put("command", new JsonObject(command.what()))
                    .put("orderedBy", command.by())
                    .put("orderedAt", JsonText.timeOrNull(command.orderedAt()))
                    .put("end", end(command))
                    .put("said", command.said()));
        }
        return commands;
    }

    private static @Nullable String end(Command command) {
        return command.end() == null ? null : command.end().word();
    }

    /** The newest first: what was tried and answered last. */
    private JsonArray newest(List<Entry> entries) {
        var epoch = ground.feed().head().epoch();
        var told = new JsonArray();
        for (var entry : entries) {
            var whole = new JsonObject(EntryJson.of(entry, epoch));
            whole.remove("resource");
            told.add(whole);
        }
        return told;
    }
}
