package io.standstill.vendor;

import io.standstill.domain.Policy;
import io.vertx.core.Vertx;

/** One sort of vendor: its name, its rules, and how an account of it is configured. */
public interface VendorKind {

    /** As the configuration names it. */
    String name();

    /** Its rules, before an account's own settings are laid over them. */
    Policy policy();

    /** Reads the keys that only this vendor has; their faults are noted on the keys. */
    Connection read(Terms terms, Keys keys);

    /** An account that is configured and not yet connected. */
    interface Connection {

        Vendor open(Vertx vertx);
    }
}
