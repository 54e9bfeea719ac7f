package io.standstill.domain;

/** How strongly a stop is proved. */
public enum Verdict {
    /** Fresh looks read it at rest, as many in a row as the vendor's policy asks for. */
    CONFIRMED("confirmed"),
    /** The vendor said so and offers no way to read it back. */
    ASSERTED("asserted"),
    /** It is absent though we had seen it, in the same vendor account, without a stop of ours that explains it. */
    GONE("gone");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Verdict of(String word) {
        return Words.find(values(), Verdict::word, word);
    }
}
