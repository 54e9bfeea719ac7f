package io.standstill.http.door;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens signed by somebody else (RFC 7519), verified by the keys they publish.
 *
 * <p>{@code iss}, {@code aud}, {@code exp} and {@code sub} must be there, and {@code nbf} is kept where it is. The
 * claim {@code roles} says what its bearer may, other words in it are passed over; {@code accounts}, where it is there,
 * to which accounts they are confined. Either is a text or a list of texts.
 */
public final class Jwt {

    /** So far may the issuer's clock be off. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    /** Who asks where nobody needs a name, and what orders by itself. */
    private static final Set<String> OURS = Set.of(Caller.LOCAL.name(), "handle");

    /** Beyond the year 9999 nobody means a time. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final int LONGEST_NAME = 256;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final String issuer;
    private final String audience;
    private final KeyRing keys;
    private final Predicate<String> taken;
    private final InstantSource clock;

    /**
     * @param tokens whose names nobody else may bear
     */
    public Jwt(String issuer, String audience, KeyRing keys, Tokens tokens, InstantSource clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.keys = keys;
        this.taken = tokens::named;
        this.clock = clock;
    }

    static boolean looksLike(String token) {
        return FORM.matcher(token).matches();
    }

    /** What a session says that it was traded from one of these. */
    String proof() {
        return "jwt " + issuer + " " + audience;
    }

    /** Who bears this token; denied where it is not good. */
    Future<Caller> of(String token) {
        var parts = token.split("\\.", -1);
        var header = object(parts[0]).orElseGet(JsonObject::new);
        var algorithm = Key.Algorithm.of(text(header, "alg"));
        // What must be understood, and is not, makes it something else than it seems.
        if (algorithm.isEmpty() || header.containsKey("crit")) {
            return Future.failedFuture(bad("RS256, ES256 or EdDSA was expected"));
        }
        var message = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return keys.fitting(algorithm.get(), text(header, "kid"))
                .recover(away -> Future.failedFuture(Denied.unavailable("the token issuer's keys cannot be fetched")))
                .map(fitting -> {
                    var signature = decoded(parts[2]);
                    if (signature.isEmpty()
                            || fitting.stream().noneMatch(key -> key.signed(message, signature.get()))) {
                        throw bad("no key of its issuer has signed it");
                    }
                    return caller(object(parts[1]).orElseThrow(() -> bad("its claims cannot be read")));
                });
    }

    // ---- what it says

    private Caller caller(JsonObject claims) {
        if (!issuer.equals(claims.getValue("iss"))) {
            throw bad("it is of another issuer");
        }
        if (!texts(claims, "aud").orElse(Set.of()).contains(audience)) {
            throw bad("it is for somebody else");
        }
        var now = clock.instant();
        var ends = time(claims, "exp").orElseThrow(() -> bad("it has no end"));
        if (!now.isBefore(ends.plus(SKEW))) {
            throw bad("it has ended");
        }
        if (claims.containsKey("nbf")
                && time(claims, "nbf")
                        .orElseThrow(() -> bad("its beginning cannot be read"))
                        .minus(SKEW)
                        .isAfter(now)) {
            throw bad("it has not begun");
        }
        var name = text(claims, "sub");
        if (name == null || !printable(name)) {
            throw bad("its subject has no usable name");
        }
        if (taken.test(name) || OURS.contains(name)) {
            throw bad("its subject has the name of a configured token, or of one of us");
        }
        return new Caller(name, roles(claims), accounts(claims), ends.plus(SKEW), proof(), null);
    }

    /** Whoever is known elsewhere has roles of many kinds there. */
    private static Set<Caller.Role> roles(JsonObject claims) {
        return texts(claims, "roles").orElse(Set.of()).stream()
                .flatMap(word -> Caller.Role.of(word).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> accounts(JsonObject claims) {
        if (!claims.containsKey("accounts")) {
            return Set.of();
        }
        // Confined to nothing is not the same as not confined.
        return texts(claims, "accounts")
                .filter(named -> !named.isEmpty())
                .orElseThrow(() -> bad("its accounts cannot be read"));
    }

    private static boolean printable(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.codePoints()
                        .noneMatch(one -> Character.isISOControl(one)
                                || Character.getType(one) == Character.SURROGATE
                                || Character.getType(one) == Character.FORMAT
                                || Character.getType(one) == Character.LINE_SEPARATOR
                                || Character.getType(one) == Character.PARAGRAPH_SEPARATOR);
    }

    private static Optional<Instant> time(JsonObject claims, String claim) {
        return claims.getValue(claim) instanceof Number seconds
                        && seconds.doubleValue() > 0
                        && seconds.doubleValue() <= LAST_SECOND
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    private static @Nullable String text(JsonObject object, String field) {
        return object.getValue(field) instanceof String text ? text : null;
    }

    /** One text or a list of them; empty: neither. */
    private static Optional<Set<String>> texts(JsonObject claims, String claim) {
        var value = claims.getValue(claim);
        var texts = new HashSet<String>();
        for (var one : value instanceof JsonArray list ? list : JsonArray.of(value)) {
            if (!(one instanceof String text)) {
                return Optional.empty();
            }
            texts.add(text);
        }
        return Optional.of(texts);
    }

    private static Optional<JsonObject> object(String part) {
        try {
            return decoded(part)
                    .map(bytes -> Json.decodeValue(new String(bytes, StandardCharsets.UTF_8)))
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast);
        } catch (DecodeException noJson) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> decoded(String part) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Denied bad(String why) {
        return Denied.unauthorized("the token is not good: " + why);
    }
}
