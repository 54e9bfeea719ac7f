package io.standstill.vendor.storm;

import io.standstill.vendor.Ask;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Session;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with a name and a password; a token cannot be renewed, only granted anew.
 *
 * <p>The vendor locks out whoever tries more than five times a minute, whatever came of it.
 */
final class StormLogin implements Session.Login {

    /** One less than the vendor allows: a person who checks the account must not be who locks it out. */
    static final int MOST_A_MINUTE = 4;

    /** At this pace, failures alone never use up a minute's logins. */
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(15);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DOCUMENTED_LIFE = Duration.ofMinutes(15);
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);

    /** What is left of a call's time must do for the call. */
    private static final Duration LONGEST_LOGIN = Duration.ofSeconds(3);

    private final Wire wire;
    private final Ticker ticker;
    private final String username;
    private final Secret password;
    private final Deque<Long> begunNanos = new ArrayDeque<>();

    StormLogin(Wire wire, Ticker ticker, String username, Secret password) {
        this.wire = wire;
        this.ticker = ticker;
        this.username = username;
        this.password = password;
    }

    @Override
    public Future<Session.Grant> begin(Session.@Nullable Token last) {
        if (tooOften()) {
            return Future.succeededFuture(Session.Grant.none("too many within a minute would lock the account out"));
        }
        var credentials = new JsonObject().put("username", username).put("password", password.reveal());
        return wire.call(Ask.post("/api/auth/login")
                        .json(credentials)
                        .with("Accept", "application/json")
                        .within(LONGEST_LOGIN))
                .map(StormLogin::grant);
    }

    private boolean tooOften() {
        var now = ticker.nanos();
        while (!begunNanos.isEmpty() && now - begunNanos.getFirst() >= MINUTE.toNanos()) {
            begunNanos.removeFirst();
        }
        if (begunNanos.size() >= MOST_A_MINUTE) {
            return true;
        }
        begunNanos.addLast(now);
        return false;
    }

    static Session.Grant grant(Exchange exchange) {
        if (exchange.status() != 200) {
            return Session.Grant.none(exchange.status(), StormAnswers.inShort(exchange));
        }
        var data = StormAnswers.data(exchange);
        return data.getValue("accessToken") instanceof String token && !token.isBlank()
                ? Session.Grant.of(new Session.Token(new Secret(token), null, life(data.getValue("remainingTime"))))
                : Session.Grant.none("the vendor's answer holds no token");
    }

    /** How long a token lives is told in milliseconds from now; when it ends, by the vendor's clock, is not used. */
    private static Duration life(@Nullable Object remaining) {
        var millis = remaining instanceof Number number ? number.longValue() : 0;
        if (millis <= 0) {
            return DOCUMENTED_LIFE;
        }
        var told = Duration.ofMillis(millis);
        return told.compareTo(LONGEST_LIFE) < 0 ? told : LONGEST_LIFE;
    }
}
