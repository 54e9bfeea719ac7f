package io.standstill.model;

/** The promise is broken; the message says how. */
final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The step that broke it. */
    private final String step;

    Broken(String step, String how) {
        super(how);
        this.step = step;
    }

    String step() {
        return step;
    }
}
