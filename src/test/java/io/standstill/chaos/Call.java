package io.standstill.chaos;

import io.standstill.chaos.Chronicle.Entry;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call of one client about one resource, from when it was made until it was answered, by the clock that only goes
 * on. A call that came again under its key is one call, from its first beginning to its last answer.
 *
 * @param endedAtNanos {@link #NEVER}: it was not answered, and may have taken effect, or yet do so
 * @param told what the answer says of the resource; null: that there is none, or that it cannot be done now
 */
record Call(
        int number,
        Target about,
        Act act,
        long beganAtNanos,
        long endedAtNanos,
        int status,
        @Nullable Standing told) {

    static final long NEVER = Long.MAX_VALUE;

    private static final Pattern AUTHOR = Pattern.compile("call-(\\d+);");

    /** What was asked for. */
    enum Act {
        ORDER,
        FORCE,
        RELEASE,
        READ,
        /** Not asked for at all: the feed told it. */
        HEARD
    }

    /** A resource as an answer tells it. */
    record Standing(long seq, int generation, String state) {}

    boolean answered() {
        return endedAtNanos != NEVER;
    }

    /** The reason that a call gives, by which its entry is known. */
    static String reason(int number) {
        return "call-" + number + ";";
    }

    /** By whose call this entry came to be; empty: by nobody's. */
    static OptionalInt author(Entry entry) {
        var found = entry.reason() == null ? null : AUTHOR.matcher(entry.reason());
        return found != null && found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
    }
}
