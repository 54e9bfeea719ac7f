package io.standstill.domain;

import java.util.Optional;

/** The name of one thing that can be stopped: which account, and what the vendor calls it there. */
public record ResourceId(String account, String id) {

    /** Longer names are no vendor's. */
    public static final int LONGEST = 512;

    /** What is wrong with a name whoever the vendor is; empty if nothing. */
    public static Optional<String> faultOf(String id) {
        if (id.isEmpty()) {
            return Optional.of("an id of 1 to " + LONGEST + " characters was expected, but it is empty");
        }
        if (id.length() > LONGEST) {
            return Optional.of("an id of 1 to " + LONGEST + " characters was expected, but it has " + id.length());
        }
        if (id.codePoints().anyMatch(ResourceId::unprintable)) {
            return Optional.of("an id without control characters was expected");
        }
        return Optional.empty();
    }

    // A lone surrogate cannot be stored as UTF-8, so it is refused with the control characters.
    private static boolean unprintable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    @Override
    public String toString() {
        return account + "/" + id;
    }
}
