package io.standstill.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the resources of one account that are in one state come to.
 *
 * @param oldest when the oldest order of the account was given that is still in flight; null: none of these is
 * @param stopCalls stops sent for them since they were last ordered
 * @param exposureSeconds how long they lived on after their orders, or still do
 */
public record Tally(
        String account,
        String vendor,
        String state,
        long number,
        @Nullable Instant oldest,
        long stopCalls,
        double exposureSeconds) {}
