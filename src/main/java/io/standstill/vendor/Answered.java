package io.standstill.vendor;

import io.standstill.domain.Reply;
import io.standstill.domain.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor answered to a stop.
 *
 * @param notBefore how long it asked to be left alone; null: it did not say
 */
public record Answered(Reply reply, @Nullable Duration notBefore, Trace trace) {}
