package io.standstill.simulator.nomad;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as Nomad gives them: signed, and telling for themselves whose they are and until when. */
final class Tokens {

    private static final String ALGORITHM = "HmacSHA256";

    /** Guards nothing: it only tells the tokens that were given here from those that were made up. */
    private static final SecretKeySpec KEY = new SecretKeySpec(bytes("nomad, simulated"), ALGORITHM);

    private static final String HEADER = base64(bytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"));

    private Tokens() {}

    static String sign(JsonObject claims) {
        var text = HEADER + "." + base64(bytes(claims.encode()));
        return text + "." + base64(signature(text));
    }

    /** What a token says; nothing if it was not given here. */
    static Optional<JsonObject> read(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        var signed = base64(signature(parts[0] + "." + parts[1]));
        return MessageDigest.isEqual(bytes(signed), bytes(parts[2]))
                ? Optional.of(
                        new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    private static byte[] signature(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java has " + ALGORITHM, never);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
