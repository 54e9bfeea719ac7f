package io.standstill.app;

import java.util.ArrayList;
import java.util.List;

/** Faults of the configuration, gathered so that they are told all together, each with its key. */
final class Faults {

    private final List<String> told = new ArrayList<>();

    void add(String key, String what) {
        told.add(key + ": " + what);
    }

    List<String> all() {
        return List.copyOf(told);
    }
}
