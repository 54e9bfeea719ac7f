package io.standstill.app;

/** The program was asked for something it cannot make out. */
final class Usage extends RuntimeException {

    private static final long serialVersionUID = 1;

    Usage(String what) {
        super(what);
    }
}
