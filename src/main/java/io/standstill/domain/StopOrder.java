package io.standstill.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That somebody asked a resource to stand still, and how far that has come. */
public record StopOrder(
        Mode mode,
        @Nullable String reason,
        String requestedBy,
        Instant orderedAt,
        @Nullable Instant acknowledgedAt,
        Instant deadlineAt,
        @Nullable Instant escalateAt,
        int attempts,
        @Nullable Instant stoppedAt) {}
