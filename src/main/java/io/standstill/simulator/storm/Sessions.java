package io.standstill.simulator.storm;

import io.standstill.simulator.Answer;
import io.standstill.simulator.Durations;
import io.standstill.simulator.Stage;
import io.standstill.simulator.World;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;

/** Who is logged in: tokens that die after a quarter of an hour, and no way to refresh them. */
final class Sessions {

    private static final int MOST_TOKENS = 64;
    private static final int LONGEST_NAME = 200;
    private static final Duration TOKEN_LIVES = Duration.ofMinutes(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String WRONG = "wrong";
    private static final String BEARER = "Bearer ";
    private static final String EXPIRE = "expireToken";

    private final String vendor;
    private final World world;

    Sessions(String vendor, World world) {
        this.vendor = vendor;
        this.world = world;
    }

    void login(RoutingContext request) {
        settle();
        var answer = tooManyLogins()
                ? Bodies.tooManyRequests()
                : Bodies.of(request).map(this::enter).orElseGet(() -> Bodies.error(400, "Invalid request body"));
        kept(request, world.keep(vendor), answer);
    }

    private Answer enter(JsonObject body) {
        if (!(body.getValue("username") instanceof String username)
                || !(body.getValue("password") instanceof String password)
                || username.length() > LONGEST_NAME) {
            return Bodies.error(400, "Username and password are required");
        }
        if (username.equals(WRONG) || password.equals(WRONG)) {
            return Bodies.error(401, "Username or password is incorrect");
        }
        var now = world.now();
        var message = "Authentication successful";
        var told = Durations.of(world.manners(vendor).getValue("tokenTtl"));
        var lives = (told == null ? TOKEN_LIVES : told).toMillis();
        var data = new JsonObject()
                .put("accessToken", token(now, now + lives))
                .put("tokenType", "Bearer")
                .put("expireDate", now + lives)
                .put("remainingTime", lives)
                .put("username", username)
                .put("message", message);
        return Answer.json(
                200,
                new JsonObject().put("data", data).put("meta", Bodies.meta(now)).put("message", message));
    }

    /** Its form is that of a JWT; what counts is that it was given. */
    private String token(long now, long expires) {
        var memo = world.memo(vendor);
        var serial = memo.getInteger("tokensGiven", 0) + 1;
        memo.put("tokensGiven", serial);
        var claims = new JsonObject().put("jti", serial).put("iat", now / 1000).put("exp", expires / 1000);
        var said =
                base64(new JsonObject().put("alg", "HS256").put("typ", "JWT").encode()) + "." + base64(claims.encode());
        var token = said + "." + base64(UUID.nameUUIDFromBytes(bytes(said)).toString());
        var tokens = tokens();
        tokens.put(token, expires);
        while (tokens.size() > MOST_TOKENS) {
            tokens.remove(tokens.fieldNames().iterator().next());
        }
        return token;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Attempts count, whatever came of them. */
    private boolean tooManyLogins() {
        var limit = world.manners(vendor).getInteger("loginLimit");
        if (limit == null) {
            return false;
        }
        var memo = world.memo(vendor);
        if (world.now() - memo.getLong("loginsSince", Long.MIN_VALUE / 2) >= MINUTE.toMillis()) {
            memo.put("loginsSince", world.now()).put("logins", 0);
        }
        memo.put("logins", memo.getInteger("logins") + 1);
        return memo.getInteger("logins") > limit;
    }

    void logout(RoutingContext request) {
        tokens().remove(given(request));
        kept(request, world.keep(vendor), Bodies.done("You have been logged out", world.now()));
    }

    void authorize(RoutingContext request) {
        settle();
        if (tokens().containsKey(given(request))) {
            request.next();
        } else {
            Stage.give(request, Bodies.unauthorized(world.now()));
        }
    }

    private static String given(RoutingContext request) {
        var header = Objects.requireNonNullElse(request.request().getHeader("Authorization"), "");
        return header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
    }

    private JsonObject tokens() {
        var memo = world.memo(vendor);
        if (!memo.containsKey("tokens")) {
            memo.put("tokens", new JsonObject());
        }
        return memo.getJsonObject("tokens");
    }

    /** Forgets what has died. */
    private void settle() {
        var tokens = tokens();
        tokens.getMap().values().removeIf(expires -> ((Number) expires).longValue() <= world.now());
        if (world.manners(vendor).getBoolean(EXPIRE, false)) {
            tokens.clear();
            // It is meant for the tokens given so far, so it is spent by whoever comes first.
            world.behave(vendor, new JsonObject().putNull(EXPIRE));
        }
    }

    private static void kept(RoutingContext request, Future<Void> keeping, Answer answer) {
        keeping.onSuccess(kept -> Stage.give(request, answer)).onFailure(request::fail);
    }
}
