package io.standstill.http.door;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody else who signs tokens, and publishes the keys on a server of their own. */
public final class Issuer implements AutoCloseable {

    static final String NAME = "https://issuer.example";
    static final String AUDIENCE = "standstill";

    /** A key, and how it signs. */
    public record Signer(String id, String algorithm, KeyPair pair) {

        public static Signer rsa(String id) {
            return new Signer(id, "RS256", pair("RSA", 2_048));
        }

        static Signer ec(String id) {
            return new Signer(id, "ES256", pair("EC", 256));
        }

        static Signer ed(String id) {
            return new Signer(id, "EdDSA", pair("Ed25519", 0));
        }

        private static KeyPair pair(String kind, int bits) {
            try {
                var making = KeyPairGenerator.getInstance(kind);
                if (kind.equals("EC")) {
                    making.initialize(new ECGenParameterSpec("secp256r1"));
                } else if (bits > 0) {
                    making.initialize(bits);
                }
                return making.generateKeyPair();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** A token with these claims. */
        public String signs(JsonObject claims) {
            return signs(new JsonObject().put("alg", algorithm).put("kid", id), claims);
        }

        String signs(JsonObject header, JsonObject claims) {
            var message = encoded(header.encode()) + "." + encoded(claims.encode());
            return message + "." + encoded(signature(message.getBytes(StandardCharsets.US_ASCII)));
        }

        private byte[] signature(byte[] message) {
            try {
                var signing = Signature.getInstance(
                        switch (algorithm) {
                            case "RS256" -> "SHA256withRSA";
                            case "ES256" -> "SHA256withECDSAinP1363Format";
                            default -> "Ed25519";
                        });
                signing.initSign(pair.getPrivate());
                signing.update(message);
                return signing.sign();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        JsonObject published() {
            var jwk = new JsonObject().put("kid", id).put("use", "sig").put("alg", algorithm);
            if (pair.getPublic() instanceof RSAPublicKey rsa) {
                return jwk.put("kty", "RSA")
                        .put("n", encoded(unsigned(rsa.getModulus(), 256)))
                        .put("e", encoded(unsigned(rsa.getPublicExponent(), 3)));
            }
            if (pair.getPublic() instanceof ECPublicKey ec) {
                return jwk.put("kty", "EC")
                        .put("crv", "P-256")
                        .put("x", encoded(unsigned(ec.getW().getAffineX(), 32)))
                        .put("y", encoded(unsigned(ec.getW().getAffineY(), 32)));
            }
            var written = pair.getPublic().getEncoded();
            return jwk.put("kty", "OKP")
                    .put("crv", "Ed25519")
                    .put("x", encoded(Arrays.copyOfRange(written, written.length - 32, written.length)));
        }

        private static byte[] unsigned(BigInteger number, int length) {
            var bytes = number.toByteArray();
            var whole = new byte[length];
            var from = Math.max(0, bytes.length - length);
            System.arraycopy(bytes, from, whole, length - (bytes.length - from), bytes.length - from);
            return whole;
        }
    }

    static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What a good token says. */
    public static JsonObject claims(String subject, String... roles) {
        return new JsonObject()
                .put("iss", NAME)
                .put("aud", AUDIENCE)
                .put("sub", subject)
                .put("roles", new JsonArray(Arrays.asList(roles)))
                .put("exp", Instant.now().getEpochSecond() + 300);
    }

    static String set(Signer... signers) {
        var keys = new JsonArray();
        Arrays.stream(signers).map(Signer::published).forEach(keys::add);
        return new JsonObject().put("keys", keys).encode();
    }

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String published;

    public Issuer(Signer... signers) {
        published = set(signers);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            var body = published.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    int asked() {
        return asked.get();
    }

    void publishes(String what) {
        published = what;
    }

    /** As a section of the configuration. */
    public String section() {
        return "  jwt: {issuer: '%s', audience: %s, jwks: '%s'}\n".formatted(NAME, AUDIENCE, url());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
