package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.fuzz.Target;
import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * Whatever the service is asked for in an address: what it does not understand it refuses, and what it lists is what was
 * asked for.
 *
 * <p>The first letter says which address, the rest is its query as it stands.
 */
public final class QueryTarget implements Target {

    private static final String[] PATHS = {
        "/v1/resources", "/v1/journal", "/v1/resources/demo/one/journal", "/v1/accounts/demo/inventory"
    };

    /** What an address can hold as it is; all else is written as what it is encoded as. */
    private static final String PLAIN = "!$&'()*+,;=:@/?%-._~";

    private final Running running;

    public QueryTarget() {
        try {
            running = Running.start(Files.createTempDirectory(Path.of("target"), "queries"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        known("demo/one", "{\"labels\":{\"show\":\"morning\",\"room\":\"5\"}}");
        known("demo/two", "{\"labels\":{\"show\":\"evening\"}}");
        known("storm/one", "{\"labels\":{\"show\":\"morning\"}}");
        running.post("/v1/resources/demo/two/stop");
    }

    /** Beside other programs a database may be late at first, and says so. */
    private void known(String resource, String labels) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> running.put("/v1/resources/" + resource, labels).statusCode() < 300);
    }

    @Override
    public void take(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var path = PATHS[(input[0] & 0xff) % PATHS.length];
        var query = query(new String(input, 1, input.length - 1, StandardCharsets.UTF_8));
        if (query.isEmpty() || query.length() > 8_000) {
            return;
        }
        // Every answer is held against the description besides, 5xx is described nowhere.
        var answer = running.send(HttpRequest.newBuilder(URI.create(running.url() + path + "?" + query))
                .header("Accept", "application/json")
                .GET());

        // Whoever is asked too much at once may say so, and when to come back; nothing of ours breaks down.
        var late = answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent();
        assertThat(late ? 200 : answer.statusCode()).as(query).isIn(200, 400, 410, 414);
        if (answer.statusCode() != 200) {
            assertThat(new JsonObject(answer.body()).getString("type")).startsWith("urn:standstill:problem:");
        } else if (path.equals(PATHS[0])) {
            asked(query, new JsonObject(answer.body()));
        }
    }

    private static String query(String text) {
        var query = new StringBuilder();
        for (var one : text.getBytes(StandardCharsets.UTF_8)) {
            var letter = (char) (one & 0xff);
            if ((letter < 128 && Character.isLetterOrDigit(letter)) || PLAIN.indexOf(letter) >= 0) {
                query.append(letter);
            } else {
                query.append("%%%02X".formatted((int) letter));
            }
        }
        // A percent sign that encodes nothing is itself encoded.
        return query.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    private static void asked(String query, JsonObject page) {
        var wanted = new HashMap<String, Set<String>>();
        for (var pair : query.split("[&;]", -1)) {
            var equals = pair.indexOf('=');
            if (equals >= 0) {
                wanted.computeIfAbsent(decoded(pair.substring(0, equals)), first -> new HashSet<>())
                        .add(decoded(pair.substring(equals + 1)));
            }
        }
        for (var listed : page.getJsonArray("items")) {
            var resource = (JsonObject) listed;
            for (var field : List.of("account", "vendor", "state", "verdict")) {
                if (wanted.containsKey(field)) {
                    assertThat(wanted.get(field)).as(query).contains(resource.getString(field));
                }
            }
            assertThat(wanted.getOrDefault("label", Set.of()).isEmpty() || bears(resource, wanted.get("label")))
                    .as(query)
                    .isTrue();
        }
        if (wanted.containsKey("limit")) {
            assertThat(page.getJsonArray("items").size())
                    .as(query)
                    .isLessThanOrEqualTo(
                            Integer.parseInt(wanted.get("limit").iterator().next()));
        }
    }

    private static boolean bears(JsonObject resource, Set<String> labels) {
        var names = new HashSet<String>();
        var borne = new HashSet<String>();
        for (var label : labels) {
            var colon = label.indexOf(':');
            names.add(label.substring(0, colon));
            if (label.substring(colon + 1)
                    .equals(resource.getJsonObject("labels").getString(label.substring(0, colon)))) {
                borne.add(label.substring(0, colon));
            }
        }
        return borne.equals(names);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
