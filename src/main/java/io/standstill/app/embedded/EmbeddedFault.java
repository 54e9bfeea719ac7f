package io.standstill.app.embedded;

/** Why the embedded PostgreSQL cannot serve, in a sentence for whoever started the program. */
public final class EmbeddedFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    EmbeddedFault(String why) {
        super(why);
    }
}
