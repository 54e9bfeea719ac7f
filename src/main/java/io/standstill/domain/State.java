package io.standstill.domain;

/** Where a resource stands between "running" and "known to have stopped". */
public enum State {
    /** Known, and not asked to stop. */
    ACTIVE("active"),
    /** Ordered and durable; the vendor has not acknowledged it. A lost reply leaves it here. */
    REQUESTED("requested"),
    /** The vendor acknowledged the stop; nothing is proved yet. */
    STOPPING("stopping"),
    /** Proved, with a verdict; watched for a while. */
    STOPPED("stopped"),
    /** The deadline passed without proof; still looked at, without end, and late proof still counts. */
    OVERDUE("overdue"),
    /** Refused for good: a person must act. */
    FAILED("failed"),
    /** Our stop took, or seemed to, and the thing lives again. */
    REAPPEARED("reappeared");

    private final String word;

    State(String word) {
        this.word = word;
    }

    /** The word people, feed and database use. */
    public String word() {
        return word;
    }

    /** True while an order is running: somebody waits for proof. */
    public boolean inFlight() {
        return this == REQUESTED || this == STOPPING || this == OVERDUE;
    }

    public static State of(String word) {
        return Words.find(values(), State::word, word);
    }
}
