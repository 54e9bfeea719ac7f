package io.standstill.journal;

/** This request came before, and took effect then. */
public final class AlreadyAnswered extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Receipt.Kept kept;

    public AlreadyAnswered(Receipt.Kept kept) {
        super("the request came before");
        this.kept = kept;
    }

    public Receipt.Kept kept() {
        return kept;
    }

    // An answer, not a breakdown.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
