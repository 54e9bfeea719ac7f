package io.standstill.model;

import io.standstill.domain.Evidence;
import io.standstill.domain.Machine;
import io.standstill.domain.Outcome;
import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.testing.Samples;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What weighs evidence: the real machine, or one that a test has spoilt. */
@FunctionalInterface
interface Core {

    Core REAL =
            (before, evidence, policy, now) -> Machine.hear(Samples.ORDERS, "feldera", before, evidence, policy, now);

    Outcome hear(@Nullable Resource before, Evidence evidence, Policy policy, Instant now);
}
