package io.standstill.journal;

import io.standstill.domain.Outcome;
import java.util.List;
import java.util.function.Function;

/**
 * What makes a request that comes twice take effect once: its answer is kept in the commit of its effect, and whoever
 * comes again with the same key is told of it by {@link AlreadyAnswered}.
 *
 * @param fingerprint of the request: the same key with another request is a mistake
 * @param answer what to keep, made of what followed, as JSON text
 */
public record Receipt(Key key, String fingerprint, Function<List<Outcome>, String> answer) {

    /** Whose key it is, and which. */
    public record Key(String caller, String key) {}

    /** An answer that was kept. */
    public record Kept(Key key, String fingerprint, String answer) {}
}
