package io.standstill.vendor.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.vendor.Keys;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is configured, and what holds if nothing is. */
class StormKeysTest {

    private static List<String> faults(Map<String, String> entries) {
        var keys = new Noted(entries, new ArrayList<>());
        var terms = new Terms("eu", URI.create("http://storm.example"), Terms.PRODUCTION, new Storm().policy());
        new Storm().read(terms, keys);
        return keys.faults();
    }

    @Test
    void an_account_needs_a_name_and_a_password() {
        assertThat(faults(Map.of("username", "u", "password", "p"))).isEmpty();
        assertThat(faults(Map.of())).containsExactly("username is required", "password is required");
        assertThat(faults(Map.of("username", "", "password", "")))
                .containsExactly("username is required", "password is required");
    }

    @Test
    void a_stop_is_proved_by_three_absences_over_half_a_minute_whoever_took_the_stream_away() {
        var policy = new Storm().policy();
        var looks = (Policy.ByLooks) policy.means();

        assertThat(looks.rest()).isEqualTo(new Policy.Row(3, Duration.ofSeconds(30)));
        assertThat(looks.absences()).isEqualTo(new Policy.Row(3, Duration.ofSeconds(30)));
        assertThat(looks.absenceIsRest()).isTrue();
        assertThat(policy.modes()).containsExactly(Mode.GRACEFUL);
        assertThat(policy.deadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.pace().lookEvery()).isEqualTo(Duration.ofSeconds(2));
    }

    /** Keys that remember their faults. */
    private record Noted(Map<String, String> entries, List<String> faults) implements Keys {

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
            return otherwise;
        }

        @Override
        public int number(String key, int otherwise, int least, int most) {
            return otherwise;
        }

        @Override
        public Duration duration(String key, Duration otherwise) {
            return otherwise;
        }

        @Override
        public void fault(String key, String whatWasExpected) {
            faults.add(key + " " + whatWasExpected);
        }
    }
}
