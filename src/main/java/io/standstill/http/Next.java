package io.standstill.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;
import java.util.function.Function;

/** Where the next page of what was asked for is, and the cursor its reader carries there. */
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

    /** A text as a cursor: nobody who carries it is to read anything in it. */
    static String sealed(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a cursor that was once given says. */
    static <T> T opened(String cursor, Function<String, T> reading) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.indexOf('\0') < 0) {
                return reading.apply(text);
            }
        } catch (RuntimeException unreadable) {
            // It is told below.
        }
        throw Fault.malformed("cursor: the next of an earlier page was expected");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
