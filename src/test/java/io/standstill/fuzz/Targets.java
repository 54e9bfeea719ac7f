package io.standstill.fuzz;

import io.standstill.app.ConfigurationTarget;
import io.standstill.feed.CursorTarget;
import io.standstill.feed.FilterTarget;
import io.standstill.http.QueryTarget;
import io.standstill.vendor.feldera.FelderaTarget;
import io.standstill.vendor.memories.CallbackTarget;
import io.standstill.vendor.memories.MemoriesTarget;
import io.standstill.vendor.nomad.NomadTarget;
import io.standstill.vendor.storm.StormTarget;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All targets, by the name of their folder of inputs. */
final class Targets {

    private static final Map<String, Supplier<Target>> KNOWN = new TreeMap<>(Map.of(
            "callbacks", CallbackTarget::new,
            "configuration", ConfigurationTarget::new,
            "cursors", CursorTarget::new,
            "feldera", FelderaTarget::new,
            "filters", FilterTarget::new,
            "memories", MemoriesTarget::new,
            "nomad", NomadTarget::new,
            "queries", QueryTarget::new,
            "storm", StormTarget::new));

    private Targets() {}

    static Iterable<String> names() {
        return KNOWN.keySet();
    }

    static Target named(String name) {
        return KNOWN.get(name).get();
    }
}
