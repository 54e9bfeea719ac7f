package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Child;
import io.standstill.testing.Follower;
import io.standstill.testing.Running;
import io.standstill.testing.Tool;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxies' files that are ready to be copied, before a service: what streams comes through as it is told. */
class ProxyIT {

    private static final Path FOLDER = Path.of("conf/deploy");

    @TempDir
    private Path folder;

    private final int port = Running.freePort();
    private Running service;
    private Child proxy;

    @BeforeEach
    void begin() {
        service = Running.start(folder);
    }

    @AfterEach
    void end() {
        if (proxy != null) {
            proxy.close();
        }
        service.close();
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Without the certificate, which is nobody's here. */
    private Path nginx() throws IOException {
        var site = Files.readString(FOLDER.resolve("nginx.conf"))
                .replaceAll("(?m)^ *ssl_.*\\n", "")
                .replace("listen 8443 ssl http2", "listen 127.0.0.1:" + port)
                .replace("server 127.0.0.1:8080", "server 127.0.0.1:" + service.port());
        return Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log stderr;
                events {}
                http {
                access_log %1$s/access.log;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                %2$s
                }
                """.formatted(folder, site));
    }

    private Path caddy() throws IOException {
        return Files.writeString(
                folder.resolve("Caddyfile"),
                "{\n\tadmin off\n}\n"
                        + Files.readString(FOLDER.resolve("Caddyfile"))
                                .replace("standstill.example.com {", url() + " {")
                                .replace("127.0.0.1:8080", "127.0.0.1:" + service.port()));
    }

    private void start(List<String> command) {
        proxy = Child.start(
                command,
                Map.of("XDG_DATA_HOME", folder.toString(), "HOME", folder.toString()),
                new File("target/proxy.log"));
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return get("/readyz") == 200;
            }
        });
    }

    private int get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url() + path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** While the answer goes on, each entry is heard: nothing waits until a buffer is full. */
    private void streams() throws Exception {
        try (var follower = Follower.of(url() + "/v1/events?after=0")) {
            service.put("/v1/resources/demo/one", "{}");
            follower.awaits(heard -> heard.size() == 1);
            service.put("/v1/resources/demo/two", "{}");
            follower.awaits(heard -> heard.size() == 2);

            var first = follower.events().get(0).id();
            try (var again = Follower.of(url() + "/v1/events", Map.of("Last-Event-ID", first))) {
                again.awaits(heard -> heard.size() == 1);
                assertThat(again.events()
                                .get(0)
                                .json()
                                .getJsonObject("resource")
                                .getString("id"))
                        .isEqualTo("two");
            }
        }
        assertThat(get("/metrics")).isEqualTo(404);
    }

    @Test
    void through_nginx() throws Exception {
        var nginx = Tool.installed("nginx");
        var file = nginx().toString();
        var tested = nginx.run("-t", "-c", file, "-p", folder.toString());
        assertThat(tested.exit()).as(tested.text()).isZero();

        start(nginx.command("-c", file, "-p", folder.toString()));

        streams();
        assertThat(get("/callbacks/memories/secret-of-theirs")).isEqualTo(404);
        proxy.terminate();
        assertThat(Files.readString(folder.resolve("access.log")))
                .contains("/readyz")
                .doesNotContain("secret-of-theirs");
    }

    @Test
    void through_caddy() throws Exception {
        start(Tool.installed("caddy").command("run", "--adapter", "caddyfile", "--config", caddy().toString()));

        streams();
    }
}
