package io.standstill.feed;

/** Why a cursor cannot be served, so that its follower must read the list anew and goes on from the head. */
public enum Reset {
    /** It is of another history: the database was restored since. */
    EPOCH("epoch"),
    /** The journal does not reach so far: its last commits were lost. */
    AHEAD("ahead"),
    /** What comes after it is no longer kept. */
    EXPIRED("expired"),
    /** It is no cursor at all. */
    UNREADABLE("unreadable");

    private final String word;

    Reset(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
