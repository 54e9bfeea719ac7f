package io.standstill.http.description;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The description's words as HTML: everything escaped, and as much of Markdown as they use. */
final class Prose {

    private Prose() {}

    static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Paragraphs, told apart by an empty line. */
    static String paragraphs(@Nullable String prose) {
        return prose == null
                ? ""
                : Arrays.stream(prose.strip().split("\n\\s*\n", -1))
                        .map(one -> "<p>" + inline(one) + "</p>")
                        .collect(Collectors.joining());
    }

    /** Code between backquotes, and what is strong between double stars. */
    static String inline(String prose) {
        return text(prose)
                .replaceAll("`([^`]+)`", "<code>$1</code>")
                .replaceAll("\\*\\*([^*]+)\\*\\*", "<strong>$1</strong>");
    }

    /** With a place to break at every slash, and its parameters set apart. */
    static String path(String path) {
        return text(path).replace("/", "/<wbr>").replaceAll("\\{(\\w+)}", "<i>{$1}</i>");
    }
}
