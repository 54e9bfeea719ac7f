package io.standstill.simulation;

import io.standstill.journal.Journal;
import io.standstill.journal.Leases;
import io.standstill.journal.Resources;
import io.standstill.vendor.Account;
import io.standstill.vendor.Ticker;

/** A way to spoil what a node stands on, port by port; what is not spoiled is handed on as it is. */
interface Bug {

    Bug NONE = new Bug() {};

    default Journal journal(Journal real, World world, Node node) {
        return real;
    }

    default Resources resources(Resources real, World world) {
        return real;
    }

    default Leases leases(Leases real, World world) {
        return real;
    }

    default Account account(Account real, World world) {
        return real;
    }

    default Ticker ticker(Ticker real, World world) {
        return real;
    }
}
