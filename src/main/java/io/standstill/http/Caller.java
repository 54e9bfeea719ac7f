package io.standstill.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what they may.
 *
 * @param accounts to which they are confined; empty: to none
 * @param until when what they came with ends; null: it does not
 */
record Caller(
        String name,
        Set<Role> roles,
        Set<String> accounts,
        @Nullable Instant until) {

    /** What somebody may do. */
    enum Role {
        READ,
        STOP
    }

    /** Whoever sits at the machine itself, where nobody needs to say who they are. */
    static final Caller LOCAL = new Caller("local", EnumSet.allOf(Role.class), Set.of(), null);

    Caller {
        roles = Set.copyOf(roles);
        accounts = Set.copyOf(accounts);
    }

    static Caller of(RoutingContext request) {
        return LOCAL;
    }

    boolean mayUse(String account) {
        return accounts.isEmpty() || accounts.contains(account);
    }

    /** Those of the wanted accounts that are theirs to hear of; empty, as there: all there are. */
    Set<String> within(Set<String> wanted) {
        for (var account : wanted) {
            if (!mayUse(account)) {
                throw Fault.forbidden("the account " + account + " is not among those this caller may use");
            }
        }
        return wanted.isEmpty() ? accounts : wanted;
    }
}
