package io.standstill.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** How long a request would rather wait than be answered at once. */
final class Preference {

    static final int LONGEST = 720;

    private Preference() {}

    /** {@code Prefer: wait=N}, in seconds; 0: it would not. */
    static int wait(RoutingContext request) {
        for (var header : request.request().headers().getAll("Prefer")) {
            for (var preference : header.split(",", -1)) {
                var words = preference.split(";", 2)[0].split("=", 2);
                if (words[0].strip().toLowerCase(Locale.ROOT).equals("wait")) {
                    return seconds(words.length == 1 ? "" : words[1].strip());
                }
            }
        }
        return 0;
    }

    private static int seconds(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LONGEST) {
            throw Fault.malformed("Prefer: wait of 1 to " + LONGEST + " seconds was expected");
        }
        return Integer.parseInt(text);
    }
}
