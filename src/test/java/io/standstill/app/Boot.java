package io.standstill.app;

import java.util.Map;

/** Starts the whole service from a configuration's text, for tests of other rooms. */
public final class Boot {

    private Boot() {}

    public static Standstill start(String yaml) {
        var read = SettingsReader.read(yaml, Map.of());
        return Standstill.start(read.settings().orElseThrow(() -> new IllegalStateException("" + read.faults())));
    }
}
