package io.standstill.vendor;

import io.standstill.domain.Callback;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** Understands what a vendor calls back. */
public interface Callbacks {

    /** The unguessable parts of the callback's address, any of which is good. */
    List<Secret> secrets();

    /** Takes out of a body what must not be kept beside it. */
    Blotter blotter();

    /** What the body says; empty: it is no JSON. */
    Optional<Understood> understand(Buffer body);

    /**
     * What was called back, and about whom.
     *
     * @param ids what the resource may be named here: the vendor does not always tell which of its products speaks
     */
    record Understood(List<String> ids, Callback callback) {

        public Understood {
            ids = List.copyOf(ids);
        }
    }
}
