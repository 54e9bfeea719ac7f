package io.standstill.app;

import io.standstill.vendor.VendorKind;
import io.standstill.vendor.feldera.Feldera;
import java.util.List;
import java.util.Optional;

/** The vendors there are: each a folder, and a line here. */
final class Roster {

    static final List<VendorKind> KINDS = List.of(new Feldera());

    private Roster() {}

    static Optional<VendorKind> find(String name) {
        return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    static String names() {
        return String.join(", ", KINDS.stream().map(VendorKind::name).toList());
    }
}
