package io.standstill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.fuzz.Answered;
import io.standstill.fuzz.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Whatever is written as a configuration: it is taken, or its faults are told, each with its key and without secrets.
 *
 * <p>§ stands for a secret in the text itself, {@code ${SESAME}} for one in the environment.
 */
public final class ConfigurationTarget implements Target {

    private static final String HIDDEN = "hidden-from-everybody";

    @Override
    public void take(byte[] input) {
        var yaml = new String(input, StandardCharsets.UTF_8).replace("§", Answered.SECRET);
        var read = SettingsReader.read(yaml, Map.of("SESAME", HIDDEN, "STANDSTILL_HTTP_PORT", "8081"));

        assertThat(read.settings().isPresent()).isEqualTo(read.faults().isEmpty());
        assertThat(read.faults()).allSatisfy(fault -> {
            assertThat(fault).matches("(?s)[^:]*.*: .+").doesNotContain(HIDDEN);
            if (fault.startsWith("configuration: ")) {
                assertThat(fault).doesNotContain(Answered.SECRET).doesNotContain("\n");
            }
        });
        read.settings().ifPresent(settings -> {
            assertThat(settings.http().port()).isEqualTo(8081);
            assertThat(settings.http().limits().connections()).isPositive();
            assertThat(settings.accounts().values()).allSatisfy(account -> {
                assertThat(Roster.find(account.vendor())).isPresent();
                assertThat(account.policy().deadline()).isPositive();
                assertThat(account.policy().pace().lookEvery()).isPositive();
            });
        });
    }
}
