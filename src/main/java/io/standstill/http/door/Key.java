package io.standstill.http.door;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key by which tokens are signed.
 *
 * <p>An algorithm belongs to a kind of key, and a key is of one kind: a token cannot choose how it is verified. What has
 * no public key, {@code none} and the {@code HS} family, cannot be said here at all.
 *
 * @param id null: it has none
 */
record Key(Algorithm algorithm, @Nullable String id, PublicKey key) {

    /** More than any issuer has. */
    private static final int MOST = 100;

    private static final int FEWEST_RSA_BITS = 2_048;
    private static final int ED25519_BYTES = 32;

    /** What precedes the 32 bytes of an Ed25519 key where it is written as any other public key. */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    /** How a token may be signed. */
    enum Algorithm {
        RS256("SHA256withRSA"),
        ES256("SHA256withECDSAinP1363Format"),
        EDDSA("Ed25519");

        private final String name;

        Algorithm(String name) {
            this.name = name;
        }

        static Optional<Algorithm> of(@Nullable String word) {
            return Optional.ofNullable(
                    word == null
                            ? null
                            : switch (word) {
                                case "RS256" -> RS256;
                                case "ES256" -> ES256;
                                case "EdDSA" -> EDDSA;
                                default -> null;
                            });
        }
    }

    boolean signed(byte[] message, byte[] signature) {
        try {
            var verifying = Signature.getInstance(algorithm.name);
            verifying.initVerify(key);
            verifying.update(message);
            return verifying.verify(signature);
        } catch (GeneralSecurityException noSignature) {
            return false;
        }
    }

    // ---- as they are published

    /** Those of a published set that can be used here. */
    static List<Key> published(JsonObject set) {
        if (!(set.getValue("keys") instanceof JsonArray all) || all.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " keys were expected");
        }
        var keys = new ArrayList<Key>();
        for (var one : all) {
            if (one instanceof JsonObject jwk) {
                usable(jwk).ifPresent(keys::add);
            }
        }
        return List.copyOf(keys);
    }

    private static Optional<Key> usable(JsonObject jwk) {
        try {
            if (!"sig".equals(jwk.getString("use", "sig"))) {
                return Optional.empty();
            }
            var key =
                    switch (jwk.getString("kty", "")) {
                        case "RSA" -> rsa(jwk);
                        case "EC" -> ec(jwk);
                        case "OKP" -> ed(jwk);
                        default -> null;
                    };
            var meant = jwk.getString("alg");
            // A key that says what it is for is for nothing else.
            return Optional.ofNullable(key)
                    .filter(one -> meant == null
                            || Algorithm.of(meant)
                                    .filter(one.algorithm()::equals)
                                    .isPresent());
        } catch (GeneralSecurityException | RuntimeException unusable) {
            return Optional.empty();
        }
    }

    private static @Nullable Key rsa(JsonObject jwk) throws GeneralSecurityException {
        var key = (RSAPublicKey)
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        return key.getModulus().bitLength() < FEWEST_RSA_BITS
                ? null
                : new Key(Algorithm.RS256, jwk.getString("kid"), key);
    }

    private static @Nullable Key ec(JsonObject jwk) throws GeneralSecurityException {
        if (!"P-256".equals(jwk.getString("crv"))) {
            return null;
        }
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        var point = new ECPublicKeySpec(
                new ECPoint(number(jwk, "x"), number(jwk, "y")), curve.getParameterSpec(ECParameterSpec.class));
        return new Key(
                Algorithm.ES256,
                jwk.getString("kid"),
                KeyFactory.getInstance("EC").generatePublic(point));
    }

    private static @Nullable Key ed(JsonObject jwk) throws GeneralSecurityException {
        var point = bytes(jwk, "x");
        if (!"Ed25519".equals(jwk.getString("crv")) || point.length != ED25519_BYTES) {
            return null;
        }
        var written = new byte[ED25519.length + point.length];
        System.arraycopy(ED25519, 0, written, 0, ED25519.length);
        System.arraycopy(point, 0, written, ED25519.length, point.length);
        return new Key(
                Algorithm.EDDSA,
                jwk.getString("kid"),
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(written)));
    }

    private static BigInteger number(JsonObject jwk, String field) {
        return new BigInteger(1, bytes(jwk, field));
    }

    private static byte[] bytes(JsonObject jwk, String field) {
        return Base64.getUrlDecoder().decode(jwk.getString(field));
    }
}
