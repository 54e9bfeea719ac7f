package io.standstill.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Where the next page of what was asked for is. */
final class Next {

    private Next() {}

    /** A {@code Link} header's value: the same request, going on from there. */
    static String page(RoutingContext request, String parameter, String from) {
        var query = new StringJoiner("&", "?", "");
        for (var asked : request.queryParams()) {
            if (!asked.getKey().equals(parameter)) {
                query.add(encoded(asked.getKey()) + "=" + encoded(asked.getValue()));
            }
        }
        query.add(parameter + "=" + encoded(from));
        return "<" + request.request().path() + query + ">; rel=\"next\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
