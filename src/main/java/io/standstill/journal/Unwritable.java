package io.standstill.journal;

/** The database refuses what a batch has to say: a fault of ours, in one of its submissions. */
public final class Unwritable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Unwritable(Throwable cause) {
        super("the database refuses what was to be written", cause);
    }
}
