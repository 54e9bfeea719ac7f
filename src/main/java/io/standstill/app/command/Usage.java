package io.standstill.app.command;

/** The program was asked for something it cannot make out. */
public final class Usage extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Usage(String what) {
        super(what);
    }
}
