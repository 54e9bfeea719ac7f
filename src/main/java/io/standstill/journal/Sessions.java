package io.standstill.journal;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The sessions of people's browsers, each named by the digest of what the browser carries; by the database's clock. */
public interface Sessions {

    /** Begins one; of those its caller has with the same proof, the oldest leave when there are more than that. */
    Future<Void> begin(String digest, Session session, int most);

    /** The one of this name, if it is there and has not ended. */
    Future<Optional<Session>> find(String digest);

    /** Ends it, if it is there. */
    Future<Void> end(String digest);

    /** Those of these that have not ended. */
    Future<Set<String>> alive(Set<String> digests);

    /**
     * One of them.
     *
     * @param proof what it was traded from
     * @param left until it ends
     */
    record Session(String name, Set<String> roles, Set<String> accounts, String proof, Duration left) {

        public Session {
            roles = Set.copyOf(roles);
            accounts = Set.copyOf(accounts);
        }
    }
}
