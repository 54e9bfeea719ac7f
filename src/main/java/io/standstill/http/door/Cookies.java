package io.standstill.http.door;

import io.standstill.journal.Sessions;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a browser carries instead of a token: a random number that no script can read, known here by its digest.
 *
 * <p>It is good for as long as its row is there, at every node, and as what it was traded from is good.
 */
public final class Cookies {

    private static final String NAME = "standstill-session";
    private static final int BYTES = 32;

    private final Sessions sessions;
    private final Stays stays;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Duration life;
    private final int most;
    private final boolean tls;

    /**
     * @param random nobody can guess
     * @param life how long one lasts; never longer than what it was traded from
     * @param most how many a caller may have; the oldest leaves
     */
    public Cookies(
            Sessions sessions,
            Stays stays,
            RandomGenerator random,
            InstantSource clock,
            Duration life,
            int most,
            boolean tls) {
        this.sessions = sessions;
        this.stays = stays;
        this.random = random;
        this.clock = clock;
        this.life = life;
        this.most = most;
        this.tls = tls;
    }

    /** The cookie that came with a request; null: none did, or several, of which some are not of our making. */
    static @Nullable String in(RoutingContext request) {
        var values = request.request().headers().getAll("Cookie").stream()
                .flatMap(line -> Stream.of(line.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(NAME + "="))
                .map(cookie -> cookie.substring(NAME.length() + 1))
                .toList();
        return values.size() == 1 ? values.get(0) : null;
    }

    // ---- given and taken

    /**
     * Gives whoever came with a token a cookie for it, by the header of the answer.
     *
     * @return the same caller, as they are with the cookie
     */
    public Future<Caller> trade(RoutingContext request, Caller caller) {
        if (caller.session() != null || caller.proof() == null) {
            return Future.failedFuture(Denied.unauthorized("a token was expected, by Authorization: Bearer"));
        }
        var left = caller.until() == null ? life : Duration.between(clock.instant(), caller.until());
        var lasting = left.compareTo(life) < 0 ? left : life;
        if (lasting.toSeconds() < 1) {
            return Future.failedFuture(Denied.unauthorized("the token is about to end"));
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var session = new Sessions.Session(
                caller.name(),
                caller.roles().stream().map(Caller.Role::word).collect(Collectors.toSet()),
                caller.accounts(),
                caller.proof(),
                lasting);
        return sessions.begin(digest(value), session, most).map(begun -> {
            set(request, value, lasting.toSeconds());
            return caller.in(digest(value), clock.instant().plus(lasting));
        });
    }

    /** Ends the session whose cookie came with a request, if one did, and takes the cookie away. */
    public Future<Void> giveBack(RoutingContext request) {
        set(request, "", 0);
        var value = in(request);
        if (value == null) {
            return Future.succeededFuture();
        }
        var session = digest(value);
        return sessions.end(session).onSuccess(ended -> stays.gaveBack(session));
    }

    private void set(RoutingContext request, String value, long seconds) {
        // What ends TLS in front of us says so; a false word of it costs only whoever said it their own cookie.
        var secure = tls || "https".equals(request.request().getHeader("X-Forwarded-Proto"));
        request.response()
                .putHeader(
                        "Set-Cookie",
                        "%s=%s; HttpOnly; SameSite=Strict; Path=/; Max-Age=%d%s"
                                .formatted(NAME, value, seconds, secure ? "; Secure" : ""));
    }

    // ---- and shown

    /** Whose cookie this is; empty: nobody's, or nobody's any more. */
    Future<Optional<Caller>> of(String value, Tokens tokens, Optional<Jwt> jwt) {
        var name = digest(value);
        return sessions.find(name)
                .recover(away -> Future.failedFuture(Denied.unavailable("sessions cannot be read")))
                .map(found -> found.flatMap(session -> bearer(session, tokens, jwt)
                        .map(caller -> caller.in(name, clock.instant().plus(session.left())))));
    }

    /** What a token may is what is configured now; what another's token said is as it was then. */
    private static Optional<Caller> bearer(Sessions.Session session, Tokens tokens, Optional<Jwt> jwt) {
        return tokens.stillGood(session.proof())
                .or(() -> jwt.filter(trusted -> trusted.proof().equals(session.proof()))
                        .map(trusted -> new Caller(
                                session.name(),
                                session.roles().stream()
                                        .flatMap(word -> Caller.Role.of(word).stream())
                                        .collect(Collectors.toSet()),
                                session.accounts(),
                                null,
                                session.proof(),
                                null)));
    }

    private static String digest(String value) {
        return HexFormat.of().formatHex(Digests.of(value));
    }
}
