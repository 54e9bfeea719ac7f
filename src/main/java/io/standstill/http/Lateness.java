package io.standstill.http;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** By how much an event loop is late: so long whatever it serves has waited for its turn. */
final class Lateness {

    private final Timer late;
    private final long everyNanos;
    private final Clock clock;
    private long lastNanos;

    Lateness(MeterRegistry meters, Duration every) {
        this.late = Timer.builder("standstill.event.loop.delay")
                .description("By how much event loops were late, asked once a second")
                .register(meters);
        this.everyNanos = every.toNanos();
        this.clock = meters.config().clock();
        this.lastNanos = clock.monotonicTime();
    }

    /** That long has passed. */
    void tick() {
        var now = clock.monotonicTime();
        late.record(Duration.ofNanos(Math.max(0, now - lastNanos - everyNanos)));
        lastNanos = now;
    }
}
