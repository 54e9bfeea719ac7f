package io.standstill.model;

/**
 * What the world itself remembers, to judge by.
 *
 * @param restRow looks in a row that began after the last act and truly read it at rest, or not there
 * @param taken the vendor has truly taken a stop of this order, and its answer came
 */
record Ledger(int restRow, boolean taken) {

    static final Ledger EMPTY = new Ledger(0, false);

    /** Something was ordered, sent, answered or escalated: what was read before proves nothing of it. */
    Ledger acted() {
        return new Ledger(0, taken);
    }

    Ledger orderedAnew() {
        return EMPTY;
    }

    Ledger wasTaken() {
        return new Ledger(0, true);
    }

    Ledger read(boolean atRest) {
        return new Ledger(atRest ? Math.min(restRow + 1, 3) : 0, taken);
    }
}
