package io.standstill.vendor;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What a vendor can be told to do with a resource that is no stop. */
public interface Commands {

    /** Why this is no command of the vendor's, as what was expected instead; empty: it is one. */
    Optional<String> faultOf(JsonObject command);

    Future<Returned<Result>> run(String id, JsonObject command);

    /** What came of it, and in what words. */
    record Result(Done done, String said) {}

    /** Whether it took effect. */
    enum Done {
        DONE,
        REFUSED,
        /** Nobody knows. */
        UNSURE
    }
}
