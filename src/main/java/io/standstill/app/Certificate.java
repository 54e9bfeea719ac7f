package io.standstill.app;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** A certificate and its key as two PEM files hold them, found to belong together. */
record Certificate(String chain, String key) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** Why files hold no certificate. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1;

        private final boolean inKey;

        private Unusable(boolean inKey, String message) {
            super(message);
            this.inKey = inKey;
        }

        /** The configuration's key for the file that is to blame. */
        String which() {
            return inKey ? "key" : "certificate";
        }
    }

    static Certificate read(Path chain, Path key) throws Unusable {
        var read = new Certificate(content(chain, false), content(key, true));
        var certificate = read.certificate(chain);
        if (!belong(certificate.getPublicKey(), read.privateKey(key, certificate.getPublicKey()))) {
            throw new Unusable(true, "the key in " + key + " is not the certificate's");
        }
        return read;
    }

    PemKeyCertOptions options() {
        return new PemKeyCertOptions().addCertValue(Buffer.buffer(chain)).addKeyValue(Buffer.buffer(key));
    }

    @Override
    public String toString() {
        return "certificate";
    }

    private static String content(Path file, boolean key) throws Unusable {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new Unusable(key, "the file " + file + " cannot be read");
        }
    }

    private X509Certificate certificate(Path file) throws Unusable {
        try {
            var read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)));
            return (X509Certificate) read.iterator().next();
        } catch (GeneralSecurityException | RuntimeException none) {
            throw new Unusable(false, "a PEM certificate was expected in " + file);
        }
    }

    private PrivateKey privateKey(Path file, PublicKey fitting) throws Unusable {
        var written = KEY.matcher(key);
        try {
            if (written.find()) {
                var bytes = Base64.getMimeDecoder().decode(written.group(1));
                return KeyFactory.getInstance(fitting.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            }
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            // It is told below.
        }
        throw new Unusable(
                true,
                "an unencrypted PKCS#8 key (BEGIN PRIVATE KEY) of the certificate's kind was expected in " + file);
    }

    private static boolean belong(PublicKey certificates, PrivateKey key) {
        var word = new byte[] {1, 2, 3};
        try {
            var name = key instanceof RSAKey
                    ? "SHA256withRSA"
                    : key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
            var signing = Signature.getInstance(name);
            signing.initSign(key);
            signing.update(word);
            var verifying = Signature.getInstance(name);
            verifying.initVerify(certificates);
            verifying.update(word);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException unfitting) {
            return false;
        }
    }
}
