package io.standstill.journal;

import io.standstill.domain.News;
import io.standstill.domain.Resource;
import java.time.Instant;

/** One journal entry about to be written: what is told, and the resource as it is after it. */
public record Entry(long position, Instant at, News news, Resource resource) {}
