package io.standstill.journal;

/** The door is crowded: what was brought was not taken, and may be brought again. */
public final class Overloaded extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Overloaded(int waiting) {
        super("%d pieces of evidence are waiting to be written already".formatted(waiting));
    }

    // A bound that is reached is an answer, not a fault: nobody needs to know where.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
