package io.standstill.http.description;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What whoever runs this should know: pages written by hand, given their frame once, and searched in the browser.
 *
 * <p>A page begins with a heading and consists of sections, each with an id of its own: what is searched, and what an
 * alert links to.
 */
public final class Manual {

    /** One thing that is served below {@code /docs}. */
    public record Part(String type, Buffer bytes) {}

    /** In the order in which one needs them. */
    private static final List<String> PAGES =
            List.of("installing", "upgrading", "backup", "database", "scaling", "alerts");

    private static final Pattern TITLE = Pattern.compile("<h1>(.*?)</h1>", Pattern.DOTALL);

    private static final Pattern SECTION =
            Pattern.compile("<section id=\"([A-Za-z-]+)\">\\s*<h2>(.*?)</h2>(.*?)</section>", Pattern.DOTALL);

    private static final String HTML = "text/html; charset=utf-8";

    private final Map<String, String> written = new TreeMap<>();
    private final Map<String, Part> parts = new TreeMap<>();
    private final String digest;

    private Manual() {
        PAGES.forEach(name -> written.put(name, Description.resource("/docs/" + name + ".html")));
        PAGES.forEach(name -> parts.put(name, new Part(HTML, Buffer.buffer(framed(name)))));
        parts.put("sections.json", new Part("application/json", sections().toBuffer()));
        parts.put(
                "search.js",
                new Part("text/javascript; charset=utf-8", Buffer.buffer(Description.resource("/docs/search.js"))));
        digest = digested();
    }

    /** Made when it is first asked for. */
    private static final class Once {
        static final Manual PUBLISHED = new Manual();
    }

    /** The one that is shipped. */
    public static Manual published() {
        return Once.PUBLISHED;
    }

    /** The part of this name. */
    public Optional<Part> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /** Changes whenever any part does. */
    public String digest() {
        return digest;
    }

    /** Links to all pages, as items of a list. */
    static String links() {
        return published().links("");
    }

    private String links(String current) {
        var links = new StringBuilder();
        PAGES.forEach(name -> links.append(link(name, current)));
        return links.toString();
    }

    private String link(String name, String current) {
        var here = name.equals(current) ? " aria-current=\"page\"" : "";
        return "<li><a href=\"/docs/%s\"%s>%s</a></li>".formatted(name, here, title(name));
    }

    private String title(String name) {
        var title = TITLE.matcher(written.getOrDefault(name, ""));
        if (!title.find()) {
            throw new IllegalStateException("the page " + name + " has no heading");
        }
        return title.group(1);
    }

    private String framed(String name) {
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8">\
                <meta name="viewport" content="width=device-width, initial-scale=1"><title>%s: Standstill</title>\
                <link rel="stylesheet" href="/docs.css"><link rel="icon" href="data:,">\
                <script type="module" src="/docs/search.js"></script></head><body class="manual">
                <nav aria-label="Contents"><a class="home" href="/">Standstill</a>
                <search><label for="search">Search</label><input id="search" type="search" autocomplete="off" \
                aria-describedby="how"><p id="how">/ goes here, arrows choose, Enter opens</p>
                <p id="found" role="status"></p><ul id="results"></ul></search>
                <ul>%s<li><a href="/docs">What can be asked</a></li></ul></nav>
                <main>%s</main></body></html>
                """.formatted(title(name), links(name), written.get(name));
    }

    private JsonArray sections() {
        var sections = new JsonArray();
        for (var name : PAGES) {
            SECTION.matcher(written.getOrDefault(name, ""))
                    .results()
                    .forEach(found -> sections.add(new JsonObject()
                            .put("address", "/docs/%s#%s".formatted(name, found.group(1)))
                            .put("page", title(name))
                            .put("title", plain(found.group(2)))
                            .put("text", plain(found.group(3)))));
        }
        return sections;
    }

    private static String plain(String html) {
        return html.replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private String digested() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            parts.forEach((name, part) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(part.bytes().getBytes());
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
