package io.standstill.vendor;

import io.standstill.domain.Reading;
import io.standstill.domain.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a vendor told.
 *
 * @param notBefore how long it asked to be left alone; null: it did not say
 */
public record Looked(Reading reading, @Nullable Duration notBefore, Trace trace) {}
