package io.standstill.vendor;

import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** One account's connection to its vendor. No call ever fails: what went wrong is an answer that proves nothing. */
public interface Account {

    /** The name of its vendor. */
    String vendor();

    Policy policy();

    /** What tells this account from any other at the vendor: what is seen in one says nothing about another. */
    String seenAs();

    /** Why the vendor can have no resource of this id, as what was expected instead; empty: it can. */
    default Optional<String> faultOfId(String id) {
        return Optional.empty();
    }

    /** What the vendor is known to refuse before it is asked for it; empty: nothing speaks against it. */
    default Future<Optional<Returned<Problem>>> objection(Mode mode) {
        return Future.succeededFuture(Optional.empty());
    }

    /** Sends the stop. */
    Future<Returned<Reply>> stop(String id, Mode mode);

    /** Reads one resource; asked only where the policy proves a stop by looks. */
    Future<Returned<Reading>> look(String id);

    /** The reading of everything at once; empty: this vendor cannot list. */
    default Optional<Lists> lists() {
        return Optional.empty();
    }

    /** What the vendor can be told to do besides stopping; empty: nothing. */
    default Optional<Commands> commands() {
        return Optional.empty();
    }

    /** The understanding of what the vendor calls back; empty: it never does. */
    default Optional<Callbacks> callbacks() {
        return Optional.empty();
    }

    /** The vendor's clock, where an answer told of it. */
    Optional<Wire.Told> clock();

    /** What a person should know of the account; reads only. Empty: all is well. */
    Future<List<Finding>> check();

    void close();
}
