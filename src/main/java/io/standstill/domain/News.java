package io.standstill.domain;

import org.jspecify.annotations.Nullable;

/** One thing worth telling: what the journal writes down and the feed shows. */
public record News(
        Kind kind, @Nullable State from, State to, @Nullable String reason, Trace trace) {

    public boolean transition() {
        return from != to;
    }
}
