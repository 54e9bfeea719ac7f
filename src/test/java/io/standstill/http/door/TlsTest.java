package io.standstill.http.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spoken to over TLS, with a certificate that is replaced while it serves. */
class TlsTest {

    private static final String LOOK = "standstill.certificate.look";

    private static Path folder;
    private static Guarded service;
    private static Vertx vertx;

    @BeforeAll
    static void start(@TempDir Path given) throws Exception {
        folder = given;
        make("first", "RSA");
        place("first", "first");
        System.setProperty(LOOK, "PT0.2S");
        service = Guarded.start(
                folder,
                TestServer.get().fresh(),
                """
                http: {port: 0, headTimeout: 2s, tls: {certificate: '%s', key: '%s'}}
                auth:
                  tokens:
                """.formatted(folder.resolve("tls.crt"), folder.resolve("tls.key"))
                        + Guarded.token("ops", "token-of-ops", "roles: [read, stop]"));
        System.clearProperty(LOOK);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
        service.close();
    }

    /** A certificate of this name, made by the JDK's own tool. */
    private static void make(String name, String kind) throws Exception {
        var store = folder.resolve(name + ".p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        kind,
                        "-dname",
                        "CN=" + name,
                        "-validity",
                        "3",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        Files.writeString(
                folder.resolve(name + ".crt"),
                pem("CERTIFICATE", keys.getCertificate("a").getEncoded()));
        Files.writeString(
                folder.resolve(name + ".key"),
                pem("PRIVATE KEY", keys.getKey("a", "changeit".toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), what);
    }

    private static void place(String certificate, String key) throws IOException {
        Files.copy(
                folder.resolve(certificate + ".crt"), folder.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve(key + ".key"), folder.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static HttpClientResponse ask(HttpMethod method, String path, HttpVersion version) {
        var client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(version));
        return client.request(method, service.port(), "localhost", path)
                .compose(request -> request.putHeader("Authorization", "Bearer token-of-ops")
                        .send())
                .await();
    }

    @Test
    void both_versions_are_spoken() {
        for (var version : new HttpVersion[] {HttpVersion.HTTP_1_1, HttpVersion.HTTP_2}) {
            var answer = ask(HttpMethod.GET, "/v1/resources", version);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.getHeader("Strict-Transport-Security")).startsWith("max-age=");
        }
        assertThat(ask(HttpMethod.POST, "/v1/session", HttpVersion.HTTP_2).getHeader("Set-Cookie"))
                .contains("; Secure");
    }

    @Test
    void without_tls_nothing_is_answered() {
        assertThatThrownBy(() -> service.get("/livez")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void hands_that_are_not_shaken_are_let_go() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(8_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (var socket = shaken()) {
            socket.setSoTimeout(8_000);
            socket.getOutputStream().write("GET /livez HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_new_certificate_is_taken_up_and_a_wrong_one_is_not() throws Exception {
        assertThat(shown()).isEqualTo("CN=first");
        make("second", "EC");
        make("third", "EC");

        place("second", "third");
        Awaitility.await().during(Duration.ofMillis(700)).until(() -> shown().equals("CN=first"));
        Files.writeString(folder.resolve("tls.crt"), "no certificate");
        Awaitility.await().during(Duration.ofMillis(700)).until(() -> shown().equals("CN=first"));
        place("second", "second");

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> shown().equals("CN=second"));
        for (var times = 0; times < 8; times++) {
            assertThat(shown()).isEqualTo("CN=second");
        }
        assertThat(ask(HttpMethod.GET, "/v1/resources", HttpVersion.HTTP_2).statusCode())
                .isEqualTo(200);
    }

    private static String shown() throws Exception {
        try (var socket = shaken()) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static SSLSocket shaken() throws Exception {
        var anybody = SSLContext.getInstance("TLS");
        anybody.init(null, new TrustManager[] {new Trusting()}, null);
        var socket =
                (SSLSocket) anybody.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), service.port());
        socket.startHandshake();
        return socket;
    }

    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
