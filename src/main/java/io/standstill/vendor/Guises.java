package io.standstill.vendor;

import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How a secret may be written by somebody who tells it again: quoted, escaped or encoded, alone or among other things. */
final class Guises {

    /** Shorter pieces of an encoding stand in any text by chance. */
    private static final int SHORTEST_CORE = 10;

    private Guises() {}

    /** All of them. */
    static List<String> of(String secret) {
        Set<String> guises = new LinkedHashSet<>();
        guises.add(secret);
        var quoted = Json.encode(secret);
        guises.add(quoted.substring(1, quoted.length() - 1));
        var form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        guises.add(form);
        guises.add(form.replace("+", "%20"));
        // As a path's segment may hold them.
        guises.add(Paths.segment(secret));
        guises.add(escaped(secret, "&quot;", "&#39;"));
        guises.add(escaped(secret, "&#34;", "&#x27;"));
        guises.add(escaped(secret, "\"", "'"));
        cores(secret).forEach(core -> {
            guises.add(core);
            guises.add(core.replace('+', '-').replace('/', '_'));
        });
        return List.copyOf(guises);
    }

    private static String escaped(String secret, String quote, String apostrophe) {
        return secret.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", quote)
                .replace("'", apostrophe);
    }

    /** What its Base64 always holds, whatever is encoded together with it: the digits that it alone decides. */
    private static List<String> cores(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var cores = new ArrayList<String>();
        for (var before = 0; before < 3; before++) {
            var among = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, among, before, bytes.length);
            var encoded = Base64.getEncoder().withoutPadding().encodeToString(among);
            var first = (before * 8 + 5) / 6;
            var core = encoded.substring(first, among.length * 8 / 6);
            if (core.length() >= SHORTEST_CORE) {
                cores.add(core);
            }
        }
        return cores;
    }
}
