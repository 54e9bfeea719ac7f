package io.standstill.http;

import io.standstill.http.door.Caller;
import io.standstill.http.door.Cookies;
import io.standstill.journal.JsonText;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Who one is, and a browser's cookie in place of a token. */
final class SessionFace {

    private final Cookies cookies;

    SessionFace(Cookies cookies) {
        this.cookies = cookies;
    }

    // ---- GET /v1/session

    Future<Answer> tell(RoutingContext request) {
        return Future.succeededFuture(told(Caller.of(request)));
    }

    // ---- POST /v1/session

    Future<Answer> trade(RoutingContext request) {
        var caller = Caller.of(request);
        // Where nobody needs a token there is nothing to trade, and nothing to carry.
        return caller.equals(Caller.LOCAL)
                ? tell(request)
                : cookies.trade(request, caller).map(SessionFace::told);
    }

    // ---- DELETE /v1/session

    void giveBack(RoutingContext request) {
        cookies.giveBack(request)
                .onSuccess(given -> request.response().setStatusCode(204).end())
                .onFailure(request::fail);
    }

    private static Answer told(Caller caller) {
        var roles = new JsonArray();
        caller.roles().stream().map(Caller.Role::word).sorted().forEach(roles::add);
        var accounts = new JsonArray();
        caller.accounts().stream().sorted().forEach(accounts::add);
        return Answer.json(
                200,
                new JsonObject()
                        .put("name", caller.name())
                        .put("roles", roles)
                        .put("accounts", accounts)
                        .put("until", JsonText.timeOrNull(caller.until()))
                        .encode());
    }
}
