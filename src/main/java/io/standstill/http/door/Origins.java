package io.standstill.http.door;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may speak for whoever looks at them.
 *
 * <p>A page anywhere can have a browser send requests, and a name anywhere can be made to lead to this machine. What a
 * browser says of that, and no page can change, is judged here.
 *
 * @param allowed pages of these origins may, with a token of their own
 * @param tls whether this is spoken to over TLS only
 */
record Origins(Set<String> allowed, boolean tls) {

    private static final Pattern LOOPBACK_NUMBER =
            Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    Origins {
        allowed = Set.copyOf(allowed);
    }

    static boolean safe(HttpMethod method) {
        return SAFE.contains(method);
    }

    // ---- where nobody needs a token, being at this machine is all there is to show

    void mustBeHere(HttpServerRequest request) {
        var host = request.authority();
        if (host == null || request.headers().getAll("Host").size() > 1 || !loopback(host.host())) {
            throw Denied.forbidden("without tokens only localhost and its addresses are answered, by these names");
        }
        var origin = request.getHeader("Origin");
        if (origin != null && allowed.contains(origin)) {
            return;
        }
        if (origin != null
                && !origin(origin).map(URI::getHost).filter(Origins::loopback).isPresent()) {
            throw Denied.forbidden("a page from elsewhere may not ask without a token");
        }
        var site = request.getHeader("Sec-Fetch-Site");
        if ("cross-site".equals(site) || "same-site".equals(site)) {
            throw Denied.forbidden("a page from elsewhere may not ask without a token");
        }
    }

    private static boolean loopback(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("[::1]")
                || name.equals("::1")
                || LOOPBACK_NUMBER.matcher(name).matches();
    }

    // ---- a cookie comes with whatever a browser sends, so the page that had it sent must be one of ours

    void mustBeOurs(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin != null && !own(origin, request)) {
            throw Denied.forbidden("a page from elsewhere may not ask with a cookie");
        }
        if (safe(request.method())) {
            return;
        }
        var site = request.getHeader("Sec-Fetch-Site");
        if (site == null ? origin == null : !site.equals("same-origin")) {
            throw Denied.forbidden(
                    "with a cookie, a request that changes something must say that a page of ours sent it");
        }
    }

    private boolean own(String text, HttpServerRequest request) {
        var host = request.authority();
        var origin = origin(text);
        if (host == null || origin.isEmpty()) {
            return false;
        }
        var scheme = origin.get().getScheme();
        return (!tls || scheme.equals("https"))
                && origin.get().getHost().equalsIgnoreCase(host.host())
                && port(origin.get().getPort(), scheme) == port(host.port(), scheme);
    }

    private static int port(int port, String scheme) {
        if (port > 0) {
            return port;
        }
        return scheme.equals("https") ? 443 : 80;
    }

    private static Optional<URI> origin(String text) {
        try {
            var origin = URI.create(text);
            return Optional.of(origin)
                    .filter(one -> ("http".equals(one.getScheme()) || "https".equals(one.getScheme()))
                            && one.getHost() != null);
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    // ---- pages that are allowed by name

    /** The origin of this request's page, if it is one of those. */
    @Nullable
    String named(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        return origin != null && allowed.contains(origin) ? origin : null;
    }
}
