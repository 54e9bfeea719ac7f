package io.standstill.domain;

/** How a stop is asked for. */
public enum Mode {
    /** The vendor's ordinary stop, which every vendor has. */
    GRACEFUL("graceful"),
    /** A stop that waits for nothing and may lose what was not saved. */
    FORCE("force");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Mode of(String word) {
        return Words.find(values(), Mode::word, word);
    }
}
