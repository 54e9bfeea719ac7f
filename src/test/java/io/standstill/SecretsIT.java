package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.http.door.Issuer;
import io.standstill.journal.postgres.Database;
import io.standstill.simulator.Simulators;
import io.standstill.testing.Between;
import io.standstill.testing.Between.Call;
import io.standstill.testing.Child;
import io.standstill.testing.Disclosed;
import io.standstill.testing.Follower;
import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.File;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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

    /** Odd enough that each way of writing them is another one. */
    private static final String FELDERA_KEY = "apikey:Fe1dera/K3y+o=dd&Q7";

    private static final String NOMAD_PASSWORD = "n0mad&<Pa\"ss>+w/or d'7";
    private static final String STORM_PASSWORD = "st0rm \"Pass&word\" <%2F>+é9";
    private static final String MEMORIES_KEY = "sk-mavi-M3m/0ries+Key&<1>==";
    private static final String CALLBACK_OLD = "cb-0ld+se/cret&~8 Zz";
    private static final String CALLBACK_NEW = "cb-n3w+se/cret&~9 Yy";
    private static final String CALLBACK_WRONG = "cb-wr0ng-guess-Xx41";
    private static final String DATABASE_PASSWORD = "db-Pa/ss+w0rd&<7>";
    private static final String TOKEN = "ops-T0ken/4+tell=ing";
    private static final String TOKEN_WRONG = "ops-n0-such-token-5cD1";
    private static final String QUERY = "qu3ry+tok/en-77&x";

    /** How a vendor answers that repeats what it was sent. */
    private static final List<String> MANNERS = List.of("says-json", "says-html", "says-401");

    private static final List<String> VENDORS = List.of("feldera", "nomad", "storm", "memories");

    private final Issuer.Signer signer = Issuer.Signer.rsa("k1");
    private final Issuer.Signer stranger = Issuer.Signer.rsa("k1");
    private final int port = Running.freePort();
    private final String url = "http://127.0.0.1:" + port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Disclosed disclosed = new Disclosed();

    private Path folder;
    private Issuer issuer;
    private Simulators simulators;
    private Between between;
    private Sql admin;
    private Database database;
    private Path configuration;

    // ---- the ground

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path given) throws Exception {
        folder = given;
        issuer = new Issuer(signer);
        simulators = Simulators.start(vertx, 0, folder.resolve("world.jsonl"), Clock.systemUTC(), true)
                .await();
        between = new Between(vertx, simulators.port());
        var theirs = TestServer.get().fresh();
        admin = Sql.on(theirs);
        var role = "secrets_" + ProcessHandle.current().pid();
        admin.run("DROP ROLE IF EXISTS " + role);
        admin.run("CREATE ROLE %s LOGIN SUPERUSER PASSWORD '%s'".formatted(role, DATABASE_PASSWORD));
        database =
                new Database(theirs.host(), theirs.port(), theirs.name(), role, DATABASE_PASSWORD, theirs.ssl(), null);
        configuration = configure("secrets.yaml", DATABASE_PASSWORD);
        disclosed.secret("feldera", FELDERA_KEY);
        disclosed.secret("nomad", NOMAD_PASSWORD);
        disclosed.secret("storm", STORM_PASSWORD);
        disclosed.secret("memories", MEMORIES_KEY);
        disclosed.secret("callback, old", CALLBACK_OLD);
        disclosed.secret("callback, new", CALLBACK_NEW);
        disclosed.secret("callback, wrong", CALLBACK_WRONG);
        disclosed.secret("database", DATABASE_PASSWORD);
        disclosed.secret("token", TOKEN);
        disclosed.secret("token, wrong", TOKEN_WRONG);
        disclosed.secret("query", QUERY);
    }

    @AfterEach
    void end() {
        admin.close();
        between.close();
        simulators.stop().await();
        issuer.close();
    }

    private Path configure(String name, String password) throws Exception {
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
                                        encoded(password),
                                        database.host(),
                                        database.port(),
                                        database.name(),
                                        folder.resolve("data"),
                                        sha256(TOKEN),
                                        issuer.section(),
                                        between.url(),
                                        quoted(FELDERA_KEY))
                        + """
                  nomad: {vendor: nomad, url: '%1$s/nomad', username: u, password: %2$s, apiType: admin, environment: nonprod}
                  storm: {vendor: storm, url: '%1$s/storm', username: u, password: %3$s, environment: nonprod, confirmOver: 1s}
                  memories: {vendor: memories, url: '%1$s/memories', apiKey: %4$s, callbackSecret: [%5$s, %6$s]}
                """.formatted(
                                        between.url(),
                                        quoted(NOMAD_PASSWORD),
                                        quoted(STORM_PASSWORD),
                                        quoted(MEMORIES_KEY),
                                        quoted(CALLBACK_OLD),
                                        quoted(CALLBACK_NEW)));
    }

    private static String quoted(String text) {
        return new JsonArray().add(text).encode().replaceAll("^\\[|]$", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Logs everything, and of what others log all but the bytes on the wire. */
    private Child start(Path configured, File log) throws Exception {
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

    // ---- the run

    @Test
    void no_secret_of_a_whole_run_is_on_any_surface() throws Exception {
        var log = folder.resolve("service.log");
        try (var service = start(configuration, log.toFile())) {
            service.lineWith("is ready");
            theVendorsRepeatWhateverTheyWereSent();
            stopsOfEverySort();
            callbacksOfEverySort();
            callersOfEverySort();
            theDatabaseTurnsItAway();

            between.secrets().forEach(secret -> disclosed.secret("granted or told by a vendor", secret));
            askForEverything();
            seek("thread names", jcmd(service.pid(), "Thread.print"));
            seek("system properties", jcmd(service.pid(), "VM.system_properties"));
            seek("command line", Files.readString(Path.of("/proc/" + service.pid() + "/cmdline")));
            assertThat(service.terminate()).isZero();
        }
        startsThatFail();
        commandsOfEverySort();

        seekInTheDatabase();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                // What a person wrote themselves, and the simulated world, are no surface of the service.
                if (!file.toString().endsWith(".yaml") && !file.toString().contains("world.jsonl")) {
                    seek("file " + file.getFileName(), Files.readString(file));
                }
            }
        }
        assertThat(Files.readString(log)
                        .lines()
                        .map(line -> line.split(" ", 2)[0])
                        .toList())
                .as("the log tells all")
                .contains("INFO", "DEBUG");
        assertThat(disclosed.found()).isEmpty();
    }

    private void theVendorsRepeatWhateverTheyWereSent() {
        between.spoil(call -> call.isLogin() && call.path().contains("/storm/"), 1, Between.repeating());
        between.withhold(
                call -> call.isLogin() && call.path().contains("/nomad/"),
                1,
                (call, theirs, response) -> response.end(
                        new JsonObject().put("loginStatus", heard(call)).toBuffer()));
    }

    private static void tell(HttpServerResponse response, int status, boolean json, String heard) {
        var object = new JsonObject()
                .put("status", heard)
                .put("message", heard)
                .put("detail", "")
                .put("deployment_status", heard)
                .put("error_code", heard)
                .put("code", heard);
        response.setStatusCode(status)
                .putHeader("Content-Type", json ? "application/json" : "text/html")
                .putHeader("X-Heard", heard.replaceAll("[^ -~]", "?"))
                .end(
                        json
                                ? Buffer.buffer(escaping(object, heard))
                                : Buffer.buffer("<html><pre>" + heard + "</pre></html>"));
    }

    private static String escaping(JsonObject object, String heard) {
        return object.encode()
                .replace("\"detail\":\"\"", "\"detail\":\"" + Disclosed.escaped(heard) + "\"")
                .replace("/", "\\/");
    }

    /** What was sent, in every way of writing it. */
    private static String heard(Call call) {
        var all = new ArrayList<String>();
        var shown = call.authorization().substring(call.authorization().lastIndexOf(' ') + 1);
        for (var sent : List.of(shown, FELDERA_KEY, NOMAD_PASSWORD, STORM_PASSWORD, MEMORIES_KEY, call.body())) {
            // No vendor knows what another was sent.
            if (!sent.isEmpty() && List.of(shown, call.body(), keyOf(call)).contains(sent)) {
                all.addAll(Disclosed.written(sent));
            }
        }
        all.add(Base64.getEncoder().encodeToString(("user:" + keyOf(call)).getBytes(StandardCharsets.UTF_8)));
        return String.join(" | ", all);
    }

    private static String keyOf(Call call) {
        return Map.of(
                        "feldera", FELDERA_KEY,
                        "nomad", NOMAD_PASSWORD,
                        "storm", STORM_PASSWORD,
                        "memories", MEMORIES_KEY)
                .get(call.path().split("/", -1)[1]);
    }

    private String id(String vendor, String manner) {
        return switch (vendor) {
            case "nomad", "memories" -> new UUID(7, manner.hashCode()).toString();
            default -> manner;
        };
    }

    private void stopsOfEverySort() throws Exception {
        for (var vendor : VENDORS) {
            order(vendor, id(vendor, "honest"));
        }
        for (var vendor : VENDORS) {
            Awaitility.await(vendor + " stops").atMost(Duration.ofSeconds(90)).until(() -> stateOf(vendor, "honest")
                    .equals("stopped"));
        }
        for (var vendor : VENDORS) {
            for (var manner : MANNERS) {
                var id = id(vendor, manner);
                // A login is refused so seldom that the others are not locked out.
                between.spoil(
                        call -> isAbout(call, id),
                        manner.equals("says-401") ? 1 : 100,
                        (call, theirs, response) -> tell(
                                response,
                                manner.equals("says-401") ? 401 : manner.equals("says-json") ? 200 : 502,
                                manner.equals("says-json"),
                                heard(call)));
                order(vendor, id);
            }
        }
        for (var vendor : VENDORS) {
            for (var manner : MANNERS) {
                var id = id(vendor, manner);
                Awaitility.await(vendor + " is called for " + manner)
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> between.count(call -> isAbout(call, id)) >= 1 && entries(vendor, id) > 1);
            }
        }
    }

    private void order(String vendor, String id) throws Exception {
        thing(vendor, id);
        disclosed.answer(send("PUT", "/v1/resources/" + vendor + "/" + id, "{}", "Bearer " + TOKEN));
        var ordered = send("POST", "/v1/resources/" + vendor + "/" + id + "/stop", "", "Bearer " + TOKEN);
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
        disclosed.answer(ordered);
    }

    private static boolean isAbout(Call call, String id) {
        return call.path().contains(id) || call.body().contains(id);
    }

    private String stateOf(String vendor, String manner) throws Exception {
        return new JsonObject(send("GET", "/v1/resources/" + vendor + "/" + id(vendor, manner), "", "Bearer " + TOKEN)
                        .body())
                .getString("state");
    }

    private int entries(String vendor, String id) throws Exception {
        var told = send("GET", "/v1/resources/%s/%s/journal".formatted(vendor, id), "", "Bearer " + TOKEN);
        return new JsonObject(told.body()).getJsonArray("items").size();
    }

    private void thing(String vendor, String id) throws Exception {
        var behaviour = new JsonObject().put("stopAfter", "100ms");
        if (vendor.equals("memories")) {
            behaviour.put("callbackUrl", url + "/callbacks/memories/" + encoded(CALLBACK_NEW));
        }
        var made = client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:%d/_control/%s/%s".formatted(simulators.port(), vendor, id)))
                        .PUT(HttpRequest.BodyPublishers.ofString(
                                new JsonObject().put("behaviour", behaviour).encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    }

    private void callbacksOfEverySort() throws Exception {
        var telling = new ArrayList<String>();
        List.of(CALLBACK_OLD, CALLBACK_NEW, MEMORIES_KEY).forEach(secret -> telling.addAll(Disclosed.written(secret)));
        var heard = String.join(" | ", telling);
        var known = id("memories", "honest");
        for (var task : List.of(known, "7b0c1a34-0000-4000-8000-00000000abcd")) {
            var body = new JsonObject()
                    .put("task_id", task)
                    .put("status", CALLBACK_OLD)
                    .put("callback", url + "/callbacks/memories/" + encoded(CALLBACK_OLD))
                    .put("message", heard)
                    .put("token", MEMORIES_KEY)
                    .put("data", new JsonObject().put("status", heard).put("key", MEMORIES_KEY));
            for (var secret : List.of(CALLBACK_OLD, CALLBACK_NEW, CALLBACK_WRONG)) {
                var taken = send("POST", "/callbacks/memories/" + encoded(secret), body.encode(), "");
                assertThat(taken.statusCode()).isEqualTo(secret.equals(CALLBACK_WRONG) ? 404 : 200);
                disclosed.answer(taken);
            }
        }
        disclosed.answer(send("POST", "/callbacks/memories/" + encoded(CALLBACK_OLD), heard, ""));
        disclosed.answer(send("POST", "/callbacks/nobody/" + encoded(CALLBACK_OLD), "{}", ""));
        disclosed.answer(send("GET", "/callbacks/memories/" + encoded(CALLBACK_OLD), "", ""));
        disclosed.answer(send("POST", "/callbacks/memories/" + encoded(CALLBACK_OLD) + "/more", "{}", ""));
        disclosed.answer(send("POST", "/callbacks/memories/" + encoded(CALLBACK_OLD), "x".repeat(300_000), ""));
    }

    private void callersOfEverySort() throws Exception {
        var jwt = signer.signs(Issuer.claims("somebody", "read", "stop"));
        var forged = stranger.signs(Issuer.claims("somebody", "read", "stop"));
        var late = signer.signs(Issuer.claims("somebody", "read").put("exp", 1_000_000_000));
        Map.of("jwt", jwt, "jwt, forged", forged, "jwt, late", late).forEach(disclosed::secret);
        var answers = new LinkedHashMap<String, HttpResponse<String>>();
        answers.put("jwt", send("GET", "/v1/session", "", "Bearer " + jwt));
        answers.put("forged", send("GET", "/v1/session", "", "Bearer " + forged));
        answers.put("late", send("GET", "/v1/session", "", "Bearer " + late));
        answers.put("wrong", send("POST", "/v1/session", "", "Bearer " + TOKEN_WRONG));
        answers.put("basic", send("GET", "/v1/session", "", "Basic " + base64("ops:" + TOKEN)));
        answers.put("bare", send("GET", "/v1/session", "", TOKEN));
        answers.put("query", send("GET", "/v1/resources?token=" + encoded(QUERY), "", "Bearer " + TOKEN));
        answers.put("cursor", send("GET", "/v1/resources?cursor=" + encoded(QUERY), "", "Bearer " + TOKEN));
        answers.put("after", send("GET", "/v1/journal?after=" + encoded(QUERY), "", "Bearer " + TOKEN));
        answers.put("follow", send("GET", "/v1/nowhere?access_token=" + encoded(QUERY), "", "Bearer " + TOKEN));
        assertThat(answers.get("jwt").statusCode()).isEqualTo(200);
        for (var turnedAway : List.of("forged", "late", "wrong", "basic", "bare")) {
            assertThat(answers.get(turnedAway).statusCode()).as(turnedAway).isEqualTo(401);
        }
        for (var key : List.of("", "the-same-key", "the-same-key")) {
            var traded = key.isEmpty()
                    ? send("POST", "/v1/session", "", "Bearer " + TOKEN)
                    : send("POST", "/v1/session", "", "Bearer " + TOKEN, "Idempotency-Key", key);
            traded.headers().firstValue("Set-Cookie").ifPresent(cookie -> {
                var value = cookie.substring(cookie.indexOf('=') + 1).split(";", 2)[0];
                disclosed.secret("session", value);
            });
            answers.put("traded " + answers.size(), traded);
        }
        assertThat(disclosed.secrets()).contains("session");
        answers.values().forEach(disclosed::answer);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Its connections break, and for a while nobody lets it in again. */
    private void theDatabaseTurnsItAway() throws Exception {
        admin.run("ALTER ROLE %s NOLOGIN".formatted(database.user()));
        admin.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'"
                .formatted(database.user()));
        for (var path : List.of("/v1/resources", "/v1/journal", "/metrics", "/v1/summary", "/readyz")) {
            disclosed.answer(send("GET", path, "", "Bearer " + TOKEN));
        }
        disclosed.answer(send("POST", "/v1/resources/feldera/honest/stop", "", "Bearer " + TOKEN));
        disclosed.answer(send("POST", "/callbacks/memories/" + encoded(CALLBACK_NEW), "{\"task_id\":\"x\"}", ""));
        admin.run("ALTER ROLE %s LOGIN".formatted(database.user()));
        Awaitility.await("it is let in again")
                .atMost(Duration.ofMinutes(2))
                .until(() -> send("GET", "/v1/resources", "", "Bearer " + TOKEN).statusCode() == 200);
    }

    private void startsThatFail() throws Exception {
        var nowhere = configure("nowhere.yaml", DATABASE_PASSWORD);
        Files.writeString(
                nowhere,
                Files.readString(nowhere).replace(":" + database.port() + "/", ":" + Running.freePort() + "/"));
        var wrong = configure("wrong.yaml", DATABASE_PASSWORD);
        Files.writeString(
                wrong,
                Files.readString(wrong)
                        .replace("sslmode=disable", "sslmode=never")
                        .replace("callbackSecret: [", "callbackSecret: [short7, "));
        for (var failing : List.of(nowhere, wrong)) {
            try (var child = start(failing, folder.resolve("failed-start.log").toFile())) {
                var said = new StringBuilder();
                for (var line = child.line(); line != null; line = child.line()) {
                    said.append(line).append('\n');
                }
                assertThat(child.await()).as("exit of " + failing.getFileName()).isNotZero();
                seek("output of " + failing.getFileName(), said.toString());
                assertThat(said)
                        .as("one that is too short to be sought by chance")
                        .doesNotContain("short7");
            }
        }
    }

    private void commandsOfEverySort() throws Exception {
        for (var command : List.of("check", "migrate", "epoch")) {
            theVendorsRepeatWhateverTheyWereSent();
            var errors = folder.resolve(command + ".log").toFile();
            try (var child = Child.jar(errors, command, "--config", configuration.toString())) {
                var said = new StringBuilder();
                for (var line = child.line(); line != null; line = child.line()) {
                    said.append(line).append('\n');
                }
                assertThat(child.await()).isIn(0, 1);
                assertThat(said).isNotEmpty();
                seek("output of " + command, said.toString());
            }
        }
    }

    // ---- the surfaces

    private void askForEverything() throws Exception {
        var paths = new ArrayList<>(List.of(
                "/v1/resources?limit=1000",
                "/v1/summary",
                "/v1/accounts",
                "/v1/journal?limit=1000",
                "/v1/session",
                "/metrics",
                "/openapi.yaml",
                "/openapi.json",
                "/docs",
                "/",
                "/livez",
                "/readyz"));
        for (var vendor : VENDORS) {
            paths.add("/v1/accounts/" + vendor + "/inventory");
            for (var manner : List.of("honest", "says-json", "says-html", "says-401")) {
                var path = "/v1/resources/" + vendor + "/" + id(vendor, manner);
                paths.addAll(List.of(path, path + "/explain", path + "/journal"));
            }
        }
        for (var path : paths) {
            var answer = send("GET", path, "", "Bearer " + TOKEN);
            assertThat(answer.statusCode()).as(path).isIn(200, 404);
            disclosed.answer(answer);
        }
        for (var form : List.of("text/csv", "application/x-ndjson")) {
            disclosed.answer(send("GET", "/v1/resources", "", "Bearer " + TOKEN, "Accept", form));
        }
        var all = Integer.parseInt(admin.one("SELECT count(*) FROM journal"));
        try (var follower = Follower.of(url + "/v1/events?after=0", Map.of("Authorization", "Bearer " + TOKEN))) {
            follower.awaits(events -> events.size() >= all);
            seek("events", follower.events().toString());
        }
    }

    private void seekInTheDatabase() {
        var columns = admin.rows("""
                SELECT format('%I.%I', n.nspname, c.relname), quote_ident(a.attname), a.atttypid = 'bytea'::regtype
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                 WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                """);
        var sought = 0;
        for (var column : columns) {
            var value = column.get(2).equals("t")
                    ? "convert_from(%s, 'UTF8')".formatted(column.get(1))
                    : column.get(1) + "::text";
            for (var row : admin.rows("SELECT %s FROM %s".formatted(value, column.get(0)))) {
                if (row.get(0) != null) {
                    seek(column.get(0) + "." + column.get(1), row.get(0));
                    sought++;
                }
            }
        }
        assertThat(sought).as("values sought through").isGreaterThan(500);
        assertThat(Integer.parseInt(admin.one("SELECT count(*) FROM inbox WHERE body IS NOT NULL")))
                .as("callbacks kept as they came")
                .isGreaterThan(3);
    }

    private void seek(String surface, String text) {
        disclosed.seek(surface, text);
    }

    private static String jcmd(long pid, String what) throws Exception {
        var asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + pid, what)
                .redirectErrorStream(true)
                .start();
        try (var out = asked.inputReader()) {
            var text = String.join("\n", out.lines().toList());
            assertThat(asked.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(asked.exitValue()).as(text).isZero();
            return text;
        }
    }

    private HttpResponse<String> send(String method, String path, String body, String authorization, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(40))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
