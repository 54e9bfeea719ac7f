package io.standstill.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Trace;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Secret;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An input as a vendor's answer, and what must hold of any.
 *
 * <p>The first line is the status if it is one, the rest is the body. In it § stands for the account's secret, and ¤ for
 * the same as other encoders of JSON write it.
 */
public final class Answered {

    public static final String SECRET = "sesame/open+now=42";

    private static final String OTHERWISE = "sesame\\/open\\u002Bnow\\u003d42";

    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|(.))", Pattern.DOTALL);
    private static final int MOST_BYTES = Trace.LONGEST_EXCERPT;

    private Answered() {}

    /** Takes out what every vendor's account takes out. */
    public static Blotter blotter() {
        return new Blotter(List.of(new Secret(SECRET)), List.of("token", "refreshToken"));
    }

    public static Buffer body(String text) {
        return Buffer.buffer(text.replace("§", SECRET).replace("¤", OTHERWISE));
    }

    public static Exchange exchange(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        var told = text.matches("(?s)[2-5][0-9]{2}\n.*");
        return new Exchange(
                told ? Integer.parseInt(text.substring(0, 3)) : 200,
                MultiMap.caseInsensitiveMultiMap(),
                body(told ? text.substring(4) : text),
                null,
                blotter());
    }

    /** What is kept of it is no longer than promised, and neither that nor anything that was made of it is secret. */
    public static void keepsSecrets(Exchange exchange, Object... made) {
        keepsSecrets(exchange.trace(Trace.Source.LOOK).excerpt());
        for (var one : made) {
            assertThat(unescaped(String.valueOf(one))).doesNotContain(SECRET);
        }
    }

    /** The same, of what is kept alone. */
    public static void keepsSecrets(@Nullable String excerpt) {
        if (excerpt != null) {
            assertThat(excerpt.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MOST_BYTES);
            assertThat(unescaped(excerpt)).doesNotContain(SECRET);
        }
    }

    /** As whoever reads it as JSON would see it. */
    private static String unescaped(String text) {
        var seen = new StringBuilder();
        var found = ESCAPED.matcher(text);
        while (found.find()) {
            var code = found.group(1);
            found.appendReplacement(
                    seen,
                    Matcher.quoteReplacement(
                            code == null ? found.group(2) : String.valueOf((char) Integer.parseInt(code, 16))));
        }
        return found.appendTail(seen).toString();
    }

    // ---- by which a target says its vendor's table once more

    public static Optional<Object> json(Exchange exchange) {
        try {
            return Optional.ofNullable(
                    Json.decodeValue(exchange.body().toString().replace(SECRET, "***")));
        } catch (RuntimeException none) {
            return Optional.empty();
        }
    }

    public static JsonObject object(Exchange exchange) {
        return json(exchange)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElseGet(JsonObject::new);
    }

    /** Whether this field holds exactly this text. */
    public static boolean says(JsonObject object, String field, String text) {
        return text.equals(object.getValue(field));
    }
}
