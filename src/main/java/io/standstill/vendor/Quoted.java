package io.standstill.vendor;

/**
 * A text within JSON, each of its characters as it is or as some encoder may write it: one escapes slashes, another all that
 * means something in HTML.
 */
final class Quoted {

    /** How many characters one can be written as. */
    static final int LONGEST = 6;

    private static final String SHORT = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private Quoted() {}

    /** The text with something else wherever this stands in it. */
    static String without(String quoted, String text, String instead) {
        if (text.indexOf('\\') < 0) {
            // Nothing is escaped in it.
            return text.replace(quoted, instead);
        }
        var kept = new StringBuilder();
        var from = 0;
        for (var at = 0; at < text.length(); at++) {
            var end = end(quoted, text, at);
            if (end >= 0) {
                kept.append(text, from, at).append(instead);
                from = end;
                at = end - 1;
            }
        }
        return from == 0 ? text : kept.append(text, from, text.length()).toString();
    }

    /** Where it ends if it begins here; negative: it does not. */
    private static int end(String quoted, String text, int begin) {
        var at = begin;
        for (var i = 0; i < quoted.length() && at >= 0; i++) {
            at = next(quoted.charAt(i), text, at);
        }
        return at;
    }

    /** Where the next character begins if this one stands here; negative: it does not. */
    private static int next(char wanted, String text, int at) {
        if (at >= text.length()) {
            return -1;
        }
        if (text.charAt(at) != '\\') {
            return text.charAt(at) == wanted ? at + 1 : -1;
        }
        if (text.startsWith("u", at + 1)) {
            return isCode(wanted, text, at + 2) ? at + LONGEST : -1;
        }
        var meant = MEANT.indexOf(wanted);
        return meant >= 0 && text.startsWith(SHORT.substring(meant, meant + 1), at + 1) ? at + 2 : -1;
    }

    private static boolean isCode(char wanted, String text, int at) {
        return text.regionMatches(true, at, "%04x".formatted((int) wanted), 0, LONGEST - 2);
    }
}
