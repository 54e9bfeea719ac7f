package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.standstill.testing.Follower;
import io.standstill.testing.Running;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the service has no seat for it, the page is answered again and again, and is not alive for that. */
@Tag("browser")
class TurnedAwayIT {

    @Test
    void an_answer_that_ends_is_no_sign_of_life(@TempDir Path folder) {
        try (var service = Running.planned(folder).allVendors().subscribers(1).start();
                var browser = Chromium.open(folder)) {
            try (var seated = Follower.of(service.url() + "/v1/events")) {
                assertThat(seated.status()).isEqualTo(200);
                var wall = LiveWall.begin(browser, service.url(), "");
                browser.run("""
                        window.said = [];
                        const pulse = document.querySelector('#pulse');
                        new MutationObserver(() => said.push(pulse.textContent))
                            .observe(pulse, {childList: true, characterData: true, subtree: true});
                        """);

                wall.pulses("Stale since ", Duration.ofSeconds(45));

                assertThat(wall.isGrey()).isTrue();
                assertThat((String) browser.run("return said.join()")).doesNotContain("Live");
            }
            LiveWall.begin(browser, service.url(), "").pulses("Live", Duration.ofSeconds(40));
        }
    }
}
