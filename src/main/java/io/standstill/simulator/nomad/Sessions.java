package io.standstill.simulator.nomad;

import io.standstill.simulator.Stage;
import io.standstill.simulator.Thing;
import io.standstill.simulator.World;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in, as the world keeps it.
 *
 * <p>Only the sessions are kept; a token tells for itself which it belongs to, its number and its end. They are kept
 * beside the channels, under a name that no path and no control reaches, so that they are counted nowhere as channels.
 */
final class Sessions {

    static final int TOKEN_SECONDS = 2_700;

    private static final int MOST = 32;
    private static final String KEPT = "nomad sessions";
    private static final String LIST = "sessions";
    private static final String REFRESH_TOKEN = "refreshToken";
    private static final String USER_NAME = "userName";

    /** How many tokens were ever given: the number of the newest. */
    private static final String GIVEN = "given";

    private static final String EXPIRED_UP_TO = "expiredUpTo";
    private static final String EXPIRED_AS = "expiredAs";

    private final Stage stage;
    private final World world;

    Sessions(Stage stage) {
        this.stage = stage;
        this.world = stage.world();
    }

    /** A new session, and what its user is told. */
    Future<JsonObject> begin(String userName) {
        var all = all();
        var session = new JsonObject()
                .put("id", Channels.uuid("session " + next() + " " + world.now()))
                .put(USER_NAME, userName);
        var sessions = list(all).add(session);
        while (sessions.size() > MOST) {
            sessions.remove(0);
        }
        return give(all, session);
    }

    /** The same session with new tokens, both of them: the old refresh token is worth nothing any more. */
    Optional<Future<JsonObject>> refresh(String refreshToken) {
        return find(REFRESH_TOKEN, refreshToken).map(session -> give(all(), session));
    }

    private Future<JsonObject> give(Thing all, JsonObject session) {
        var number = next();
        var issued = world.now() / 1_000;
        session.put(REFRESH_TOKEN, (session.getString("id") + Channels.uuid("refresh " + number)).replace("-", ""));
        all.memo().put(GIVEN, number);
        var token = Tokens.sign(new JsonObject()
                .put("sub", Channels.uuid(session.getString(USER_NAME)))
                .put("sid", session.getString("id"))
                .put("jti", number)
                .put("iat", issued)
                .put("exp", issued + TOKEN_SECONDS));
        var told = told(session, token);
        return world.keep(all).map(kept -> told);
    }

    private static JsonObject told(JsonObject session, String token) {
        return user(session.getString(USER_NAME))
                .put("token", token)
                .put(REFRESH_TOKEN, session.getString(REFRESH_TOKEN))
                .put("expirationSeconds", TOKEN_SECONDS)
                .put("userSessionId", session.getString("id"));
    }

    /** What is told of a user who gets no token. */
    static JsonObject user(String userName) {
        return new JsonObject()
                .put("id", Channels.uuid(userName))
                .put(USER_NAME, userName)
                .put("firstName", "Ada")
                .put("lastName", "Bell")
                .putNull("loginStatus")
                .put("cookies", new JsonArray())
                .putNull("token")
                .putNull(REFRESH_TOKEN)
                .put("expirationSeconds", 0)
                .putNull("scopeId")
                .putNull("scopeName")
                .put("claims", new JsonArray())
                .put("isAdmin", true)
                .put("isGuest", false)
                .putNull("userSessionId");
    }

    /** The status that refuses this token; none if it is good. */
    OptionalInt refusal(String token, int lateStatus) {
        var claims = Tokens.read(token);
        if (claims.isEmpty() || !lives(claims.get().getString("sid"))) {
            return OptionalInt.of(401);
        }
        var memo = all().memo();
        if (claims.get().getInteger("jti") <= memo.getInteger(EXPIRED_UP_TO, 0)) {
            return OptionalInt.of(memo.getInteger(EXPIRED_AS));
        }
        return world.now() / 1_000 < claims.get().getLong("exp") ? OptionalInt.empty() : OptionalInt.of(lateStatus);
    }

    /** Whose session a token belongs to. */
    static Optional<String> sessionOf(String token) {
        return Tokens.read(token).map(claims -> claims.getString("sid"));
    }

    boolean lives(String id) {
        return find("id", id).isPresent();
    }

    /** Every token given so far is expired and answered with this status; with none, they are as good as ever. */
    Future<Void> expire(@Nullable Integer status) {
        var all = all();
        all.memo().put(EXPIRED_UP_TO, status == null ? 0 : next() - 1).put(EXPIRED_AS, status);
        return world.keep(all);
    }

    Future<Void> end(String id) {
        var all = all();
        find("id", id).ifPresent(session -> list(all).remove(session));
        return world.keep(all);
    }

    private Optional<JsonObject> find(String field, String value) {
        var sessions = list(all());
        for (var i = 0; i < sessions.size(); i++) {
            if (value.equals(sessions.getJsonObject(i).getString(field))) {
                return Optional.of(sessions.getJsonObject(i));
            }
        }
        return Optional.empty();
    }

    private int next() {
        return all().memo().getInteger(GIVEN, 0) + 1;
    }

    private static JsonArray list(Thing all) {
        if (!all.memo().containsKey(LIST)) {
            all.memo().put(LIST, new JsonArray());
        }
        return all.memo().getJsonArray(LIST);
    }

    private Thing all() {
        return world.find(KEPT, LIST).orElseGet(() -> {
            stage.make(KEPT, LIST, new JsonObject());
            return world.find(KEPT, LIST).orElseThrow();
        });
    }
}
