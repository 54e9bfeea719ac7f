package io.standstill.vendor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Makes path segments of texts that users chose. */
public final class Paths {

    private Paths() {}

    /** One segment, escaped whole: no slash, dot or question mark of it can change where a request goes. */
    public static String segment(String text) {
        var escaped = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        // Dots alone are not escaped by anybody, and would climb.
        return escaped.equals(".") || escaped.equals("..") ? escaped.replace(".", "%2E") : escaped;
    }
}
