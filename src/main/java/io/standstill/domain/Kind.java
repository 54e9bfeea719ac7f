package io.standstill.domain;

/** What sort of thing a journal entry tells. */
public enum Kind {
    /** A resource became known. */
    KNOWN("known"),
    /** Somebody asked that it stand still. */
    ORDERED("ordered"),
    /** We are about to send the stop; written before the vendor is called. */
    SENT("sent"),
    /** The vendor took the stop, or its own state shows that it is stopping. */
    ACKNOWLEDGED("acknowledged"),
    /** An answer or a look that proves nothing either way. */
    UNSURE("unsure"),
    /** The vendor refused for good. */
    REFUSED("refused"),
    /** A look told something new. */
    SEEN("seen"),
    /** A look did not find it. */
    ABSENT("absent"),
    /** The vendor called back. */
    CALLED_BACK("called-back"),
    /** The vendor says that it ended, and no stop of ours was sent. */
    ENDED_BY_ITSELF("ended-by-itself"),
    /** No sign of life for the whole window after the vendor took the stop. */
    SILENT("silent"),
    /** The stop is proved. */
    PROVED("proved"),
    /** A graceful stop became a forced one. */
    ESCALATED("escalated"),
    /** The deadline passed without proof. */
    DEADLINE("deadline"),
    /** A sign of life after the stop took, or under another incarnation. */
    ALIVE("alive"),
    /** A person accepts it as running. */
    RELEASED("released"),
    /** A vendor command that is no stop came to its end. */
    COMMANDED("commanded"),
    /** Labels or the dead man's handle were set. */
    LABELLED("labelled"),
    /** An account's resources have not been seen for too long. */
    LOST_SIGHT("lost-sight"),
    /** The account is seen again. */
    SIGHTED("sighted"),
    /** Late, of an older generation, or illegal: noted with the reason, without effect. */
    IGNORED("ignored");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Kind of(String word) {
        return Words.find(values(), Kind::word, word);
    }
}
