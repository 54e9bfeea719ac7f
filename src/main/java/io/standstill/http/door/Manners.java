package io.standstill.http.door;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** What every answer tells a browser: to guess nothing, to run nothing but ours, and to be framed by nobody. */
final class Manners {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    private static final String A_YEAR = "max-age=31536000";
    private static final String METHODS = "GET, POST, PUT, DELETE";
    private static final String ASKED =
            "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, Prefer";
    private static final String TOLD =
            "ETag, Idempotency-Replayed, Link, Location, Preference-Applied, Retry-After, WWW-Authenticate";

    private final Origins origins;

    Manners(Origins origins) {
        this.origins = origins;
    }

    void tell(RoutingContext request) {
        var headers = request.response().headers();
        headers.set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("Content-Security-Policy", POLICY)
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin");
        if (origins.tls()) {
            headers.set("Strict-Transport-Security", A_YEAR);
        }
        if (!origins.allowed().isEmpty()) {
            headers.set("Vary", "Origin");
        }
        var named = origins.named(request.request());
        if (named != null) {
            // Without credentials: a page elsewhere brings a token of its own, and no cookie of ours.
            headers.set("Access-Control-Allow-Origin", named).set("Access-Control-Expose-Headers", TOLD);
        }
    }

    /** A browser that asks beforehand, for a page that is allowed, is answered before it says who sits there. */
    boolean answeredBeforehand(RoutingContext request) {
        if (!request.request().method().equals(HttpMethod.OPTIONS)
                || origins.named(request.request()) == null
                || request.request().getHeader("Access-Control-Request-Method") == null) {
            return false;
        }
        request.response()
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", METHODS)
                .putHeader("Access-Control-Allow-Headers", ASKED)
                .putHeader("Access-Control-Max-Age", "600")
                .end();
        return true;
    }
}
