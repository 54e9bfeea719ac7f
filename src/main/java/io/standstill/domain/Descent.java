package io.standstill.domain;

/** In which way a living resource is on its way down, by the vendor's own account. */
public enum Descent {
    /** As by the ordinary stop. */
    GRACEFUL,
    /** By force: what was not saved is lost. */
    FORCED,
    /** It does not tell; nothing can change it any more. */
    UNTOLD
}
