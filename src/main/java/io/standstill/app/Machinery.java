package io.standstill.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;

/** The one way this program makes its Vert.x. */
final class Machinery {

    private Machinery() {}

    /** Where nothing is counted. */
    static Vertx start() {
        return Vertx.vertx(options());
    }

    static Vertx start(MeterRegistry meters) {
        // Of what Vert.x can count, the pools of connections: the rest is counted where it is known what it means.
        var counted = new MicrometerMetricsOptions().setEnabled(true);
        for (var domain : MetricsDomain.values()) {
            if (domain != MetricsDomain.NAMED_POOLS) {
                counted.addDisabledMetricsCategory(domain);
            }
        }
        return Vertx.builder()
                .with(options().setMetricsOptions(counted))
                .withMetrics(new MicrometerMetricsFactory(meters))
                .build();
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                // Nothing is served from files; without this every start leaves a folder behind that a kill keeps.
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }
}
