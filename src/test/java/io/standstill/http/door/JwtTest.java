package io.standstill.http.door;

import static io.standstill.http.door.Issuer.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Tokens that somebody else signs: which are good, and when keys are fetched. */
class JwtTest {

    private static final Issuer.Signer RSA = Issuer.Signer.rsa("r1");
    private static final Issuer.Signer EC = Issuer.Signer.ec("e1");
    private static final Issuer.Signer ED = Issuer.Signer.ed("d1");

    private final Tokens tokens =
            new Tokens(List.of(new Tokens.Token("ops", "0".repeat(64), Set.of(Caller.Role.READ), Set.of())));
    private String published = Issuer.set(RSA, EC, ED);
    private Supplier<Future<Buffer>> source = () -> Future.succeededFuture(Buffer.buffer(published));
    private int fetches;
    private long nanos;
    private final KeyRing keys = new KeyRing(
            () -> {
                fetches++;
                return source.get();
            },
            () -> nanos);
    private final Jwt jwt = new Jwt(Issuer.NAME, Issuer.AUDIENCE, keys, tokens, Instant::now);

    private Caller caller(String token) {
        var judged = jwt.of(token);
        assertThat(judged.isComplete()).isTrue();
        if (judged.failed()) {
            throw (RuntimeException) judged.cause();
        }
        return judged.result();
    }

    private void refused(String why, String token) {
        assertThatThrownBy(() -> caller(token)).as(why).isInstanceOfSatisfying(Denied.class, denied -> assertThat(
                        denied.status())
                .isEqualTo(401));
    }

    private static long in(int seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    @Test
    void a_token_is_good_by_any_of_three_kinds_of_keys() {
        for (var signer : List.of(RSA, EC, ED)) {
            var caller = caller(signer.signs(claims("anna@example", "read", "stop", "admin")));

            assertThat(caller.name()).isEqualTo("anna@example");
            assertThat(caller.roles()).containsExactlyInAnyOrder(Caller.Role.READ, Caller.Role.STOP);
            assertThat(caller.accounts()).isEmpty();
            assertThat(caller.until()).isBetween(Instant.now(), Instant.now().plusSeconds(361));
            assertThat(caller(signer.signs(new JsonObject().put("alg", signer.algorithm()), claims("no-kid")))
                            .roles())
                    .isEmpty();
        }
    }

    @Test
    void what_is_not_signed_by_its_issuer_is_refused() throws Exception {
        var good = RSA.signs(claims("anna", "read"));
        var parts = good.split("\\.", -1);
        var more = Issuer.encoded(claims("anna", "read", "stop").encode());

        refused("no signature", parts[0] + "." + parts[1] + ".");
        refused("another's claims", parts[0] + "." + more + "." + parts[2]);
        refused("a cut signature", good.substring(0, good.length() - 4));
        refused("another's key under the same name", Issuer.Signer.rsa("r1").signs(claims("anna", "read")));
        refused("a key nobody published", Issuer.Signer.rsa("r2").signs(claims("anna", "read")));
        refused("not base64", parts[0] + "." + parts[1] + ".A");
        for (var none : List.of("none", "None", "NONE", "nOnE", "")) {
            var header = new JsonObject().put("alg", none).put("kid", "r1");
            refused(none, Issuer.encoded(header.encode()) + "." + more + ".");
            refused(none, RSA.signs(header, claims("anna", "read")));
        }
        refused("no algorithm", RSA.signs(new JsonObject().put("kid", "r1"), claims("anna", "read")));
        for (var other : List.of("HS256", "RS512", "PS256", "ES384", "rs256")) {
            refused(other, RSA.signs(new JsonObject().put("alg", other).put("kid", "r1"), claims("anna", "read")));
        }
        refused(
                "one kind of key as another",
                RSA.signs(new JsonObject().put("alg", "ES256").put("kid", "e1"), claims("anna", "read")));
        refused(
                "one kind of key as another",
                EC.signs(new JsonObject().put("alg", "RS256").put("kid", "r1"), claims("anna", "read")));
        refused(
                "a condition nobody understands",
                RSA.signs(
                        new JsonObject().put("alg", "RS256").put("kid", "r1").put("crit", JsonArray.of("x")),
                        claims("anna", "read")));
        refused("the public key as a shared secret", shared(RSA));
        assertThat(caller(good).name()).isEqualTo("anna");
    }

    /** The oldest forgery there is: what everybody may know, used as what nobody should. */
    private static String shared(Issuer.Signer signer) throws GeneralSecurityException {
        var message = Issuer.encoded(new JsonObject()
                        .put("alg", "HS256")
                        .put("kid", signer.id())
                        .encode()) + "." + Issuer.encoded(claims("anna", "read").encode());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(signer.pair().getPublic().getEncoded(), "HmacSHA256"));
        return message + "." + Issuer.encoded(mac.doFinal(message.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void what_it_says_must_be_meant_for_us_and_now() {
        refused("another issuer", RSA.signs(claims("a", "read").put("iss", "https://other.example")));
        refused("no issuer", RSA.signs(without("iss")));
        refused("another audience", RSA.signs(claims("a", "read").put("aud", "other")));
        refused("other audiences", RSA.signs(claims("a", "read").put("aud", JsonArray.of("other", "standstill2"))));
        refused("no audience", RSA.signs(without("aud")));
        refused("no end", RSA.signs(without("exp")));
        refused("an end that is no time", RSA.signs(claims("a", "read").put("exp", "tomorrow")));
        refused("an end beyond all time", RSA.signs(claims("a", "read").put("exp", 1e300)));
        refused("ended", RSA.signs(claims("a", "read").put("exp", in(-61))));
        refused("not begun", RSA.signs(claims("a", "read").put("nbf", in(75))));
        refused("a beginning that is no time", RSA.signs(claims("a", "read").put("nbf", "now")));
        refused("nobody", RSA.signs(without("sub")));
        for (var name : List.of("", " ", "a\nb", "a\u2028b", "a\u202eb", "x".repeat(257))) {
            refused(name, RSA.signs(claims(name, "read")));
        }
        refused("a configured token's name", RSA.signs(claims("ops", "read")));
        refused("the name of whoever needs none", RSA.signs(claims("local", "read")));
        refused("the handle's name", RSA.signs(claims("handle", "read")));
        refused("claims that are no object", RSA.signs(new JsonObject().put("alg", "RS256"), new JsonObject()));

        assertThat(caller(RSA.signs(claims("a", "read").put("exp", in(-30)))).name())
                .isEqualTo("a");
        assertThat(caller(RSA.signs(claims("a", "read").put("nbf", in(30)))).name())
                .isEqualTo("a");
        assertThat(caller(RSA.signs(claims("a", "read").put("aud", JsonArray.of("x", Issuer.AUDIENCE))))
                        .name())
                .isEqualTo("a");
    }

    private static JsonObject without(String claim) {
        var claims = claims("a", "read");
        claims.remove(claim);
        return claims;
    }

    @Test
    void its_accounts_confine_and_no_accounts_are_not_all() {
        assertThat(caller(RSA.signs(claims("a", "read").put("accounts", JsonArray.of("eu", "us"))))
                        .accounts())
                .containsExactlyInAnyOrder("eu", "us");
        assertThat(caller(RSA.signs(claims("a", "read").put("accounts", "eu"))).accounts())
                .containsExactly("eu");
        refused("no accounts", RSA.signs(claims("a", "read").put("accounts", new JsonArray())));
        refused("null", RSA.signs(claims("a", "read").putNull("accounts")));
        refused("no names", RSA.signs(claims("a", "read").put("accounts", JsonArray.of(1))));
        refused("no names", RSA.signs(claims("a", "read").put("accounts", new JsonObject())));
        assertThat(caller(RSA.signs(without("roles"))).roles()).isEmpty();
    }

    @Test
    void keys_of_no_use_are_passed_over() {
        var small = new JsonObject()
                .put("kty", "RSA")
                .put("kid", "small")
                .put("n", Issuer.encoded(new byte[] {(byte) 0xff, 1, 1, 1}))
                .put("e", "AQAB");
        var keys = new JsonArray()
                .add(small)
                .add(new JsonObject().put("kty", "oct").put("kid", "o").put("k", "c2VjcmV0"))
                .add(EC.published().put("use", "enc"))
                .add(EC.published().put("crv", "P-384"))
                .add(ED.published().put("x", "AAAA"))
                .add(RSA.published().put("kid", "other").put("alg", "RS512"))
                .add("nonsense")
                .add(RSA.published());

        assertThat(Key.published(new JsonObject().put("keys", keys)))
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.id()).isEqualTo("r1");
                    assertThat(key.algorithm()).isEqualTo(Key.Algorithm.RS256);
                });
    }

