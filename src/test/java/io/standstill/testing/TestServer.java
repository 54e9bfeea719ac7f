package io.standstill.testing;

import io.standstill.app.embedded.EmbeddedPostgres;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.Migrations;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one PostgreSQL server of a test run: {@code TEST_DATABASE_URL} if it is set, a container where Docker answers, the
 * embedded one elsewhere. The log says which.
 */
public final class TestServer {

    private static final Logger LOG = LoggerFactory.getLogger(TestServer.class);

    private static final TestServer ONLY = choose();

    private final Database admin;
    private final String template;
    private final AtomicInteger made = new AtomicInteger();

    private TestServer(Database admin) {
        this.admin = admin;
        this.template = "standstill_template_" + ProcessHandle.current().pid();
        execute("DROP DATABASE IF EXISTS " + template);
        execute("CREATE DATABASE " + template);
        Migrations.run(admin.named(template));
    }

    public static TestServer get() {
        return ONLY;
    }

    private static TestServer choose() {
        var url = System.getenv("TEST_DATABASE_URL");
        if (url != null) {
            var database = Database.of(url);
            LOG.info("tests run on TEST_DATABASE_URL: {}", database);
            return new TestServer(database);
        }
        if (dockerAnswers()) {
            LOG.info("tests run on PostgreSQL in a container");
            return new TestServer(container());
        }
        LOG.info("tests run on the embedded PostgreSQL, for no Docker answers here");
        var postgres = EmbeddedPostgres.start(
                Path.of("target", "postgres-" + ProcessHandle.current().pid()), programs(), 0);
        // It ends by itself when this process does; nobody need wait until hundreds of databases are flushed.
        return new TestServer(postgres.database());
    }

    /** The programs are unpacked once for all tests. */
    public static Path programs() {
        return Path.of("target", "postgres-programs");
    }

    private static boolean dockerAnswers() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException none) {
            return false;
        }
    }

    @SuppressWarnings("resource") // lives as long as the run; its reaper ends it
    private static Database container() {
        var container =
                new PostgreSQLContainer("postgres:18-alpine").withCommand("postgres", "-c", "max_connections=200");
        container.start();
        return Database.of("postgresql://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(
                        container.getUsername(),
                        container.getPassword(),
                        container.getHost(),
                        container.getFirstMappedPort(),
                        container.getDatabaseName()));
    }

    /** A migrated database of the caller's own. */
    public Database fresh() {
        var name = "test_%d_%d".formatted(ProcessHandle.current().pid(), made.incrementAndGet());
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return admin.named(name);
    }

    /** An empty database of the caller's own. */
    public Database empty() {
        var name = "test_%d_%d".formatted(ProcessHandle.current().pid(), made.incrementAndGet());
        execute("CREATE DATABASE " + name);
        return admin.named(name);
    }

    /** How a configuration names it. */
    public static String url(Database database) {
        return "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(database.user(), database.password(), database.host(), database.port(), database.name());
    }

    private void execute(String statement) {
        try (var connection = DriverManager.getConnection(jdbc(admin), admin.user(), admin.password());
                var running = connection.createStatement()) {
            running.execute(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException(statement, failed);
        }
    }

    static String jdbc(Database database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.name());
    }
}
