package io.standstill.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a piece of evidence came from and what it looked like raw.
 *
 * @param status the HTTP status, where there was one
 * @param digest of the raw bytes: {@code sha256:…}
 * @param excerpt of the raw text, secrets blotted out, at most {@link #LONGEST_EXCERPT} bytes
 */
public record Trace(
        Source source,
        @Nullable Integer status,
        @Nullable String digest,
        @Nullable String excerpt) {

    public static final int LONGEST_EXCERPT = 4096;

    /** What sort of thing the evidence is. */
    public enum Source {
        /** A person or a script asked. */
        PERSON("person"),
        /** What this service is about to do. */
        INTENT("intent"),
        /** The vendor's answer to what was sent. */
        ANSWER("answer"),
        /** A read at the vendor. */
        LOOK("look"),
        /** The vendor's callback. */
        CALLBACK("callback"),
        /** Time that passed. */
        CLOCK("clock");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public static final Trace PERSON = of(Source.PERSON);
    public static final Trace INTENT = of(Source.INTENT);
    public static final Trace CLOCK = of(Source.CLOCK);

    private static Trace of(Source source) {
        return new Trace(source, null, null, null);
    }

    Trace withoutExcerpt() {
        return excerpt == null ? this : new Trace(source, status, digest, null);
    }
}
