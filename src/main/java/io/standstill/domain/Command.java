package io.standstill.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something the vendor was told to do with a resource that is no stop: an intent until the vendor is asked, then how
 * that ended.
 *
 * @param key names it; chosen by whoever asked for it
 * @param what to do, as the vendor's folder understands it, as JSON text
 * @param takenAt when the node that works for the account was about to call; null: not yet
 * @param end null: not yet known
 * @param said how it ended, in words; null: it has not
 */
public record Command(
        String key,
        String what,
        String by,
        Instant orderedAt,
        @Nullable Instant takenAt,
        @Nullable End end,
        @Nullable String said) {

    /** How a command ended. */
    public enum End {
        DONE("done"),
        REFUSED("refused"),
        /** Nobody knows whether it took effect; it is not tried again by itself. */
        UNSURE("unsure");

        private final String word;

        End(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static End of(String word) {
            return Words.find(values(), End::word, word);
        }
    }

    /** What was taken and not told of for so long has been forgotten by whoever took it. */
    static final Duration AWAITED = Duration.ofSeconds(15);

    public boolean open() {
        return end == null;
    }

    /** When a node must next see to it; null: never again. */
    public @Nullable Instant dueAt() {
        if (!open()) {
            return null;
        }
        return takenAt == null ? orderedAt : takenAt.plus(AWAITED);
    }

    Command taken(Instant at) {
        return new Command(key, what, by, orderedAt, at, null, null);
    }

    Command ended(End how, String words) {
        return new Command(key, what, by, orderedAt, takenAt, how, words);
    }
}
