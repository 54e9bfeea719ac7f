package io.standstill.domain;

import org.jspecify.annotations.Nullable;

/** Keeps the vendors' own words short: they are kept with every entry, and nobody knows how long they can be. */
final class Shortened {

    private static final int WORD = 200;
    private static final int SENTENCE = 1_000;

    private Shortened() {}

    static String word(String text) {
        return to(WORD, text);
    }

    static @Nullable String wordOrNull(@Nullable String text) {
        return text == null ? null : word(text);
    }

    static String sentence(String text) {
        return to(SENTENCE, text);
    }

    private static String to(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        // Never through the middle of a character.
        var end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
