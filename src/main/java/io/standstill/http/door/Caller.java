package io.standstill.http.door;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what they may.
 *
 * @param accounts to which they are confined; empty: to none
 * @param until when what they came with ends; null: it does not
 * @param proof what they came with, without its secret: a session traded from it lasts no longer than that is good;
 *     null: nothing was needed
 * @param session the name of the session they came with; null: they came without one
 */
public record Caller(
        String name,
        Set<Role> roles,
        Set<String> accounts,
        @Nullable Instant until,
        @Nullable String proof,
        @Nullable String session) {

    /** What somebody may do. */
    public enum Role {
        READ,
        STOP;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The role of this name, if there is one. */
        public static Optional<Role> of(String word) {
            return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
        }
    }

    /** Whoever sits at the machine itself, where nobody needs to say who they are. */
    public static final Caller LOCAL = new Caller("local", EnumSet.allOf(Role.class), Set.of(), null, null, null);

    private static final String HERE = Caller.class.getName();

    public Caller {
        roles = Set.copyOf(roles);
        accounts = Set.copyOf(accounts);
    }

    /** Who was let in with this request. */
    public static Caller of(RoutingContext request) {
        return let(request).orElseThrow(() -> new IllegalStateException("nobody was let in with this request"));
    }

    /** The same; empty: nobody had to say who they are. */
    static Optional<Caller> let(RoutingContext request) {
        return Optional.ofNullable(request.get(HERE));
    }

    /** Lets them in. */
    public void enter(RoutingContext request) {
        request.put(HERE, this);
    }

    public boolean mayUse(String account) {
        return accounts.isEmpty() || accounts.contains(account);
    }

    /** Those of the wanted accounts that are theirs to hear of; empty, as there: all there are. */
    public Set<String> within(Set<String> wanted) {
        wanted.forEach(this::mustUse);
        return wanted.isEmpty() ? accounts : wanted;
    }

    /** Refuses an account that is not theirs, whether there is such a one or not. */
    public void mustUse(String account) {
        if (!mayUse(account)) {
            throw Denied.forbidden("the account " + account + " is not among those this caller may use");
        }
    }

    /** The same, with this session in place of what they came with first. */
    Caller in(String itsSession, Instant itsEnd) {
        return new Caller(name, roles, accounts, itsEnd, proof, itsSession);
    }
}
