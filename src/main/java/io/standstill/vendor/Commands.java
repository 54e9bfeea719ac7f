package io.standstill.vendor;

import io.standstill.domain.Command;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What a vendor can be told to do with a resource that is no stop. */
public interface Commands {

    /** Why this is no command of the vendor's, as what was expected instead; empty: it is one. */
    Optional<String> faultOf(JsonObject command);

    Future<Returned<Result>> run(String id, JsonObject command);

    /** How it ended, and in what words. */
    record Result(Command.End end, String said) {}
}
