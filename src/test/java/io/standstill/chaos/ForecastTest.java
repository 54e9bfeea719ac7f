package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.chaos.Forecast.Sort;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** What a storm brings, before it does. */
class ForecastTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void the_same_seed_is_the_same_storm_and_another_is_another() {
        assertThat(Forecast.of(7, MINUTE, 3)).isEqualTo(Forecast.of(7, MINUTE, 3));
        var storms = new HashSet<>();
        for (var seed = 0; seed < 100; seed++) {
            storms.add(Forecast.of(seed, MINUTE, 3).lanes());
        }
        assertThat(storms).hasSize(100);
    }

    @Test
    void each_minute_brings_everything_at_once() {
        for (var seed = 0; seed < 1_000; seed++) {
            var storm = Forecast.of(seed, MINUTE, 3);
            assertThat(Arrays.asList(Sort.values()))
                    .as("seed %d", seed)
                    .allSatisfy(
                            sort -> assertThat(storm.count(sort)).as("%s", sort).isPositive());
        }
    }

    @Test
    void in_a_lane_nothing_begins_before_what_went_before_is_over() {
        for (var lane : Forecast.of(7, MINUTE.multipliedBy(5), 3).lanes()) {
            var free = 0;
            for (var blow : lane.blows()) {
                assertThat(blow.atMillis()).as("%s of %s", blow, lane.name()).isGreaterThanOrEqualTo(free);
                free = blow.atMillis() + blow.lastsMillis();
            }
        }
    }
}
