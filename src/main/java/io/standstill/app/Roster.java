package io.standstill.app;

import io.standstill.vendor.Vendor;
import io.standstill.vendor.feldera.Feldera;
import io.standstill.vendor.memories.Memories;
import io.standstill.vendor.nomad.Nomad;
import io.standstill.vendor.storm.Storm;
import java.util.List;
import java.util.Optional;

/** The vendors there are: each a folder, and a line here. */
final class Roster {

    static final List<Vendor> VENDORS = List.of(new Feldera(), new Memories(), new Nomad(), new Storm());

    private Roster() {}

    static Optional<Vendor> find(String name) {
        return VENDORS.stream().filter(vendor -> vendor.name().equals(name)).findFirst();
    }

    static String names() {
        return String.join(", ", VENDORS.stream().map(Vendor::name).toList());
    }
}
