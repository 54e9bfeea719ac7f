package io.standstill.vendor;

import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** One account's connection to its vendor. */
public interface Vendor {

    /** The sort of vendor it is, as the configuration names it. */
    String kind();

    Policy policy();

    /** Why the configuration alone refuses this order; empty: nothing speaks against it. */
    Optional<Refusal> refuses(String id, Mode mode);

    /** Sends the stop. Never fails: what went wrong is an answer that proves nothing. */
    Future<Answered> stop(String id, Mode mode);

    /** Reads one resource. Never fails either. */
    Future<Looked> look(String id);

    /** What is wrong with the account, in sentences; reads only. Empty: nothing. */
    Future<List<String>> check();

    void close();
}
