package io.standstill.app.command;

/** The service answered, and does not do what it was asked for. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;
    private final transient Answer answer;

    Refused(Answer answer) {
        super(answer.fault());
        this.answer = answer;
    }

    /** Whether the same may be answered otherwise later. */
    boolean forNow() {
        return answer.status() == 429 || answer.status() == 408 || answer.status() >= 500;
    }

    /** When to ask again at the earliest, as the service wishes. */
    long retryAfterMillis() {
        return answer.retryAfterMillis();
    }
}
