package io.standstill.http;

import io.standstill.http.description.Description;
import io.standstill.http.description.Manual;
import io.standstill.http.description.Page;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** The description of all that is served, for programs and for people, and the manual for those who run it. */
final class DescriptionFace {

    /** The page needs nothing but its style. */
    private static final String ONLY_OURS = "default-src 'none'; style-src 'self'; img-src 'self' data:";

    /** A page of the manual looks for words in the others. */
    private static final String ONLY_OURS_AND_SEARCHED = ONLY_OURS + "; script-src 'self'; connect-src 'self'";

    private final Manual manual = Manual.published();
    private final Description description = Description.published();
    private final Page page = Page.published();

    void yaml(RoutingContext request) {
        give(request, "application/yaml", description.yaml());
    }

    void json(RoutingContext request) {
        give(request, "application/json", description.json());
    }

    void page(RoutingContext request) {
        request.response().putHeader("Content-Security-Policy", ONLY_OURS);
        give(request, "text/html; charset=utf-8", page.html());
    }

    void style(RoutingContext request) {
        give(request, "text/css; charset=utf-8", page.style());
    }

    // ---- GET /docs/{page}

    void manual(RoutingContext request) {
        var part = manual.part(Objects.requireNonNull(request.pathParam("page")));
        if (part.isEmpty()) {
            request.fail(404);
            return;
        }
        request.response().putHeader("Content-Security-Policy", ONLY_OURS_AND_SEARCHED);
        give(request, part.get().type(), part.get().bytes(), manual.digest());
    }

    private void give(RoutingContext request, String contentType, Buffer whole) {
        give(request, contentType, whole, description.digest());
    }

    /** All of it comes from one text each release, so whoever has it already is told so. */
    private static void give(RoutingContext request, String contentType, Buffer whole, String digest) {
        var tag = '"' + digest + '"';
        var response = request.response().putHeader("ETag", tag).putHeader("Cache-Control", "no-cache");
        if (IfNoneMatch.of(request).has(tag)) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", contentType).end(whole);
        }
    }
}
