package io.standstill.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The dashboard: one page and its parts, as they are shipped, read once.
 *
 * <p>A browser keeps them and asks each time whether they are still so: nothing is ever mixed of two releases for long.
 */
final class PageFace {

    private static final String PAGE = "index.html";

    /** Whatever the page consists of. */
    private static final List<String> OURS = List.of(
            "acting.js",
            "address.js",
            "announce.js",
            "api.js",
            "door.js",
            "element.js",
            "feed.js",
            "figures.css",
            "figures.js",
            "link.js",
            "list.css",
            "listing.js",
            "look.css",
            "model.js",
            "nothing.js",
            "order.js",
            "orders.css",
            "position.js",
            "presence.js",
            "pulse.js",
            "release.js",
            "row.js",
            "silence.js",
            "story.css",
            "story.js",
            "strip.css",
            "strip.js",
            "summary.js",
            "table.js",
            "time.js",
            "timeline.js",
            "wall.css",
            "wall.js",
            "words.js",
            "worker.js");

    /** What is drawn by others, by the name under which it is served here. */
    private static final Map<String, String> OTHERS =
            Map.of("chart.js", "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8");

    /** Read when the first of all event loops serves it. */
    private static final class Once {
        static final PageFace SHIPPED = new PageFace();
    }

    private record Part(Buffer bytes, String type) {}

    private final Map<String, Part> parts = new TreeMap<>();
    private final Part page = read(PAGE, "/dashboard/" + PAGE);
    private final String tag;

    private PageFace() {
        for (var name : OURS) {
            parts.put(name, read(name, "/dashboard/" + name));
        }
        OTHERS.forEach((name, path) -> parts.put(name, read(name, path)));
        tag = digest();
    }

    static PageFace shipped() {
        return Once.SHIPPED;
    }

    private static Part read(String name, String path) {
        try (var in = PageFace.class.getResourceAsStream(path)) {
            var bytes = Objects.requireNonNull(in, path).readAllBytes();
            var type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
            return new Part(Buffer.buffer(bytes), type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Of all of it: who asks whether the page is still so hears of every part's change. */
    private String digest() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(page.bytes().getBytes());
            parts.values().forEach(part -> digest.update(part.bytes().getBytes()));
            return '"' + HexFormat.of().formatHex(digest.digest(), 0, 8) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // ---- GET /

    void page(RoutingContext request) {
        give(request, page);
    }

    // ---- GET /assets/{name}

    void asset(RoutingContext request) {
        var part = parts.get(request.pathParam("name"));
        if (part == null) {
            request.fail(404);
        } else {
            give(request, part);
        }
    }

    private void give(RoutingContext request, Part part) {
        var response = request.response().putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
        if (IfNoneMatch.of(request).has(tag)) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", part.type()).end(part.bytes());
        }
    }
}
