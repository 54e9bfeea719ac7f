package io.standstill.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.standstill.http.door.Threshold;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.transport.Transport;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Duration;

/** The one way this program makes its Vert.x. */
final class Machinery {

    /** A transport with another behind it. */
    private record Guarded(Transport under, io.vertx.core.spi.transport.Transport implementation) implements Transport {

        @Override
        public String name() {
            return under.name();
        }

        @Override
        public boolean available() {
            return under.available();
        }

        @Override
        public Throwable unavailabilityCause() {
            return under.unavailabilityCause();
        }
    }

    private Machinery() {}

    /** Where nothing is counted. */
    static Vertx start() {
        return Vertx.vertx(options().setPreferNativeTransport(true));
    }

    /**
     * One that counts, and whose servers keep nobody waiting in vain.
     *
     * @param head how long the first head on a connection may take
     * @param most connections to its servers
     */
    static Vertx guarded(MeterRegistry meters, Duration head, int most) {
        var best = Transport.nativeTransport();
        var under = best != null && best.available() ? best : Transport.NIO;
        return Vertx.builder()
                .with(options().setMetricsOptions(counted()))
                .withMetrics(new MicrometerMetricsFactory(meters))
                .withTransport(new Guarded(under, new Threshold(under.implementation(), head, most)))
                .build();
    }

    /** Of what Vert.x can count, the pools of connections: the rest is counted where it is known what it means. */
    private static MicrometerMetricsOptions counted() {
        var counted = new MicrometerMetricsOptions().setEnabled(true);
        for (var domain : MetricsDomain.values()) {
            if (domain != MetricsDomain.NAMED_POOLS) {
                counted.addDisabledMetricsCategory(domain);
            }
        }
        return counted;
    }

    private static VertxOptions options() {
        return new VertxOptions()
                // Nothing is served from files; without this every start leaves a folder behind that a kill keeps.
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }
}
