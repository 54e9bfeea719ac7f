package io.standstill.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.standstill.feed.Feed;
import io.standstill.journal.Journal;
import io.standstill.journal.Resources;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a face stands on that is tried by itself, without the rest of the house. */
final class Faces {

    private Faces() {}

    /** For those that only read. */
    static Ground reading(Journal journal, @Nullable Resources resources, Feed feed) {
        return new Ground(
                null,
                journal,
                resources,
                null,
                null,
                feed,
                Map.of(),
                null,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                missed -> {});
    }
}
