package io.standstill.journal;

import io.standstill.domain.Resource;
import io.standstill.domain.Sight;

/** A resource, and what its account as a whole says about when it was last seen. */
public record Seen(Resource resource, Sight sight) {}
