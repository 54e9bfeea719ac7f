package io.standstill.vendor;

import io.standstill.domain.Policy;
import io.vertx.core.Vertx;

/** One sort of vendor: its name, its rules, and how an account of it is configured. */
public interface Vendor {

    /** As the configuration names it. */
    String name();

    /** Its rules, before an account's own settings are laid over them. */
    Policy policy();

    /** Reads the keys that only this vendor has; their faults are noted on the keys. */
    Configured read(Terms terms, Keys keys);

    /**
     * An account that is configured and not yet connected.
     *
     * @param policy its rules, with whatever this vendor's own keys make of them
     */
    record Configured(Policy policy, Opening opening) {}

    /** Connects an account; nothing is sent before it is asked for something. */
    interface Opening {

        Account open(Vertx vertx, Ticker ticker);
    }
}
