package io.standstill.vendor.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.vendor.Account;
import io.standstill.vendor.Keys;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class NomadTest {

    private static final Map<String, String> BY_USER = Map.of("username", "u@x", "password", "p", "apiType", "admin");
    private static final Map<String, String> BY_KEY = Map.of("apiKey", "k", "apiType", "admin");

    private static Policy policy(String environment, Map<String, String> keys) {
        var written = new Written(keys);
        var policy = new Nomad().read(terms(environment), written).policy();
        assertThat(written.faults).isEmpty();
        return policy;
    }

    private static Terms terms(String environment) {
        return new Terms("n", URI.create("https://nomad.example"), environment, new Nomad().policy());
    }

    private static Map<String, String> with(Map<String, String> keys, String key, String value) {
        var more = new TreeMap<>(keys);
        more.put(key, value);
        return more;
    }

    // ---- rules

    @Test
    void two_refreshed_looks_prove_it_and_there_is_no_forced_stop() {
        var policy = policy("nonprod", BY_USER);

        assertThat(policy.deadline()).isEqualTo(Duration.ofMinutes(12));
        assertThat(policy.pace().lookEvery()).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.means()).isInstanceOfSatisfying(Policy.ByLooks.class, looks -> {
            assertThat(looks.rest().times()).isEqualTo(2);
            assertThat(looks.absences().times()).isEqualTo(3);
            assertThat(looks.absenceIsRest()).isFalse();
            assertThat(looks.watch()).isEqualTo(Policy.USUAL_WATCH);
        });
        assertThat(policy.refuses(Mode.GRACEFUL)).isEmpty();
        assertThat(policy.refuses(Mode.FORCE).orElseThrow().name()).isEqualTo(Problem.MODE_NOT_SUPPORTED);
    }

    @Test
    void in_production_nothing_may_be_stopped_unless_class_c_is_allowed() {
        assertThat(policy(Terms.PRODUCTION, BY_USER).refuses(Mode.GRACEFUL).orElseThrow())
                .satisfies(problem -> {
                    assertThat(problem.name()).isEqualTo(Problem.SAFETY_CLASS);
                    assertThat(problem.detail()).contains("non-production");
                });
        assertThat(policy(Terms.PRODUCTION, with(BY_USER, "allowClassC", "false"))
                        .refuses(Mode.GRACEFUL))
                .isPresent();
        assertThat(policy(Terms.PRODUCTION, with(BY_USER, "allowClassC", "true"))
                        .refuses(Mode.GRACEFUL))
                .isEmpty();
    }

    @Test
    void only_an_admin_api_may_stop() {
        var portal = with(BY_KEY, "apiType", "portal");

        assertThat(policy("nonprod", portal)
                        .refuses(Mode.GRACEFUL)
                        .orElseThrow()
                        .name())
                .isEqualTo("invalid-api-type");
        assertThat(policy(Terms.PRODUCTION, with(portal, "allowClassC", "true"))
                        .refuses(Mode.GRACEFUL)
                        .orElseThrow()
                        .name())
                .isEqualTo("invalid-api-type");
        assertThat(policy(Terms.PRODUCTION, portal)
                        .refuses(Mode.GRACEFUL)
                        .orElseThrow()
                        .name())
                .isEqualTo(Problem.SAFETY_CLASS);
    }

    @Test
    void the_accounts_own_settings_stay_under_what_bars_it() {
        var own = new Terms(
                "n",
                URI.create("https://nomad.example"),
                Terms.PRODUCTION,
                new Policy(
                        new Nomad().policy().modes(),
                        null,
                        new Nomad().policy().means(),
                        Duration.ofMinutes(3),
                        null,
                        new Nomad().policy().pace().lookingEvery(Duration.ofSeconds(9)),
                        Policy.Limits.USUAL));

        var policy = new Nomad().read(own, new Written(BY_USER)).policy();

        assertThat(policy.deadline()).isEqualTo(Duration.ofMinutes(3));
        assertThat(policy.pace().lookEvery()).isEqualTo(Duration.ofSeconds(9));
        assertThat(policy.barred()).isNotNull();
    }

    // ---- keys

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, admin, username",
                "u, -, -, admin, password",
                "-, p, -, admin, username",
                "'', '', '', admin, username",
                "u, p, k, admin, username password",
                "u, -, k, admin, username",
                "-, p, k, admin, password",
                "-, -, k, -, apiType",
                "-, -, k, Admin, apiType",
                "-, -, k, '', apiType",
                "-, -, kläng, admin, apiKey",
                "-, -, -, root, apiType username",
            })
    void a_fault_is_told_with_its_key(String username, String password, String apiKey, String apiType, String faults) {
        var keys = new TreeMap<String, String>();
        put(keys, "username", username);
        put(keys, "password", password);
        put(keys, "apiKey", apiKey);
        put(keys, "apiType", apiType);
        var written = new Written(keys);

        var configured = new Nomad().read(terms("nonprod"), written);

        assertThat(written.faults.keySet()).isEqualTo(new TreeSet<>(List.of(faults.split(" "))));
        assertThat(configured.policy()).isNotNull();
    }

    private static void put(Map<String, String> keys, String key, String value) {
        if (value != null) {
            keys.put(key, value);
        }
    }

    @Test
    void what_is_seen_by_one_user_says_nothing_about_what_another_sees(Vertx vertx) {
        assertThat(open(vertx, BY_USER).seenAs()).isEqualTo("https://nomad.example user u@x");
        assertThat(open(vertx, BY_KEY).seenAs()).isEqualTo("https://nomad.example by api key");
    }

    @Test
    void an_id_of_another_form_is_no_channels(Vertx vertx) {
        var account = open(vertx, BY_KEY);

        for (var good : List.of(
                "f6d0b1f5-6a1b-4369-b9b5-4fef074b503", FarNomad.ID, FarNomad.ID.replace("-", ""), "A".repeat(32))) {
            assertThat(account.faultOfId(good)).as(good).isEmpty();
        }
        for (var bad : List.of(
                "", "orders", "f".repeat(31), "f".repeat(37), "g".repeat(32), FarNomad.ID + "\n", " " + FarNomad.ID)) {
            assertThat(account.faultOfId(bad)).as(bad).isPresent();
        }
    }

    private static Account open(Vertx vertx, Map<String, String> keys) {
        return new Nomad().read(terms("nonprod"), new Written(keys)).opening().open(vertx, () -> 0);
    }

    /** Keys as they were written, and what was found wrong with them. */
    record Written(Map<String, String> entries, Map<String, String> faults) implements Keys {

        Written(Map<String, String> entries) {
            this(entries, new TreeMap<>());
        }

        @Override
        public Optional<String> text(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public Optional<Secret> secret(String key) {
            return text(key).map(Secret::new);
        }

        @Override
        public List<Secret> secrets(String key) {
            return secret(key).stream().toList();
        }

        @Override
        public Optional<URI> url(String key) {
            return text(key).map(URI::create);
        }

        @Override
        public boolean flag(String key, boolean otherwise) {
            return text(key).map(Boolean::parseBoolean).orElse(otherwise);
        }

        @Override
        public int number(String key, int otherwise, int least, int most) {
            return text(key).map(Integer::parseInt).orElse(otherwise);
        }

        @Override
        public Duration duration(String key, Duration otherwise) {
            return text(key).map(Duration::parse).orElse(otherwise);
        }

        @Override
        public void fault(String key, String whatWasExpected) {
            faults.put(key, whatWasExpected);
        }
    }
}
