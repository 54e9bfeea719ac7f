package io.standstill.app;

import io.standstill.http.door.Caller;
import io.standstill.http.door.Tokens;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads who may: the tokens that are configured, whose else are trusted, and how long a browser's session lasts. */
final class AuthReader {

    private static final Duration LONGEST_SESSION = Duration.ofDays(30);
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,62}";

    private AuthReader() {}

    /**
     * @param accounts that are configured
     */
    static Settings.Auth read(Section keys, Set<String> accounts) {
        var session = keys.section("session");
        var life = session.duration("life", Duration.ofHours(12));
        if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(LONGEST_SESSION) > 0) {
            session.fault("life", "from 1m to 30d was expected");
        }
        return new Settings.Auth(
                tokens(keys, accounts), jwt(keys.section("jwt")), life, session.number("most", 20, 1, 1_000));
    }

    // ---- tokens

    private static List<Tokens.Token> tokens(Section keys, Set<String> accounts) {
        var names = new HashSet<String>();
        var digests = new HashSet<String>();
        var tokens = new ArrayList<Tokens.Token>();
        for (var token : keys.list("tokens")) {
            var name = token.text("name", "");
            if (!name.matches(NAME) || name.equals(Caller.LOCAL.name())) {
                token.fault("name", "a name of letters, digits and . _ @ - was expected, and not local");
            } else if (!names.add(name)) {
                token.fault("name", "another token has this name");
            }
            var digest = token.text("sha256", "").toLowerCase(Locale.ROOT);
            if (!digest.matches("[0-9a-f]{64}")) {
                token.fault(
                        "sha256", "the 64 digits of the token's SHA-256 were expected: printf %s TOKEN | sha256sum");
                continue;
            }
            if (!digests.add(digest)) {
                token.fault("sha256", "another token has this digest");
            }
            tokens.add(new Tokens.Token(name, digest, roles(token), accounts(token, accounts)));
        }
        return tokens;
    }

    private static Set<Caller.Role> roles(Section token) {
        var words = token.texts("roles").orElse(List.of());
        var roles =
                words.stream().flatMap(word -> Caller.Role.of(word).stream()).collect(Collectors.toSet());
        if (roles.isEmpty()
                || words.stream().anyMatch(word -> Caller.Role.of(word).isEmpty())) {
            token.fault("roles", "read, stop or both were expected");
        }
        return roles;
    }

    private static Set<String> accounts(Section token, Set<String> configured) {
        var named = token.texts("accounts");
        // Confined to nothing is not the same as not confined.
        if (named.isPresent() && named.get().isEmpty()) {
            token.fault("accounts", "at least one was expected; left out: all");
        }
        for (var account : named.orElse(List.of())) {
            if (!configured.contains(account)) {
                token.fault("accounts", "no account named " + account + " is configured");
            }
        }
        return Set.copyOf(new HashSet<>(named.orElse(List.of())));
    }

    // ---- tokens of somebody else

    private static Optional<Settings.Jwt> jwt(Section keys) {
        var issuer = keys.text("issuer");
        var audience = keys.text("audience");
        var jwks = keys.text("jwks");
        if (issuer.isEmpty() && audience.isEmpty() && jwks.isEmpty()) {
            return Optional.empty();
        }
        if (issuer.filter(text -> !text.isBlank()).isEmpty()) {
            keys.fault("issuer", "is required, as the tokens' iss says it");
        }
        if (audience.filter(text -> !text.isBlank()).isEmpty()) {
            keys.fault("audience", "is required, as the tokens' aud says it");
        }
        var where = jwks.flatMap(AuthReader::where);
        if (where.isEmpty()) {
            keys.fault("jwks", "an http(s) URL, or a file by its whole path, was expected");
        }
        return where.map(place -> new Settings.Jwt(issuer.orElse(""), audience.orElse(""), place));
    }

    private static Optional<URI> where(String text) {
        try {
            if (text.startsWith("/")) {
                return Optional.of(Path.of(text).toUri());
            }
            var where = URI.create(text);
            return switch (where.getScheme() == null ? "" : where.getScheme()) {
                case "http", "https" ->
                    Optional.of(where).filter(url -> url.getHost() != null && url.getUserInfo() == null);
                case "file" ->
                    Optional.of(where)
                            .filter(url ->
                                    url.getPath() != null && url.getPath().startsWith("/"))
                            .map(url -> Path.of(url.getPath()).toUri());
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
