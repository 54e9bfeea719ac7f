package io.standstill.http.door;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tokens that are configured, each known by its digest alone. */
public final class Tokens {

    /**
     * One of them.
     *
     * @param sha256 the token's digest, in hexadecimal
     * @param accounts to which whoever has it is confined; empty: to none
     */
    public record Token(String name, String sha256, Set<Caller.Role> roles, Set<String> accounts) {

        public Token {
            roles = Set.copyOf(roles);
            accounts = Set.copyOf(accounts);
        }

        Caller caller() {
            return new Caller(name, roles, accounts, null, "token " + sha256, null);
        }

        byte[] digest() {
            return HexFormat.of().parseHex(sha256);
        }
    }

    private final List<Token> configured;

    public Tokens(List<Token> configured) {
        this.configured = List.copyOf(configured);
    }

    boolean isEmpty() {
        return configured.isEmpty();
    }

    /** Whose token this is. All are compared, whichever fits: how long that takes tells nothing. */
    Optional<Caller> of(String token) {
        var digest = Digests.of(token);
        @Nullable Token fitting = null;
        for (var one : configured) {
            if (MessageDigest.isEqual(one.digest(), digest)) {
                fitting = one;
            }
        }
        return Optional.ofNullable(fitting).map(Token::caller);
    }

    /** Who comes with what was once proved by a token, if that is still configured, and as it is configured now. */
    Optional<Caller> stillGood(String proof) {
        return configured.stream()
                .map(Token::caller)
                .filter(caller -> proof.equals(caller.proof()))
                .findFirst();
    }

    /** Whether one of them bears this name. */
    boolean named(String name) {
        return configured.stream().anyMatch(token -> token.name().equals(name));
    }
}
