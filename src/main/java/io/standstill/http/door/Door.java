package io.standstill.http.door;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of all routes, and lets in whoever may.
 *
 * <p>It reads a request's head and nothing of its body; whoever is let in is found by {@link Caller#of}.
 */
public final class Door {

    /**
     * How it judges.
     *
     * @param origins whose pages may ask, with tokens of their own
     * @param tls whether this is spoken to over TLS only
     * @param accessLog whether each request is a line in the log
     */
    public record Rule(Set<String> origins, boolean tls, boolean accessLog) {}

    static final String NO_ROUTE = "-";

    private static final String CALLBACKS = "/callbacks/";

    /** No caller's name begins so. */
    private static final String VENDORS = "callbacks\n";

    private static final String SESSION = "/v1/session";

    /** Pages and what they consist of, the description of the calls, and whether this node lives. */
    private static final Pattern FOR_EVERYBODY =
            Pattern.compile("/|/livez|/readyz|/docs(/.*)?|/openapi\\.(yaml|json)|/assets/.*"
                    + "|/[A-Za-z0-9._-]+\\.(css|html|ico|js|map|png|svg|txt|webmanifest|woff2)");

    private static final Pattern BEARER = Pattern.compile("Bearer +([!-~]+) *", Pattern.CASE_INSENSITIVE);

    private static final String ROUTE = Door.class.getName() + ".route";

    private final Tokens tokens;
    private final Optional<Jwt> jwt;
    private final Cookies cookies;
    private final Stays stays;
    private final Rates rates;
    private final Origins origins;
    private final Manners manners;
    private final @Nullable AccessLog log;

    /**
     * @param jwt empty: nobody else's tokens are trusted; with no tokens either, nobody needs one
     * @param nanos time that passes
     */
    public Door(
            Tokens tokens,
            Optional<Jwt> jwt,
            Cookies cookies,
            Stays stays,
            Rates rates,
            Rule rule,
            LongSupplier nanos) {
        this.tokens = tokens;
        this.jwt = jwt;
        this.cookies = cookies;
        this.stays = stays;
        this.rates = rates;
        this.origins = new Origins(rule.origins(), rule.tls());
        this.manners = new Manners(origins);
        this.log = rule.accessLog() ? new AccessLog(nanos) : null;
    }

    /** What browsers carry instead of tokens. */
    public Cookies cookies() {
        return cookies;
    }

    /** Whether nobody needs a token. */
    private boolean open() {
        return tokens.isEmpty() && jwt.isEmpty();
    }

    // ---- in front of all routes

    /** A request has come. */
    public void enter(RoutingContext request) {
        if (log != null) {
            log.begin(request);
        }
        manners.tell(request);
        var path = request.normalizedPath();
        if (path.startsWith(CALLBACKS)) {
            // A vendor knows the address's secret; no browser and no name has to do with it.
            request.next();
            return;
        }
        if (open()) {
            origins.mustBeHere(request.request());
        }
        if (manners.answeredBeforehand(request)) {
            return;
        }
        if (open()) {
            let(request, Caller.LOCAL);
        } else if (reads(request.request().method())
                && FOR_EVERYBODY.matcher(path).matches()) {
            request.next();
        } else {
            identify(request);
        }
    }

    /** The same for what stands on a port of its own, and needs no token: only from here. */
    public static void mustBeHere(RoutingContext request) {
        new Origins(Set.of(), false).mustBeHere(request.request());
        request.next();
    }

    private void identify(RoutingContext request) {
        var who = who(request);
        if (who.isComplete()) {
            hear(request, who);
            return;
        }
        var context = Objects.requireNonNull(Vertx.currentContext(), "requests come on event loops");
        request.request().pause();
        who.onComplete(known -> context.runOnContext(nothing -> {
            hear(request, known);
            // Last: what comes before somebody listens is lost.
            request.request().resume();
        }));
    }

    private void hear(RoutingContext request, AsyncResult<Caller> who) {
        try {
            if (who.failed()) {
                request.fail(who.cause());
            } else {
                let(request, who.result());
            }
        } catch (Denied denied) {
            request.fail(denied);
        }
    }

    private Future<Caller> who(RoutingContext request) {
        var given = request.request().headers().getAll("Authorization");
        if (!given.isEmpty()) {
            return bearer(given);
        }
        var cookie = Cookies.in(request);
        if (cookie == null) {
            return Future.failedFuture(Denied.unauthorized("a token was expected, by Authorization: Bearer"));
        }
        origins.mustBeOurs(request.request());
        return cookies.of(cookie, tokens, jwt)
                .map(found -> found.orElseThrow(() -> Denied.unauthorized("the session has ended")));
    }

    private Future<Caller> bearer(List<String> given) {
        var token = BEARER.matcher(given.get(0));
        if (given.size() > 1 || !token.matches()) {
            return Future.failedFuture(Denied.unauthorized("one Authorization: Bearer TOKEN was expected"));
        }
        var known = tokens.of(token.group(1));
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        return jwt.filter(trusted -> Jwt.looksLike(token.group(1)))
                .map(trusted -> trusted.of(token.group(1)))
                .orElseGet(() -> Future.failedFuture(Denied.unauthorized("nobody has such a token")));
    }

    private void let(RoutingContext request, Caller caller) {
        var needed = reads(request.request().method()) ? Caller.Role.READ : Caller.Role.STOP;
        // Who one is, everybody may ask who is somebody, and be it in a browser.
        if (!caller.roles().contains(needed) && !request.normalizedPath().equals(SESSION)) {
            throw Denied.forbidden("the role " + needed.word() + " is needed");
        }
        rates.mustNotHurry(caller.name());
        caller.enter(request);
        Stay.begin(request, stays, caller);
        request.next();
    }

    private static boolean reads(HttpMethod method) {
        return Origins.safe(method);
    }

    // ---- in front of each route

    /** Whoever is confined to accounts asks for none but these, as the route itself reads its path. */
    public Handler<RoutingContext> at(String route) {
        var ours = route.startsWith("/v1/");
        return request -> {
            request.put(ROUTE, route);
            var account = request.pathParam("account");
            if (ours && account != null) {
                Caller.of(request).mustUse(account);
            }
            request.next();
        };
    }

    /** The route a request took; nothing of how it was written. */
    static String route(RoutingContext request) {
        String route = request.get(ROUTE);
        return route == null ? NO_ROUTE : route;
    }

    /** A callback that knows its secret; how often they come is counted by account. */
    public void calledBack(String account) {
        rates.mustNotHurry(VENDORS + account);
    }
}
