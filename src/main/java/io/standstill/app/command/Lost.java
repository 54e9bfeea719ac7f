package io.standstill.app.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No answer came, or none that can be made out: nobody knows what became of the request. */
final class Lost extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean forGood;

    Lost(String what, @Nullable Throwable cause) {
        this(what, cause, false);
    }

    private Lost(String what, @Nullable Throwable cause, boolean forGood) {
        super(what, cause);
        this.forGood = forGood;
    }

    /** To ask again would end in the same way. */
    static Lost forGood(String what, Throwable cause) {
        return new Lost(what, cause, true);
    }

    boolean isForGood() {
        return forGood;
    }
}
