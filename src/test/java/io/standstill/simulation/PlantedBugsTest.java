package io.standstill.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That the judge would notice: each known bug, planted by itself, is found. */
@Tag("computes")
class PlantedBugsTest {

    private static final Logger LOG = LoggerFactory.getLogger(PlantedBugsTest.class);

    private static final long SEEDS = 2_000;

    @ParameterizedTest
    @EnumSource
    void a_known_bug_is_found(Planted bug) {
        var began = System.nanoTime();
        var went = Quiet.during(() -> Years.by(0, SEEDS, bug));
        LOG.info("{}: {}, {}", bug, went.fault(), went.told(Duration.ofNanos(System.nanoTime() - began)));

        assertThat(went.fault()).isPresent();
        var seed = went.fault().get().seed();
        assertThat(Quiet.during(() -> Years.tell(seed, bug)).fault())
                .as("it is found again")
                .contains(went.fault().get().what());
    }
}
