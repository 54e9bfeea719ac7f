package io.standstill.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.standstill.feed.Feed;
import io.standstill.journal.Tracker;
import java.util.function.Supplier;

/** What this node counts, and where it is counted. */
final class Meters {

    private Meters() {}

    @SuppressWarnings("resource") // what it listens to ends with the process
    static PrometheusMeterRegistry ofThisProcess() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
    }

    /** What can be asked for at any time. */
    static void of(PrometheusMeterRegistry registry, Tracker tracker, Feed feed) {
        gauge(
                registry,
                "standstill.journal.waiting",
                "Pieces of evidence that wait for the next commit",
                tracker::waiting);
        gauge(
                registry,
                "standstill.feed.followers",
                "Who follows the feed here, or waits for an answer",
                feed::subscribers);
        gauge(
                registry,
                "standstill.feed.readers.waiting",
                "Reads of the journal's past that wait for their turn",
                feed::waiting);
    }

    private static void gauge(PrometheusMeterRegistry registry, String name, String says, Supplier<Number> figure) {
        Gauge.builder(name, figure).description(says).register(registry);
    }
}
