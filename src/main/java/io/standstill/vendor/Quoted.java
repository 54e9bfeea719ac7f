package io.standstill.vendor;

import java.util.Arrays;
import java.util.List;

/**
 * Texts within JSON, each of their characters as it is or as some encoder may write it: one escapes slashes, another all
 * that means something in HTML.
 */
final class Quoted {

    /** How many characters one can be written as. */
    static final int LONGEST = 6;

    private static final String SHORT = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";
    private static final int ASCII = 128;

    private final List<String> texts;

    /** What any of them begins with, for most characters begin none. */
    private final boolean[] begins = new boolean[ASCII];

    /** What any of them goes on with after its first character: many characters begin one, few two in a row do. */
    private final boolean[][] goesOn = new boolean[ASCII][ASCII];

    private boolean othersBegin;

    Quoted(List<String> texts) {
        this.texts = texts;
        texts.forEach(this::begins);
    }

    private void begins(String text) {
        var first = text.charAt(0);
        if (first >= ASCII) {
            othersBegin = true;
            return;
        }
        begins[first] = true;
        if (text.length() == 1) {
            Arrays.fill(goesOn[first], true);
        } else if (text.charAt(1) < ASCII) {
            goesOn[first][text.charAt(1)] = true;
        }
    }

    /** What it says with something else wherever one of them stands; where they overlap, of none a piece is left. */
    String without(String said, String instead) {
        var kept = new StringBuilder();
        var done = 0;
        for (var at = 0; at < said.length(); at++) {
            var end = mayBegin(said, at) ? furthestEnd(said, at) : -1;
            if (end > done) {
                if (at >= done) {
                    kept.append(said, done, at).append(instead);
                }
                done = end;
            }
        }
        return done == 0 ? said : kept.append(said, done, said.length()).toString();
    }

    private boolean mayBegin(String said, int at) {
        var first = said.charAt(at);
        if (first == '\\' && !begins['\\']) {
            first = meant(said, at);
        }
        if (first >= ASCII) {
            return othersBegin;
        }
        return begins[first] && (said.charAt(at) == '\\' || mayGoOn(first, said, at + 1));
    }

    private boolean mayGoOn(char first, String said, int at) {
        if (at >= said.length()) {
            return true;
        }
        var second = said.charAt(at);
        return second >= ASCII || second == '\\' || goesOn[first][second];
    }

    /** What the escape that begins here stands for; itself if it is none. */
    private static char meant(String said, int at) {
        if (said.startsWith("u", at + 1)) {
            var code = code(said, at + 2);
            return code < 0 ? '\\' : (char) code;
        }
        var known = at + 1 < said.length() ? SHORT.indexOf(said.charAt(at + 1)) : -1;
        return known < 0 ? '\\' : MEANT.charAt(known);
    }

    /** Where the longest of those that begin here ends; negative: none does. */
    private int furthestEnd(String said, int begin) {
        var furthest = -1;
        for (var text : texts) {
            if (said.startsWith(text, begin)) {
                furthest = Math.max(furthest, begin + text.length());
            }
            furthest = Math.max(furthest, end(text, said, begin));
        }
        return furthest;
    }

    private static int end(String text, String said, int begin) {
        var at = begin;
        for (var i = 0; i < text.length() && at >= 0; i++) {
            at = next(text.charAt(i), said, at);
        }
        return at;
    }

    /** Where the next character begins if this one stands here; negative: it does not. */
    private static int next(char wanted, String said, int at) {
        if (at >= said.length()) {
            return -1;
        }
        if (said.charAt(at) != '\\') {
            return said.charAt(at) == wanted ? at + 1 : -1;
        }
        if (said.startsWith("u", at + 1)) {
            return code(said, at + 2) == wanted ? at + LONGEST : -1;
        }
        var known = MEANT.indexOf(wanted);
        return known >= 0 && at + 1 < said.length() && said.charAt(at + 1) == SHORT.charAt(known) ? at + 2 : -1;
    }

    /** Four hexadecimal digits; negative: there are none. */
    private static int code(String said, int begin) {
        if (begin + LONGEST - 2 > said.length()) {
            return -1;
        }
        var code = 0;
        for (var at = begin; at < begin + LONGEST - 2; at++) {
            var digit = Character.digit(said.charAt(at), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
