package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Plan;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** The page asks who is there, lets nobody order who may not, and keeps nothing of whoever has left. */
@Tag("browser")
class WhoMayIT {

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Stage STAGE = new Stage(() -> folder, plan -> plan.allVendors().tokens());

    private final Wall wall = STAGE.wall();

    @BeforeAll
    static void something_runs() {
        STAGE.runs("feldera", "secret-show", new JsonObject());
    }

    @BeforeEach
    void come() {
        wall.goes("");
        wall.awaits("document.querySelector('#token')", "it asks who is there");
    }

    @AfterEach
    void leave() {
        // Nobody was signed in when the page first asked: that is told by the browser itself, and expected.
        assertThat(STAGE.browser().console()).allMatch(line -> line.contains("/v1/") && line.contains("401"));
        STAGE.browser().clearConsole();
        STAGE.browser().driver().manage().deleteAllCookies();
    }

    private void enter(String token) {
        var field = wall.found("document.querySelector('#token')");
        field.clear();
        field.sendKeys(token);
        wall.press("Sign in");
    }

    private void inside() {
        wall.awaits("line('secret-show')", "the list is there");
    }

    private String everythingThere() {
        return (String) STAGE.browser().run("return document.documentElement.outerHTML");
    }

    @Test
    void who_is_not_known_sees_nothing_and_is_told_so_in_the_services_words() {
        assertThat(STAGE.browser().text()).contains("Who is there?").doesNotContain("secret-show");

        enter("wrong-token");

        wall.awaits("document.querySelector('#door .fault').textContent !== ''", "it is refused");
        var refusal = new JsonObject(STAGE.service()
                .send(HttpRequest.newBuilder(URI.create(STAGE.service().url() + "/v1/session"))
                        .header("Authorization", "Bearer wrong-token")
                        .POST(HttpRequest.BodyPublishers.noBody()))
                .body());
        assertThat(wall.tells("document.querySelector('#door .fault').textContent"))
                .isEqualTo(refusal.getString("title") + ": " + refusal.getString("detail"));
        assertThat(everythingThere()).doesNotContain("secret-show").doesNotContain("feldera");
        assertThat(wall.faults("door")).isEmpty();
    }

    @Test
    void who_may_only_read_sees_everything_and_can_order_nothing() {
        enter(Plan.VIEWER);
        inside();
        wall.open("secret-show");
        wall.awaits("document.querySelector('.exposure tbody tr')", "the figures are there");

        assertThat(STAGE.browser().text()).contains("viewer (reads)");
        assertThat(wall.panel()).contains("You may read here, and not order.");
        assertThat(wall.tells("[...document.querySelectorAll('.moves button, #stop-many, .exposure tbody button')]"
                        + ".filter(one => !one.disabled).map(one => one.textContent)"))
                .as("can be pressed")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEmpty();
        assertThat(wall.moves()).isNotEmpty();
        assertThat(wall.faults("viewer")).isEmpty();
        wall.pick("secret-show");
        assertThat(wall.pressable("Stop 1 selected…")).isFalse();
    }

    @Test
    void who_may_stop_stops() {
        enter(Plan.OPS);
        inside();
        STAGE.runs("feldera", "stopped-by-ops", new JsonObject());
        wall.shows("stopped-by-ops", "active");

        wall.open("stopped-by-ops");
        wall.stop("end of show");

        wall.shows("stopped-by-ops", "stopped");
        assertThat(wall.fact("Ordered")).contains("by ops");
    }

    @Test
    void who_signs_out_in_one_tab_has_left_in_all_and_nothing_stays_behind() {
        enter(Plan.OPS);
        inside();
        var driver = STAGE.browser().driver();
        var first = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        try {
            wall.visit();
            inside();
            wall.open("secret-show");

            driver.switchTo().window(first);
            wall.press("Sign out");
            wall.awaits("document.querySelector('#token')", "it asks again who is there");
            assertThat(everythingThere()).doesNotContain("secret-show");
        } finally {
            driver.switchTo()
                    .window(driver.getWindowHandles().stream()
                            .filter(window -> !window.equals(first))
                            .findFirst()
                            .orElseThrow());
        }
        wall.awaits("document.querySelector('#token')", "the other tab asks again who is there");
        assertThat(everythingThere()).doesNotContain("secret-show").doesNotContain("feldera");
        assertThat(STAGE.browser().text()).contains("You are signed out.");
        driver.close();
        driver.switchTo().window(first);
    }

    @Test
    void a_token_is_kept_nowhere() {
        enter(Plan.OPS);
        inside();

        assertThat((String) wall.tells("JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})"
                        + " + document.cookie + location.href + document.documentElement.outerHTML"
                        + " + [...document.querySelectorAll('input')].map(one => one.value).join()"))
                .doesNotContain(Plan.OPS);
        assertThat(wall.tells("localStorage.length + sessionStorage.length + document.cookie.length"))
                .as("nothing at all is kept where a script can read it")
                .isEqualTo(0L);
    }
}