    // ---- when they are fetched

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void an_unknown_key_has_them_fetched_at_most_every_half_minute() {
        caller(RSA.signs(claims("a", "read")));
        assertThat(fetches).isEqualTo(1);
        var next = Issuer.Signer.ec("e2");
        published = Issuer.set(RSA, next);

        for (var times = 0; times < 5; times++) {
            refused("too soon", next.signs(claims("a", "read")));
        }
        assertThat(fetches).isEqualTo(1);
        pass(Duration.ofSeconds(31));
        assertThat(caller(next.signs(claims("a", "read"))).name()).isEqualTo("a");
        assertThat(fetches).isEqualTo(2);
        caller(RSA.signs(claims("a", "read")));
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void while_their_source_is_away_the_known_ones_are_kept() {
        caller(RSA.signs(claims("a", "read")));
        source = () -> Future.failedFuture("away");

        for (var times = 0; times < 3; times++) {
            pass(Duration.ofHours(1));
            assertThat(caller(RSA.signs(claims("a", "read"))).name()).isEqualTo("a");
            assertThatThrownBy(() -> caller(Issuer.Signer.rsa("r9").signs(claims("a", "read"))))
                    .isInstanceOfSatisfying(
                            Denied.class, denied -> assertThat(denied.status()).isEqualTo(503));
        }
        for (var nonsense : List.of("", "[]", "{}", "{\"keys\":[]}", "{\"keys\":3}", "nonsense")) {
            source = () -> Future.succeededFuture(Buffer.buffer(nonsense));
            pass(Duration.ofHours(1));
            assertThat(caller(RSA.signs(claims("a", "read"))).name()).isEqualTo("a");
        }
    }

    @Test
    void a_key_that_was_taken_back_is_not_good_for_long() {
        caller(RSA.signs(claims("a", "read")));
        published = Issuer.set(EC);

        pass(Duration.ofMinutes(6));
        caller(RSA.signs(claims("a", "read")));

        refused("taken back", RSA.signs(claims("a", "read")));
    }

    @Test
    void many_who_come_at_once_wait_for_one_fetch() {
        var answer = Promise.<Buffer>promise();
        source = answer::future;
        var waiting = new ArrayList<Future<Caller>>();
        for (var one = 0; one < 10; one++) {
            waiting.add(jwt.of(RSA.signs(claims("a" + one, "read"))));
        }

        assertThat(waiting).noneMatch(Future::isComplete);
        answer.complete(Buffer.buffer(published));

        assertThat(waiting).allMatch(Future::succeeded);
        assertThat(fetches).isEqualTo(1);
    }
}
