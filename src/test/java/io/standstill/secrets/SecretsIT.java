package io.standstill.secrets;

import static io.standstill.secrets.Asking.OPS;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Child;
import io.standstill.testing.Disclosed;
import io.standstill.testing.Running;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every secret of a run, sought on every surface of it: a whole service with all its vendors, which repeat whatever they
 * were sent, in every way of writing it; with callers who bring wrong secrets and put right ones where they do not
 * belong; with a database that turns it away. Then the log down to its last detail, every column of the database, every
 * answer, the threads, the command line and whatever files there are must hold none of them.
 */
@ExtendWith(VertxExtension.class)
class SecretsIT {

    private final Disclosed disclosed = Chosen.sought();
    private Ground ground;
    private Path configuration;
    private Asking asking;
    private Parrots parrots;
    private Surfaces surfaces;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) throws Exception {
        ground = new Ground(vertx, folder);
        configuration = ground.configure("secrets.yaml");
        asking = new Asking(ground.url());
        parrots = new Parrots(ground.between());
        surfaces = new Surfaces(ground, asking, disclosed);
    }

    @AfterEach
    void end() {
        ground.close();
    }

    @Test
    void no_secret_of_a_whole_run_is_on_any_surface() throws Exception {
        var log = ground.folder().resolve("service.log");
        var callers = new Callers(ground, asking, disclosed);
        try (var service = ground.start(configuration, log.toFile())) {
            service.lineWith("is ready");
            parrots.repeatTheNextLogins();
            new Stops(ground, parrots, asking, disclosed).ofEverySort();
            callers.callBackInEveryWay();
            callers.callInEveryWay();
            theDatabaseTurnsItAway();

            ground.between().secrets().forEach(secret -> disclosed.secret("granted or told by a vendor", secret));
            surfaces.answers();
            surfaces.process(service.pid());
            assertThat(service.terminate()).isZero();
        }
        startsThatFail();
        commandsOfEverySort();

        surfaces.database();
        surfaces.files(log);
        assertThat(disclosed.found()).isEmpty();
    }

    /** Its connections break, and for a while nobody lets it in again. */
    private void theDatabaseTurnsItAway() throws Exception {
        var user = ground.database().user();
        ground.admin().run("ALTER ROLE %s NOLOGIN".formatted(user));
        ground.admin()
                .rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'".formatted(user));
        for (var path : List.of("/v1/resources", "/v1/journal", "/metrics", "/v1/summary", "/readyz")) {
            disclosed.answer(asking.send("GET", path, "", OPS));
        }
        disclosed.answer(asking.send("POST", "/v1/resources/feldera/honest/stop", "", OPS));
        disclosed.answer(asking.send(
                "POST", "/callbacks/memories/" + Chosen.encoded(Chosen.CALLBACK_NEW), "{\"task_id\":\"x\"}", ""));
        ground.admin().run("ALTER ROLE %s LOGIN".formatted(user));
        Awaitility.await("it is let in again")
                .atMost(Duration.ofMinutes(2))
                .until(() -> asking.send("GET", "/v1/resources", "", OPS).statusCode() == 200);
    }

    private void startsThatFail() throws Exception {
        var nowhere = ground.configure("nowhere.yaml");
        var port = ground.database().port();
        Files.writeString(nowhere, Files.readString(nowhere).replace(":" + port + "/", ":" + Running.freePort() + "/"));
        var wrong = ground.configure("wrong.yaml");
        Files.writeString(
                wrong,
                Files.readString(wrong)
                        .replace("sslmode=disable", "sslmode=never")
                        .replace("callbackSecret: [", "callbackSecret: [short7, "));
        var log = ground.folder().resolve("failed-start.log").toFile();
        for (var failing : List.of(nowhere, wrong)) {
            try (var child = ground.start(failing, log)) {
                var said = surfaces.output(failing.getFileName().toString(), child);
                assertThat(child.await()).as("exit of " + failing.getFileName()).isNotZero();
                assertThat(said)
                        .as("one that is too short to be sought by chance")
                        .doesNotContain("short7");
            }
        }
    }

    private void commandsOfEverySort() throws Exception {
        for (var command : List.of("check", "migrate", "epoch")) {
            parrots.repeatTheNextLogins();
            var errors = ground.folder().resolve(command + ".log").toFile();
            try (var child = Child.jar(errors, command, "--config", configuration.toString())) {
                var said = surfaces.output(command, child);
                assertThat(child.await()).isIn(0, 1);
                assertThat(said).isNotEmpty();
            }
        }
    }
}
