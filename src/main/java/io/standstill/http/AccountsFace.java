package io.standstill.http;

import io.standstill.http.door.Caller;
import io.standstill.journal.Accounts;
import io.standstill.journal.JsonText;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Accounts: how each stands, what its vendor listed last, and the holding of its sends. */
final class AccountsFace {

    private final Ground ground;

    AccountsFace(Ground ground) {
        this.ground = ground;
    }

    // ---- GET /v1/accounts

    Future<Answer> all(RoutingContext request) {
        var caller = Caller.of(request);
        return ground.standings(caller).map(standings -> {
            var items = new JsonArray();
            var missing = new TreeSet<>(ground.connections().keySet());
            for (var standing : standings) {
                missing.remove(standing.account());
                items.add(standing(standing));
            }
            missing.stream()
                    .filter(caller::mayUse)
                    .forEach(name -> items.add(new JsonObject()
                            .put("name", name)
                            .put("vendor", ground.account(name).vendor())
                            .put("configured", true)));
            return Answer.json(200, new JsonObject().put("items", items).encode());
        });
    }

    private JsonObject standing(Accounts.Standing standing) {
        var paused = standing.pausedAt() == null
                ? null
                : paused(new Accounts.Pause(standing.pausedAt(), Objects.requireNonNull(standing.pausedBy())));
        return new JsonObject()
                .put("name", standing.account())
                .put("vendor", standing.vendor())
                .put("configured", ground.connections().containsKey(standing.account()))
                .put("holder", standing.holder())
                .put("heldUntil", JsonText.timeOrNull(standing.heldUntil()))
                .put("lastLookAt", JsonText.timeOrNull(standing.lookedAt()))
                .put("sightLostAt", JsonText.timeOrNull(standing.sightLostAt()))
                .put("paused", paused)
                .put("listedAt", JsonText.timeOrNull(standing.listedAt()))
                .put("listed", standing.listed())
                .put("strays", standing.strays())
                .mergeIn(new JsonObject(standing.health()));
    }

    // ---- GET /v1/accounts/{account}/inventory

    Future<Answer> inventory(RoutingContext request) {
        var account = name(request);
        var limit = Asked.limit(request);
        var cursor = Asked.one(request, "cursor");
        var after = cursor == null ? null : Next.opened(cursor, id -> id);
        if (ground.account(account).lists().isEmpty()) {
            return Future.succeededFuture(Answer.json(
                    200,
                    inventory(null, List.of(), null)
                            .put("detail", "this vendor cannot list what there is")
                            .encode()));
        }
        // When it was taken first: what is listed later is told with an earlier time rather than a later one.
        return ground.accounts().listedAt(account).compose(takenAt -> ground.accounts()
                .inventory(account, after, limit + 1)
                .map(found -> {
                    var page = Pageful.of(found, limit);
                    var next = page.more() ? Next.sealed(page.last().id()) : null;
                    var answer = Answer.json(
                            200,
                            inventory(takenAt.orElse(null), page.items(), next).encode());
                    return next == null ? answer : answer.with("Link", Next.page(request, "cursor", next));
                }));
    }

    private static JsonObject inventory(@Nullable Instant takenAt, List<Accounts.Listed> page, @Nullable String next) {
        var items = new JsonArray();
        for (var listed : page) {
            items.add(new JsonObject()
                    .put("id", listed.id())
                    .put("vendorStatus", listed.vendorStatus())
                    .put("known", listed.known())
                    .put("stray", !listed.known()));
        }
        return new JsonObject()
                .put("takenAt", JsonText.timeOrNull(takenAt))
                .put("items", items)
                .put("next", next);
    }

    // ---- POST /v1/accounts/{account}/pause and resume

    Future<Answer> pause(RoutingContext request) {
        var account = name(request);
        return turn(request, account, keeping -> ground.switches()
                .pause(account, Caller.of(request).name(), keeping));
    }

    Future<Answer> resume(RoutingContext request) {
        var account = name(request);
        return turn(request, account, keeping -> ground.switches().resume(account, keeping));
    }

    private interface Turning {
        Future<Optional<Accounts.Pause>> with(Accounts.@Nullable Keeping keeping);
    }

    private static Future<Answer> turn(RoutingContext request, String account, Turning turning) {
        var once = Once.of(request, Caller.of(request).name(), Described.body(request));
        Function<Optional<Accounts.Pause>, Answer> answering = pause -> Answer.json(
                200,
                new JsonObject()
                        .put("account", account)
                        .put("paused", pause.map(AccountsFace::paused).orElse(null))
                        .encode());
        if (once == null) {
            return turning.with(null).map(answering);
        }
        return turning.with(pause -> once.kept(answering.apply(pause)))
                .map(answering)
                .recover(once::replayed);
    }

    private static JsonObject paused(Accounts.Pause pause) {
        return new JsonObject().put("at", JsonText.time(pause.at())).put("by", pause.by());
    }

    private String name(RoutingContext request) {
        var name = Objects.requireNonNull(request.pathParam("account"));
        ground.account(name);
        return name;
    }
}
