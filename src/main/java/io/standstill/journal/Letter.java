package io.standstill.journal;

import io.standstill.domain.Callback;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Trace;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A vendor's callback as it came, and what it says. It is kept raw whether or not anybody knows what it is about.
 *
 * @param ids what the resource may be named here
 */
public record Letter(String account, List<String> ids, Callback callback, Trace trace, Buffer body) {

    private static final int BYTES_OF_ONE_PIECE = 1024;

    public Letter {
        ids = List.copyOf(ids);
    }

    List<ResourceId> about() {
        return ids.stream().map(id -> new ResourceId(account, id)).toList();
    }

    /** As much as so many pieces of other evidence. */
    int weight() {
        return 1 + body.length() / BYTES_OF_ONE_PIECE;
    }
}
