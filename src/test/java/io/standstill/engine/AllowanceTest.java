package io.standstill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Policy;
import io.standstill.domain.Trace;
import io.standstill.vendor.Returned;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How much a vendor is asked for: its limits, its wishes, its troubles. */
class AllowanceTest {

    private long nanos = 1;
    private final Allowance allowance = new Allowance(new Policy.Limits(4, 10, 8), () -> nanos, new Random(1));

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void answered(Integer status, Duration notBefore) {
        allowance.answered(new Returned<>("", notBefore, new Trace(Trace.Source.LOOK, status, null, null)));
    }

    private int callsWithin(Duration time) {
        var calls = 0;
        for (var end = nanos + time.toNanos(); nanos < end; pass(Duration.ofMillis(10))) {
            if (allowance.allows()) {
                allowance.begun();
                allowance.called();
                answered(200, null);
                allowance.ended();
                calls++;
            }
        }
        return calls;
    }

    @Test
    void so_many_at_once_and_no_more() {
        for (var call = 0; call < 4; call++) {
            assertThat(allowance.allows()).isTrue();
            allowance.begun();
        }
        assertThat(allowance.allows()).isFalse();

        allowance.ended();
        assertThat(allowance.allows()).isTrue();
    }

    @Test
    void so_many_a_second_and_no_more() {
        assertThat(callsWithin(Duration.ofSeconds(10))).isBetween(100, 111);
    }

    @Test
    void a_vendor_that_is_asked_too_much_is_left_alone_for_as_long_as_it_wishes() {
        answered(429, Duration.ofSeconds(7));

        pass(Duration.ofMillis(6_999));
        assertThat(allowance.allows()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(allowance.allows()).isTrue();
    }

    @Test
    void a_vendor_in_trouble_is_asked_ever_more_slowly_but_always_again_and_recovers_at_once() {
        var asked = 0;
        for (var second = 0; second < 600; second++) {
            if (allowance.allows()) {
                answered(null, null);
                asked++;
            }
            pass(Duration.ofSeconds(1));
        }
        assertThat(allowance.inTrouble()).isTrue();
        assertThat(asked).as("in ten minutes").isBetween(40, 120);

        pass(Duration.ofSeconds(15));
        assertThat(allowance.allows())
                .as("never more than a quarter of a minute apart")
                .isTrue();
        allowance.begun();
        assertThat(allowance.allows())
                .as("one at a time while it is in trouble")
                .isFalse();
        answered(200, null);
        allowance.ended();
        assertThat(allowance.inTrouble()).isFalse();
        assertThat(callsWithin(Duration.ofSeconds(1))).isGreaterThanOrEqualTo(10);
    }

    @Test
    void an_answer_that_refuses_is_no_trouble() {
        for (var call = 0; call < 20; call++) {
            answered(404, null);
        }

        assertThat(allowance.inTrouble()).isFalse();
    }
}
