package io.standstill.simulator.nomad;

import io.standstill.simulator.Answer;
import io.standstill.simulator.Stage;
import io.standstill.simulator.World;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Logging in, staying in and out again, and who may call what comes after. */
final class Accounts {

    /** Why a login can be answered without a token. */
    static final Set<String> LOGIN_STATUSES = Set.of(
            "TwoFactorSetupRequired",
            "TwoFactorCodeRequired",
            "IsDisabled",
            "IsPendingEmailConfirmation",
            "IsPendingNewAccountSignup",
            "IsPendingAccountMigrationSignup",
            "IsPendingNewPassword",
            "IsExpired",
            "IsPendingInvitation");

    private static final String WRONG = "wrong";
    private static final String BEARER = "Bearer ";
    private static final String API_KEY = "ApiKey ";

    /** Longer than any mail address, so that the sessions kept stay small. */
    private static final int LONGEST = 320;

    private final World world;
    private final Sessions sessions;
    private final BiFunction<Integer, String, Answer> errors;

    Accounts(Stage stage, Sessions sessions, BiFunction<Integer, String, Answer> errors) {
        this.world = stage.world();
        this.sessions = sessions;
        this.errors = errors;
    }

    void routes(Router router) {
        router.post("/api/account/login").handler(this::login);
        router.post("/api/account/refresh-token").handler(this::refreshToken);
        // What stands above is public, what stands below is not.
        router.route("/api/*").handler(this::authorize);
        router.post("/api/account/logout").handler(this::logout);
        router.post("/api/account/ping").handler(this::ping);
    }

    private JsonObject manners() {
        return world.manners(NomadSimulator.NAME);
    }

    private void login(RoutingContext request) {
        var user = text(request, "userName");
        var password = text(request, "password");
        var status = manners().getString("loginStatus");
        var refused = manners().getInteger("loginRefused");
        if (user == null || password == null) {
            refuse(request, 400, "The request body is null or missing required fields (UserName, Password).");
        } else if (user.equals(WRONG) || password.equals(WRONG)) {
            refuse(request, 404, "Authentication failed: invalid credentials or user not found.");
        } else if (refused != null) {
            refuse(request, refused, "The account may not log in.");
        } else if (status != null) {
            Stage.give(request, Answer.json(200, Sessions.user(user).put("loginStatus", status)));
        } else {
            tell(request, sessions.begin(user));
        }
    }

    private void refreshToken(RoutingContext request) {
        var token = text(request, "refreshToken");
        if (token == null) {
            refuse(request, 400, "The request body is null or RefreshToken is missing.");
            return;
        }
        var refreshed = manners().getBoolean("refuseRefresh", false)
                ? Optional.<Future<JsonObject>>empty()
                : sessions.refresh(token);
        refreshed.ifPresentOrElse(
                told -> tell(request, told),
                () -> refuse(request, 404, "The refresh token is invalid or has expired."));
    }

    private static void tell(RoutingContext request, Future<JsonObject> told) {
        told.onSuccess(model -> Stage.give(request, Answer.json(200, model))).onFailure(request::fail);
    }

    private void authorize(RoutingContext request) {
        var header = request.request().getHeader("Authorization");
        var status = header == null ? 401 : status(header);
        if (status == 200) {
            request.next();
        } else {
            Stage.give(
                    request,
                    errors.apply(status, "Caller is not authenticated.").with("WWW-Authenticate", "Bearer"));
        }
    }

    private int status(String header) {
        if (header.startsWith(API_KEY)) {
            var key = header.substring(API_KEY.length());
            return key.isBlank() || key.equals(WRONG) ? 401 : 200;
        }
        return header.startsWith(BEARER)
                ? sessions.refusal(header.substring(BEARER.length()), manners().getInteger("expireToken", 401))
                        .orElse(200)
                : 401;
    }

    private void logout(RoutingContext request) {
        var session = Optional.ofNullable(text(request, "userSessionId"))
                .or(() -> Optional.ofNullable(request.request().getHeader("Authorization"))
                        .filter(header -> header.startsWith(BEARER))
                        .flatMap(header -> Sessions.sessionOf(header.substring(BEARER.length()))));
        session.map(sessions::end)
                .orElseGet(Future::succeededFuture)
                .onSuccess(ended -> Stage.give(request, Answer.empty(200)))
                .onFailure(request::fail);
    }

    private void ping(RoutingContext request) {
        var session = text(request, "userSessionId");
        if (session == null) {
            refuse(request, 400, "The request body is null or UserSessionId is missing.");
            return;
        }
        Stage.give(
                request,
                Answer.json(
                        200,
                        new JsonObject()
                                .putNull("redirectUrl")
                                .put("pingStatus", sessions.lives(session) ? "Normal" : "SessionDeactivated")));
    }

    private void refuse(RoutingContext request, int status, String detail) {
        Stage.give(request, errors.apply(status, detail));
    }

    /** A field of the body, whatever the case of its name; an empty or endless one is as good as none. */
    private static @Nullable String text(RoutingContext request, String field) {
        var fields = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        var body = request.body().buffer();
        try {
            if (body != null && body.length() > 0 && Json.decodeValue(body) instanceof JsonObject sent) {
                sent.forEach(one -> fields.put(one.getKey(), one.getValue()));
            }
        } catch (DecodeException unreadable) {
            // As good as no body: it is refused for what it lacks.
            return null;
        }
        return fields.get(field) instanceof String text && !text.isEmpty() && text.length() <= LONGEST ? text : null;
    }
}
