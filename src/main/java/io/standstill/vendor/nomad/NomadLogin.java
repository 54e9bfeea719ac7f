package io.standstill.vendor.nomad;

import io.standstill.vendor.Ask;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Session;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Logs a user in, and renews what was granted: each refresh token is good for once, and comes with the next one. */
final class NomadLogin implements Session.Login {

    /** So long that a login is still worth while after a renewal that came to nothing. */
    private static final Duration LONGEST_RENEWAL = Duration.ofSeconds(2);

    /** How long a token is good if nothing sensible is said. */
    private static final Duration USUALLY_GOOD = Duration.ofMinutes(45);

    private static final Duration LEAST_GOOD = Duration.ofMinutes(1);
    private static final Duration MOST_GOOD = Duration.ofDays(1);

    /** What an HTTP header can carry. */
    private static final String SENDABLE = "[\\x21-\\x7e]+";

    private final Wire wire;
    private final String username;
    private final Secret password;

    NomadLogin(Wire wire, String username, Secret password) {
        this.wire = wire;
        this.username = username;
        this.password = password;
    }

    @Override
    public Future<Session.Grant> begin(Session.@Nullable Token last) {
        var renewal = last == null ? null : last.renewal();
        return renewal == null
                ? login()
                : renew(renewal).compose(grant -> grant.token() == null ? login() : Future.succeededFuture(grant));
    }

    private Future<Session.Grant> login() {
        return wire.call(Ask.post("/api/account/login")
                        .json(new JsonObject().put("userName", username).put("password", password.reveal())))
                .map(NomadLogin::grant);
    }

    private Future<Session.Grant> renew(Secret refreshToken) {
        return wire.call(Ask.post("/api/account/refresh-token")
                        .json(new JsonObject().put("refreshToken", refreshToken.reveal()))
                        .within(LONGEST_RENEWAL))
                .map(NomadLogin::grant);
    }

    /** A 200 alone is no login: it may say why there is none. */
    static Session.Grant grant(Exchange exchange) {
        if (exchange.status() == 404 && NomadAnswers.inItsOwnWords(exchange)) {
            return Session.Grant.none(exchange.status(), "the vendor does not know this user with this password");
        }
        if (exchange.status() != 200) {
            return Session.Grant.none(exchange.status(), exchange.inShort());
        }
        return exchange.object().map(NomadLogin::grant).orElse(Session.Grant.none("the answer makes no sense"));
    }

    private static Session.Grant grant(JsonObject told) {
        var token = Fields.text(told, "token");
        if (token == null || !token.matches(SENDABLE)) {
            var status = Fields.text(told, "loginStatus");
            return Session.Grant.none(status == null ? "no token was granted" : Fields.shown(status));
        }
        var renewal = Fields.text(told, "refreshToken");
        return Session.Grant.of(
                new Session.Token(new Secret(token), renewal == null ? null : new Secret(renewal), lasts(told)));
    }

    private static Duration lasts(JsonObject told) {
        var seconds = Fields.value(told, "expirationSeconds");
        var lasts = seconds instanceof Number number ? Duration.ofSeconds(number.intValue()) : USUALLY_GOOD;
        if (lasts.compareTo(LEAST_GOOD) < 0) {
            return USUALLY_GOOD;
        }
        return lasts.compareTo(MOST_GOOD) < 0 ? lasts : MOST_GOOD;
    }
}
