package io.standstill.secrets;

import static io.standstill.secrets.Chosen.encoded;

import io.standstill.http.door.Issuer;
import io.standstill.journal.postgres.Database;
import io.standstill.simulator.Simulators;
import io.standstill.testing.Between;
import io.standstill.testing.Child;
import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What the service stands on: a database, an issuer, the vendors, and the configuration that lets it in to each. */
final class Ground implements AutoCloseable {

    private final Path folder;
    private final int port = Running.freePort();
    private final Issuer.Signer signer = Issuer.Signer.rsa("k1");
    private final Issuer issuer = new Issuer(signer);
    private final Simulators simulators;
    private final Between between;
    private final Sql admin;
    private final Database database;

    Ground(Vertx vertx, Path folder) throws Exception {
        this.folder = folder;
        simulators = Simulators.start(vertx, 0, folder.resolve("world.jsonl"), Clock.systemUTC(), true)
                .await();
        between = new Between(vertx, simulators.port());
        var theirs = TestServer.get().fresh();
        admin = Sql.on(theirs);
        var role = "secrets_" + ProcessHandle.current().pid();
        admin.run("DROP ROLE IF EXISTS " + role);
        admin.run("CREATE ROLE %s LOGIN SUPERUSER PASSWORD '%s'".formatted(role, Chosen.DATABASE_PASSWORD));
        database = new Database(
                theirs.host(), theirs.port(), theirs.name(), role, Chosen.DATABASE_PASSWORD, theirs.ssl(), null);
    }

    /** Where everything is kept that the run leaves behind. */
    Path folder() {
        return folder;
    }

    /** Where the service answers. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Who is believed when it says who somebody is. */
    Issuer.Signer signer() {
        return signer;
    }

    /** Where the vendors are told how a thing behaves. */
    String control() {
        return "http://127.0.0.1:%d/_control".formatted(simulators.port());
    }

    Between between() {
        return between;
    }

    /** The database, as another sees it who may do everything. */
    Sql admin() {
        return admin;
    }

    Database database() {
        return database;
    }

    // ---- the configuration

    Path configure(String name) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                """
                http: {port: %d, drain: 0s}
                database: {url: 'postgresql://%s:%s@%s:%d/%s?sslmode=disable', dataDir: '%s'}
                auth:
                  tokens: [{name: ops, sha256: %s, roles: [read, stop]}]
                %saccounts:
                  feldera: {vendor: feldera, url: '%s/feldera', apiKey: %s, environment: nonprod}
                """.formatted(
                                        port,
                                        database.user(),
                                        encoded(Chosen.DATABASE_PASSWORD),
                                        database.host(),
                                        database.port(),
                                        database.name(),
                                        folder.resolve("data"),
                                        sha256(Chosen.TOKEN),
                                        issuer.section(),
                                        between.url(),
                                        quoted(Chosen.FELDERA_KEY))
                        + """
                  nomad: {vendor: nomad, url: '%1$s/nomad', username: u, password: %2$s, apiType: admin, environment: nonprod}
                  storm: {vendor: storm, url: '%1$s/storm', username: u, password: %3$s, environment: nonprod, confirmOver: 1s}
                  memories: {vendor: memories, url: '%1$s/memories', apiKey: %4$s, callbackSecret: [%5$s, %6$s]}
                """.formatted(
                                        between.url(),
                                        quoted(Chosen.NOMAD_PASSWORD),
                                        quoted(Chosen.STORM_PASSWORD),
                                        quoted(Chosen.MEMORIES_KEY),
                                        quoted(Chosen.CALLBACK_OLD),
                                        quoted(Chosen.CALLBACK_NEW)));
    }

    private static String quoted(String text) {
        return new JsonArray().add(text).encode().replaceAll("^\\[|]$", "");
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    // ---- the service

    /** Logs everything, and of what others log all but the bytes on the wire. */
    Child start(Path configured, File log) throws Exception {
        var logging = Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="ALL" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>%level %thread %logger %message %kvp %ex%n</pattern></encoder>
                  </appender>
                  <logger name="io.standstill" level="TRACE"/>
                  <root level="DEBUG"><appender-ref ref="ALL"/></root>
                </configuration>
                """);
        return Child.start(
                Child.jarCommand(List.of("-Dlogback.configurationFile=" + logging), "--config", configured.toString()),
                Map.of(),
                log);
    }

    @Override
    public void close() {
        admin.close();
        between.close();
        simulators.stop().await();
        issuer.close();
    }
}
