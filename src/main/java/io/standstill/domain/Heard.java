package io.standstill.domain;

/**
 * What a piece of evidence amounts to, once it has been judged against what is known.
 *
 * <p>The columns of the table of {@link Moves}. Only {@link #PROVED} leads to {@code stopped}.
 */
public enum Heard {
    /** Somebody tells us of it, or it was found at the vendor. */
    INTRODUCED,
    /** An order while none is running: a new generation. */
    ORDERED,
    /** An order while an overdue one is still without proof: send again. */
    ORDERED_AGAIN,
    /** From here on the stop is a forced one, by a person or because its time has come. */
    ESCALATED,
    /** A stop is about to be sent. */
    SENT,
    /** The vendor took the stop, or shows by itself that it is stopping. */
    ACKNOWLEDGED,
    /** Proves nothing either way. */
    UNSURE,
    /** Refused for good. */
    REFUSED,
    /** A look with news, a step of a proof included. */
    SEEN,
    /** A look that did not find it, a step of a proof included. */
    ABSENT,
    /** A callback with news that ends nothing. */
    CALLED_BACK,
    /** The vendor says it ended, and we had sent no stop. */
    ENDED_BY_ITSELF,
    /** Silence for the whole window. */
    SILENT,
    /** Everything its policy asks of a proof is there. */
    PROVED,
    /** Too weak a sign of life to act on. */
    MURMUR,
    /** A sign of life after the stop, or under another incarnation. */
    ALIVE,
    /** The deadline has passed. */
    DEADLINE,
    /** A person accepts it as running. */
    RELEASED,
    /** New labels, or the dead man's handle moved. */
    LABELLED,
    /** A command that is no stop came to its end. */
    COMMANDED,
    /** Of another time, or not to be believed: noted without effect. */
    IGNORED
}
