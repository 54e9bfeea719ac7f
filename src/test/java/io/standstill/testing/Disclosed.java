package io.standstill.testing;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Seeks secrets in texts, in every way in which they may be written, and remembers where each was found. */
public final class Disclosed {

    /** Shorter ones stand in any text by chance; a simulated vendor may tell some. */
    private static final int SHORTEST = 8;

    private final Map<String, Set<String>> secrets = new LinkedHashMap<>();
    private final List<HttpResponse<String>> answers = new ArrayList<>();
    private final Set<String> found = new LinkedHashSet<>();

    /** One more that must be nowhere. */
    public void secret(String name, String secret) {
        if (secret.length() >= SHORTEST) {
            secrets.computeIfAbsent(name, first -> new LinkedHashSet<>()).add(secret);
        }
    }

    public Set<String> secrets() {
        return Set.copyOf(secrets.keySet());
    }

    /** An answer that must hold none of the secrets known in the end, but for the cookie it sets. */
    public void answer(HttpResponse<String> answer) {
        answers.add(answer);
    }

    public void seek(String surface, String text) {
        secrets.forEach((name, all) -> all.forEach(secret -> sought(secret).stream()
                .filter(text::contains)
                .forEach(form -> found.add("%s: %s as %s … %s".formatted(surface, name, form, around(text, form))))));
    }

    private static String around(String text, String form) {
        var at = text.indexOf(form);
        return text.substring(Math.max(0, at - 80), Math.min(text.length(), at + form.length() + 40));
    }

    /** Where any was found. */
    public Set<String> found() {
        for (var answer : answers) {
            var head = new LinkedHashMap<>(answer.headers().map());
            head.remove("set-cookie");
            seek(
                    "answer to %s %s"
                            .formatted(answer.request().method(), answer.uri().getPath()),
                    head + "\n" + answer.body());
        }
        return Set.copyOf(found);
    }

    private static List<String> sought(String secret) {
        var forms = new ArrayList<>(written(secret));
        forms.add(secret.replace("/", "\\/"));
        forms.add(escaped(secret));
        return forms;
    }

    /** As a JSON text may have it whose writer trusts no letter. */
    public static String escaped(String text) {
        var escaped = new StringBuilder();
        text.chars().forEach(letter -> escaped.append("\\u%04x".formatted(letter)));
        return escaped.toString();
    }

    /** The secret in every way of writing it that no reader of JSON takes back. */
    public static List<String> written(String secret) {
        var forms = new LinkedHashSet<String>();
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        forms.add(secret.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
        forms.add(Base64.getEncoder().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        // Behind a name and a colon, as some are let in by: the digits before it are the name's.
        for (var name : List.of("x:", "user:", "ops:")) {
            var pair = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString((name + secret).getBytes(StandardCharsets.UTF_8));
            forms.add(pair.substring((name.length() * 8 + 5) / 6, (name.length() + bytes.length) * 8 / 6));
        }
        return List.copyOf(forms);
    }
}
