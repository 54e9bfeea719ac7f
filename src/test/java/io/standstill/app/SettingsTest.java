package io.standstill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Policy;
import io.standstill.http.door.Caller;
import io.standstill.http.door.Tokens;
import io.standstill.journal.postgres.Upkeep;
import io.standstill.testing.Samples;
import io.standstill.vendor.feldera.Feldera;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final String SECRET = "apikey:do-not-tell";

    private static SettingsReader.Read read(String yaml) {
        return SettingsReader.read(yaml, Map.of());
    }

    private static Settings settings(String yaml) {
        var read = read(yaml);
        assertThat(read.faults()).isEmpty();
        return read.settings().orElseThrow();
    }

    @Test
    void the_defaults() {
        var settings = settings("");

        assertThat(settings.http())
                .isEqualTo(new Settings.Http(
                        "127.0.0.1",
                        8080,
                        65_536,
                        10_000,
                        Duration.ofSeconds(20),
                        new Settings.Limits(
                                16_384,
                                16_384,
                                20_000,
                                0,
                                100,
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(1)),
                        List.of(),
                        true,
                        Optional.empty()));
        assertThat(settings.metrics()).isEqualTo(new Settings.Metrics(Optional.empty(), "127.0.0.1"));
        assertThat(settings.auth()).isEqualTo(new Settings.Auth(List.of(), Optional.empty(), Duration.ofHours(12), 20));
        assertThat(settings.database().database()).isEmpty();
        assertThat(settings.database().dataDir()).isEqualTo(Path.of(".standstill/postgres"));
        assertThat(settings.database().port()).isZero();
        assertThat(settings.database().pool()).isEqualTo(8);
        assertThat(settings.simulator()).isEqualTo(new Settings.Simulator(false, 8090));
        assertThat(settings.journal()).isEqualTo(new Settings.Journal(1_000_000, 16_777_216, Samples.KEEP));
        assertThat(settings.accounts()).isEmpty();
    }

    @Test
    void the_reference_says_the_defaults() throws Exception {
        var reference = settings(Files.readString(Path.of("conf/standstill.yaml")));

        assertThat(reference).isEqualTo(settings(""));
    }

    @Test
    void every_key_is_read() {
        var settings = settings("""
                http: {host: localhost, port: 9090, bodyLimit: 2048, subscribers: 5, drain: 7s, headerLimit: 4096,
                       lineLimit: 2048, connections: 77, rate: 10, burst: 20, headTimeout: 2s, bodyTimeout: 3s,
                       idleTimeout: 4s, cors: ['https://ops.example:8443'], accessLog: false}
                metrics: {host: 127.0.0.2, port: 9100}
                auth:
                  session: {life: 1h, most: 3}
                  jwt: {issuer: 'https://issuer.example', audience: standstill, jwks: 'https://issuer.example/keys'}
                  tokens:
                    - {name: ops, sha256: %1$s, roles: [read, stop]}
                    - {name: wall, sha256: %2$s, roles: read, accounts: [feldera-eu]}
                database: {url: 'postgresql://u%%40x:p%%3Aw@db:6543/live?sslmode=verify-full&sslrootcert=/ca.pem',
                           dataDir: /data, port: 5433, pool: 5}
                simulator: {enabled: true, port: 9191}
                journal: {partition: 500000, ring: 100000}
                retention: {journal: 30d, resources: 20d, callbacks: 1d}
                accounts:
                  feldera-eu: {vendor: feldera, url: 'https://feldera.example/', apiKey: k, tenant: t,
                               environment: nonprod, deadline: 5m, escalateAfter: 1m, lookEvery: 3s,
                               confirmations: 4, confirmOver: 9s, watch: [2m, 3m],
                               callsAtOnce: 3, callsPerSecond: 7, singleLooks: 0, adopt: true}
                """.formatted("a".repeat(64), "B".repeat(64)));

        assertThat(settings.http())
                .isEqualTo(new Settings.Http(
                        "localhost",
                        9090,
                        2_048,
                        5,
                        Duration.ofSeconds(7),
                        new Settings.Limits(
                                4_096,
                                2_048,
                                77,
                                10,
                                20,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4)),
                        List.of("https://ops.example:8443"),
                        false,
                        Optional.empty()));
        assertThat(settings.metrics()).isEqualTo(new Settings.Metrics(Optional.of(9_100), "127.0.0.2"));
        assertThat(settings.auth())
                .isEqualTo(new Settings.Auth(
                        List.of(
                                new Tokens.Token(
                                        "ops", "a".repeat(64), Set.of(Caller.Role.READ, Caller.Role.STOP), Set.of()),
                                new Tokens.Token(
                                        "wall", "b".repeat(64), Set.of(Caller.Role.READ), Set.of("feldera-eu"))),
                        Optional.of(new Settings.Jwt(
                                "https://issuer.example", "standstill", URI.create("https://issuer.example/keys"))),
                        Duration.ofHours(1),
                        3));
        var database = settings.database().database().orElseThrow();
        assertThat(database.host()).isEqualTo("db");
        assertThat(database.port()).isEqualTo(6543);
        assertThat(database.name()).isEqualTo("live");
        assertThat(database.user()).isEqualTo("u@x");
        assertThat(database.password()).isEqualTo("p:w");
        assertThat(database.ssl()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(database.rootCertificate()).isEqualTo("/ca.pem");
        assertThat(settings.database().dataDir()).isEqualTo(Path.of("/data"));
        assertThat(settings.database().port()).isEqualTo(5433);
        assertThat(settings.database().pool()).isEqualTo(5);
        assertThat(settings.simulator()).isEqualTo(new Settings.Simulator(true, 9191));
        assertThat(settings.journal())
                .isEqualTo(new Settings.Journal(
                        500_000,
                        100_000,
                        new Upkeep.Keep(Duration.ofDays(30), Duration.ofDays(20), Duration.ofDays(1))));
        var account = settings.accounts().get("feldera-eu");
        assertThat(account.terms().url()).hasToString("https://feldera.example");
        assertThat(account.terms().environment()).isEqualTo("nonprod");
        assertThat(account.terms().production()).isFalse();
        var policy = account.policy();
        assertThat(policy.deadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.escalateAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.pace().lookEvery()).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.limits()).isEqualTo(new Policy.Limits(3, 7, 0));
        assertThat(account.adopts()).isTrue();
        assertThat(policy.means())
                .asInstanceOf(InstanceOfAssertFactories.type(Policy.ByLooks.class))
                .satisfies(looks -> {
                    assertThat(looks.rest()).isEqualTo(new Policy.Row(4, Duration.ofSeconds(9)));
                    assertThat(looks.watch()).containsExactly(Duration.ofMinutes(2), Duration.ofMinutes(3));
                });
    }

    @Test
    void a_host_that_others_reach_needs_somebody_to_say_who_they_are() {
        var token = "auth: {tokens: [{name: ops, sha256: %s, roles: [stop]}]}".formatted("0".repeat(64));
        var jwt = "auth: {jwt: {issuer: i, audience: a, jwks: /keys.json}}";

        for (var host : List.of("0.0.0.0", "'::'", "10.0.0.1", "example.com", "localhost.example.com")) {
            var http = "http: {host: %s}\n".formatted(host);
            assertThat(read(http).faults()).singleElement().asString().startsWith("http.host: ");
            assertThat(read(http + "auth: {tokens: []}").faults())
                    .singleElement()
                    .asString()
                    .startsWith("http.host: ");
            assertThat(read(http + token).faults()).isEmpty();
            assertThat(read(http + jwt).faults()).isEmpty();
        }
        for (var host : List.of("localhost", "127.0.0.1", "127.8.8.8", "'::1'")) {
            assertThat(read("http: {host: %s}".formatted(host)).faults()).isEmpty();
        }
    }

    @Test
    void faults_of_who_may_are_told_with_their_keys(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("no.pem"), "no certificate");
        var faults = read("""
                http: {tls: {certificate: %1$s, key: %1$s}, cors: ['https://x.example/path'], headTimeout: 0s, rate: -1}
                metrics: {port: 99999}
                auth:
                  session: {life: 1s, most: 0}
                  jwt: {audience: '', jwks: keys.json}
                  tokens:
                    - {name: a, sha256: %2$s, roles: [read], accounts: [none-such]}
                    - {name: a, sha256: %3$s, roles: [read, write]}
                    - {name: 'b c', sha256: %4$s, roles: []}
                    - {name: d, sha256: %4$s, roles: [stop], accounts: []}
                    - {name: local, sha256: abc}
                    - {name: e, sha256: %5$s, token: secret-token, roles: [stop]}
                """.formatted(file, "1".repeat(64), "2".repeat(64), "3".repeat(64), "4".repeat(64)))
                .faults();

        assertThat(faults)
                .extracting(fault -> fault.substring(0, fault.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "http.tls.certificate",
                        "http.cors",
                        "http.headTimeout",
                        "http.rate",
                        "metrics.port",
                        "auth.session.life",
                        "auth.session.most",
                        "auth.jwt.issuer",
                        "auth.jwt.audience",
                        "auth.jwt.jwks",
                        "auth.tokens.0.accounts",
                        "auth.tokens.1.name",
                        "auth.tokens.1.roles",
                        "auth.tokens.2.name",
                        "auth.tokens.2.roles",
                        "auth.tokens.3.sha256",
                        "auth.tokens.3.accounts",
                        "auth.tokens.4.name",
                        "auth.tokens.4.sha256",
                        "auth.tokens.5.token");
        assertThat(String.join("\n", faults)).doesNotContain("secret-token");
    }

    @Test
    void an_account_without_settings_of_its_own_has_its_vendors_policy() {
        var settings = settings("accounts: {f: {vendor: feldera, url: 'http://x'}}");

        assertThat(settings.accounts().get("f").policy()).isEqualTo(new Feldera().policy());
        assertThat(settings.accounts().get("f").terms().production()).isTrue();
    }

    @Test
    void the_environment_lies_over_the_file() {
        var read = SettingsReader.read(
                "http: {port: 1}\naccounts: {feldera-eu: {vendor: feldera, url: 'http://x'}}",
                Map.of(
                        "STANDSTILL_HTTP_PORT", "4242",
                        "STANDSTILL_DATABASE_DATA_DIR", "/elsewhere",
                        "STANDSTILL_ACCOUNTS_FELDERA_EU_LOOK_EVERY", "7s",
                        "STANDSTILL_URL", "http://for.the.command.line",
                        "STANDSTILL_HTPT_PORT", "5"));

        var settings = read.settings().orElseThrow();
        assertThat(settings.http().port()).isEqualTo(4242);
        assertThat(settings.database().dataDir()).isEqualTo(Path.of("/elsewhere"));
        assertThat(settings.accounts().get("feldera-eu").policy().pace().lookEvery())
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(read.unreadVariables()).containsExactly("STANDSTILL_HTPT_PORT");
    }

    @Test
    void secrets_come_from_the_environment_or_a_file_and_are_never_shown(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("key"), SECRET + "\n");
        var read = SettingsReader.read("""
                database: {url: 'postgresql://u:${PW}@db/x'}
                accounts:
                  a: {vendor: feldera, url: 'http://x', apiKey: '${file:%s}'}
                """.formatted(file), Map.of("PW", "hunter2"));

        var settings = read.settings().orElseThrow();
        assertThat(settings.database().database().orElseThrow().password()).isEqualTo("hunter2");
        assertThat(settings.toString()).doesNotContain("hunter2").doesNotContain(SECRET);
    }

    @Test
    void all_faults_are_told_together_each_with_its_key() {
        var read = read("""
                http: {port: 99999, hots: x, host: 0.0.0.0, drain: 2h}
                database: {url: 'mysql://u:secret@h/x', pool: many}
                retention: {journal: soon}
                nonsense: {}
                accounts:
                  a: {vendor: nobody, url: 'http://x'}
                  b: {vendor: feldera, apiKey: '${NOT_SET}', deadline: 5}
                  c: {vendor: feldera, url: 'ftp://x', watch: [1m, later]}
                  'd e': {vendor: feldera, url: 'http://x'}
                  e: feldera
                """);

        assertThat(read.settings()).isEmpty();
        assertThat(read.faults())
                .extracting(fault -> fault.substring(0, fault.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "http.port",
                        "http.hots",
                        "http.host",
                        "http.drain",
                        "database.url",
                        "database.pool",
                        "retention.journal",
                        "nonsense",
                        "accounts.a.vendor",
                        "accounts.a.url",
                        "accounts.b.url",
                        "accounts.b.apiKey",
                        "accounts.b.deadline",
                        "accounts.c.url",
                        "accounts.c.watch",
                        "accounts.d e",
                        "accounts.e",
                        "accounts.e.vendor");
        assertThat(String.join("\n", read.faults())).doesNotContain("secret");
    }

    @Test
    void several_secrets_are_a_list_or_one_text_and_never_shown() {
        var yaml = """
                accounts:
                  m: {vendor: memories, url: 'https://m.example', understandingUrl: 'https://u.example/', apiKey: k,
                      callbackSecret: %s, deadline: 3m}
                """;
        for (var secrets : List.of("old-secret", "[old-secret, new-secret]", "'old-secret,new-secret'", "[]")) {
            var settings = settings(yaml.formatted(secrets));

            assertThat(settings.accounts().get("m").policy().deadline()).isEqualTo(Duration.ofMinutes(3));
            assertThat(settings.toString()).doesNotContain("-secret");
        }
    }

    @Test
    void faults_of_an_account_at_memories_are_told_with_their_keys() {
        var yaml = """
                accounts:
                  a: {vendor: memories, url: 'http://x'}
                  b: {vendor: memories, url: 'http://x', apiKey: Bearer very-secret}
                  c: {vendor: memories, url: 'http://x', apiKey: k, callbackSecret: secret7}
                  d: {vendor: memories, url: 'http://x', apiKey: k, callbackSecret: [secret-1, secret-2, secret-3]}
                  e: {vendor: memories, url: 'http://x', apiKey: k, callbackSecret: [secret-1, {a: secret-2}]}
                  f: {vendor: memories, url: 'http://x', apiKey: k, callbackSecret: '', understandingUrl: nowhere}
                  g: {vendor: memories, url: 'http://x', apiKey: k, confirmations: 2, escalateAfter: 1m}
                  h: {vendor: memories, url: 'http://x', apiKey: '', callbackSecret: [secret-1]}
                """;

        var faults = read(yaml).faults();

        assertThat(faults)
                .extracting(fault -> fault.substring(0, fault.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "accounts.a.apiKey",
                        "accounts.b.apiKey",
                        "accounts.c.callbackSecret",
                        "accounts.d.callbackSecret",
                        "accounts.e.callbackSecret",
                        "accounts.f.callbackSecret",
                        "accounts.f.understandingUrl",
                        "accounts.g.confirmations",
                        "accounts.g.escalateAfter",
                        "accounts.h.apiKey");
        assertThat(String.join("\n", faults)).doesNotContain("secret-", "secret7", "very-secret");
    }

    @Test
    void what_is_no_yaml_is_told_so() {
        assertThat(read("http: {port: 1").faults()).singleElement().asString().startsWith("configuration: is not YAML");
        assertThat(read("- a\n- b").faults()).contains("configuration: keys and values were expected");
        assertThat(read("http: {}\nhttp: {}").faults())
                .containsExactly("configuration: a key stands there twice: line 2, column 1");
    }

    @Test
    void what_stands_around_a_mistake_is_not_told() {
        var faults = read("accounts:\n  f: {vendor: feldera, apiKey: *%s}".formatted(SECRET))
                .faults();

        assertThat(faults).singleElement().asString().startsWith("configuration: is not YAML: line 2, column");
        assertThat(faults.toString()).doesNotContain("do-not-tell");
    }

    @Test
    void what_no_parser_and_no_disk_can_hold_is_a_fault_like_any_other() {
        assertThat(read("[".repeat(100_000)).faults())
                .singleElement()
                .asString()
                .startsWith("configuration: ");
        assertThat(read("[".repeat(30) + "]".repeat(30)).faults())
                .containsExactly("configuration: at most 20 levels were expected");
        assertThat(read("? [a, b]\n: 1").faults()).singleElement().asString().startsWith("configuration: ");
        assertThat(read("database: {dataDir: \"a\\0\"}").faults())
                .containsExactly("database.dataDir: the name of a file or folder was expected");
    }

    @Test
    void with_the_simulators_an_account_without_a_url_is_one_of_theirs() {
        var settings = settings("simulator: {enabled: true, port: 8123}\naccounts: {f: {vendor: feldera}}");

        assertThat(settings.accounts().get("f").terms().url()).hasToString("http://127.0.0.1:8123/feldera");
    }
}
