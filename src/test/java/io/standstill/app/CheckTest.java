package io.standstill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.journal.postgres.Database;
import io.standstill.simulator.Simulators;
import io.standstill.testing.Running;
import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} tells a person: each thing that is wrong, all of them at once, and what to do about it. */
@ExtendWith(VertxExtension.class)
class CheckTest {

    private record Told(int exit, List<String> lines) {

        /** What is told of this key, each fault with its remedy behind it. */
        List<String> of(String key) {
            return lines.stream()
                    .filter(line -> line.startsWith(key + ": "))
                    .map(line -> {
                        var next = lines.get(lines.indexOf(line) + 1);
                        return line.substring(key.length() + 2) + (next.startsWith("    ") ? " / " + next.strip() : "");
                    })
                    .toList();
        }
    }

    private Vertx vertx;
    private Simulators simulators;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        this.vertx = vertx;
        simulators = Simulators.start(
                        vertx, 0, folder.resolve("world.jsonl"), Clock.systemUTC(), new Simulators.Options(false, null))
                .await();
    }

    @AfterEach
    void end() {
        simulators.stop().await();
    }

    private static Told check(String database, String... accounts) {
        var yaml = "database: {url: '%s'}\naccounts: {%s}".formatted(database, String.join(", ", accounts));
        var read = SettingsReader.read(yaml, Map.of());
        assertThat(read.faults()).isEmpty();
        var out = new ByteArrayOutputStream();
        var exit = Check.run(read.settings().orElseThrow(), new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Told(exit, Arrays.asList(out.toString(StandardCharsets.UTF_8).split("\n", -1)));
    }

    private static String at(Database database) {
        return "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(database.user(), database.password(), database.host(), database.port(), database.name());
    }

    private String account(String name, String vendor, String keys) {
        return "%s: {vendor: %s, url: 'http://127.0.0.1:%d/%s', environment: nonprod, %s}"
                .formatted(name, vendor, simulators.port(), vendor, keys);
    }

    private void manners(String vendor, JsonObject manners) {
        var client = vertx.createHttpClient();
        var status = client.request(HttpMethod.PUT, simulators.port(), "127.0.0.1", "/_control/" + vendor)
                .compose(request -> request.send(manners.toBuffer()))
                .map(answer -> answer.statusCode())
                .await();
        assertThat(status).isEqualTo(200);
        client.close().await();
    }

    @Test
    void where_nothing_is_wrong_it_says_so() {
        var told = check(
                at(TestServer.get().fresh()),
                account("f", "feldera", "apiKey: k"),
                account("n", "nomad", "username: u, password: p, apiType: admin"),
                account("s", "storm", "username: u, password: p"),
                account("m", "memories", "apiKey: sk-mavi-k"));

        assertThat(told.exit()).as("%s", told).isZero();
        assertThat(told.lines()).endsWith("all is well", "");
        assertThat(told.of("database")).singleElement().asString().startsWith("well, PostgreSQL ");
        for (var name : List.of("f", "n", "s", "m")) {
            assertThat(told.of("accounts." + name)).singleElement().asString().startsWith("well, ");
        }
    }

    @Test
    void all_that_is_wrong_is_told_at_once_each_with_what_to_do() {
        manners("feldera", new JsonObject().put("readOnly", true).put("edition", "Open source"));
        manners("storm", new JsonObject().put("loginLimit", 0));
        var nobody = "127.0.0.1:" + Running.freePort();

        var told = check(
                "postgresql://u:very-secret@" + nobody + "/x",
                account("f", "feldera", "apiKey: k"),
                account("key", "feldera", "apiKey: wrong"),
                "away: {vendor: feldera, url: 'http://%s'}".formatted(nobody),
                "path: {vendor: feldera, url: 'http://127.0.0.1:%d/feldera/v0'}".formatted(simulators.port()),
                "tls: {vendor: feldera, url: 'https://127.0.0.1:%d/feldera'}".formatted(simulators.port()),
                account("n", "nomad", "username: u, password: wrong, apiType: portal"),
                account("s", "storm", "username: u, password: p"),
                account("m", "memories", "apiKey: wrong"));

        assertThat(told.exit()).isEqualTo(1);
        assertThat(told.of("database"))
                .singleElement()
                .asString()
                .contains("no connection: ", " / See whether it runs")
                .doesNotContain("very-secret");
        assertThat(told.of("accounts.f"))
                .satisfiesExactly(
                        mayRead -> assertThat(mayRead).contains("may only read", " / Make a key "),
                        edition -> assertThat(edition).contains("no graceful stop", " / Order with mode force"));
        assertThat(told.of("accounts.key")).singleElement().asString().contains("401 / See whether apiKey");
        assertThat(told.of("accounts.away")).singleElement().asString().contains("no connection / See whether url");
        assertThat(told.of("accounts.path"))
                .singleElement()
                .asString()
                .contains("404", "url must be what precedes /v0");
        assertThat(told.of("accounts.tls"))
                .singleElement()
                .asString()
                .contains("no secure connection / See whether url should begin with http");
        assertThat(told.of("accounts.n"))
                .satisfiesExactly(
                        login -> assertThat(login).contains("the login failed", " / Log in at the vendor as this user"),
                        portal -> assertThat(portal).contains("apiType is admin", " / Use a login "));
        assertThat(told.of("accounts.s")).singleElement().asString().contains("429", " / Wait a minute");
        assertThat(told.of("accounts.m")).hasSize(2).allSatisfy(one -> assertThat(one)
                .contains("apiKey", " / See "));
        // Of the community edition it is only good to know.
        assertThat(told.lines()).endsWith("11 faults", "");
    }
}
