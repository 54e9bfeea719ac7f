package io.standstill.http.door;

import io.standstill.app.Boot;
import io.standstill.app.Standstill;
import io.standstill.journal.postgres.Database;
import io.standstill.testing.Promised;
import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A whole service with a say in who may, spoken to over plain sockets: every header is the test's own. */
final class Guarded implements AutoCloseable {

    /** An answer as it came. */
    record Reply(int status, List<String> head, String body) {

        JsonObject json() {
            return new JsonObject(body);
        }

        Optional<String> header(String name) {
            var start = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }

        /** The cookie an answer set, as a browser would send it back. */
        String cookie() {
            return header("Set-Cookie").orElseThrow().split(";", 2)[0];
        }
    }

    private final Standstill service;

    private final int simulator;

    private Guarded(Standstill service, int simulator) {
        this.service = service;
        this.simulator = simulator;
    }

    /** With two Feldera accounts, {@code eu} and {@code us}, and one of memories.ai named {@code memories}. */
    static Guarded start(Path folder, Database database, String yaml) {
        var simulator = Running.freePort();
        var service = Boot.start("""
                database: {url: 'postgresql://%s:%s@%s:%d/%s?sslmode=disable', dataDir: '%s'}
                simulator: {enabled: true, port: %d}
                accounts:
                  eu: {vendor: feldera, apiKey: k}
                  us: {vendor: feldera, apiKey: k}
                  memories: {vendor: memories, apiKey: sk-mavi-k, callbackSecret: [first-secret]}
                """.formatted(
                                database.user(),
                                database.password(),
                                database.host(),
                                database.port(),
                                database.name(),
                                folder.resolve("data"),
                                simulator)
                + yaml);
        return new Guarded(service, simulator);
    }

    /** A token of this name, roles and whatever else, as the configuration has it. */
    static String token(String name, String token, String more) {
        return "    - {name: %s, sha256: %s, %s}\n".formatted(name, sha256(token), more);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    int port() {
        return service.port();
    }

    Reply get(String path, String... headers) {
        return ask("GET", path, "", headers);
    }

    Reply post(String path, String body, String... headers) {
        return ask("POST", path, body, headers);
    }

    /** With headers as whole lines; a Host is added where they have none. */
    Reply ask(String method, String path, String body, String... headers) {
        var reply = ask(port(), method, path, body, headers);
        // What is asked for in a twisted way is described nowhere.
        if (!method.equals("OPTIONS")
                && path.matches("/v1/[\\w/.-]+(\\?.*)?")
                && !path.contains("..")
                && reply.header("Content-Length").isPresent()) {
            Promised.answer(
                    method,
                    URI.create("http://localhost" + path),
                    reply.status(),
                    name -> reply.header(name).orElse(null),
                    reply.body());
        }
        return reply;
    }

    static Reply ask(int port, String method, String path, String body, String... headers) {
        var head = new StringBuilder("%s %s HTTP/1.1\r\nConnection: close\r\n".formatted(method, path));
        if (Arrays.stream(headers).noneMatch(line -> line.startsWith("Host:"))) {
            head.append("Host: localhost\r\n");
        }
        for (var line : headers) {
            head.append(line).append("\r\n");
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            head.append("Content-Type: application/json\r\n");
        }
        head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            return reply(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Reply reply(String whole) {
        var ends = whole.indexOf("\r\n\r\n");
        var lines = List.of(whole.substring(0, ends).split("\r\n", -1));
        return new Reply(
                Integer.parseInt(lines.get(0).split(" ", -1)[1]),
                lines.subList(1, lines.size()),
                whole.substring(ends + 4));
    }

    /** Makes a thing at the simulated vendor, with these manners. */
    void thing(String path, String behaviour) {
        var made = ask(simulator, "PUT", "/_control/" + path, "{\"behaviour\":" + behaviour + "}");
        if (made.status() != 200) {
            throw new IllegalStateException(made.body());
        }
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    @Override
    public void close() {
        service.close();
    }
}
