package io.standstill.app.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No answer came, or none that can be made out: nobody knows what became of the request. */
final class Lost extends IOException {

    private static final long serialVersionUID = 1;

    Lost(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
