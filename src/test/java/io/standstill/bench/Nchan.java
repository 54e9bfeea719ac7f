package io.standstill.bench;

import io.standstill.testing.Child;
import io.standstill.testing.Running;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** nginx with the module nchan, where both are installed as Debian has them: what others tell many of the same with. */
final class Nchan implements AutoCloseable {

    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final Path MODULES = Path.of("/usr/lib/nginx/modules");

    private final Child process;
    private final int port;

    private Nchan(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Empty: they are not installed here. */
    static Optional<Nchan> start() throws IOException {
        var module = MODULES.resolve("ngx_nchan_module.so");
        if (!Files.isExecutable(NGINX) || !Files.exists(module)) {
            return Optional.empty();
        }
        var folder = Files.createTempDirectory("nchan");
        var port = Running.freePort();
        var configuration = Files.writeString(folder.resolve("nginx.conf"), """
                load_module %1$s;
                daemon off;
                worker_processes auto;
                worker_rlimit_nofile 20000;
                pid %2$s/pid;
                error_log %2$s/error.log;
                events {worker_connections 10000;}
                http {
                  access_log off;
                  client_body_temp_path %2$s; proxy_temp_path %2$s; fastcgi_temp_path %2$s; uwsgi_temp_path %2$s; scgi_temp_path %2$s;
                  nchan_max_reserved_memory 512M;
                  keepalive_requests 1000000;
                  server {
                    listen 127.0.0.1:%3$d;
                    location = /tell {nchan_publisher; nchan_channel_id all; nchan_message_buffer_length 20000;}
                    location = /hear {nchan_subscriber eventsource; nchan_channel_id all; nchan_subscriber_first_message newest;
                                      nchan_eventsource_ping_interval 0;}
                  }
                }
                """.formatted(module, folder, port));
        // Its workers run as another user, and write there.
        try (Stream<Path> all = Files.walk(folder)) {
            all.forEach(one -> one.toFile().setWritable(true, false));
        }
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
        var process = Child.start(
                List.of(NGINX.toString(), "-c", configuration.toString()), Map.of(), new File("target/bench.log"));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> listens(port));
        return Optional.of(new Nchan(process, port));
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Its keeper and all workers. */
    double processorSeconds() throws IOException {
        return Processor.secondsOfAll(process.pid());
    }

    @Override
    public void close() {
        // Killed, its keeper would leave the workers behind.
        process.terminate();
    }
}
