package io.standstill.model;

/** One thing that can happen, and what is then. */
record Step(Sort sort, String says, Moment next) {

    /** Who or what makes it happen. */
    enum Sort {
        /** Something that is under way goes on. */
        CALL,
        /** The vendor does what it took. */
        VENDOR,
        /** A node does what is due. */
        WORK,
        /** A node begins a look. */
        LOOK,
        TIME,
        /** People wish, and things go wrong: none of it must happen. */
        CHANCE
    }
}
