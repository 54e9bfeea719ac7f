package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The story of a stop, ordered and watched on the page to its end, whichever end that is. */
@Tag("browser")
class StopStoriesIT {

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Stage STAGE = new Stage(() -> folder, plan -> plan.allVendors()
            // What comes back is found at once.
            .account("feldera", "vendor: feldera, apiKey: k, environment: nonprod, watch: [1s, 2s, 4s]")
            .costPerHour("3.20"));

    private final Wall wall = STAGE.wall();

    @BeforeEach
    void come() {
        wall.visit();
    }

    @Test
    void at_all_four_vendors_a_stop_is_ordered_moves_before_ones_eyes_and_ends_with_its_verdict_in_words() {
        var things = Map.of(
                "feldera", "orders",
                "nomad", "5a9f1c1e-0c5b-4c8e-9a51-1f0d7d1b2c3e",
                "storm", "show",
                "memories", "0c1d2e3f-4a5b-4c6d-8e7f-a0b1c2d3e4f5");
        things.forEach((account, id) -> STAGE.runs(account, id, new JsonObject().put("stopAfter", "8s")));
        things.values().forEach(id -> wall.shows(id, "active"));

        for (var account : List.of("memories", "nomad", "storm", "feldera")) {
            wall.open(things.get(account));
            assertThat(wall.moves()).contains("Stop…").doesNotContain("Accept as running…");
            wall.stop("end of show");
        }
        wall.panelSays("stopping");
        wall.shows("orders", "stopping");
        assertThat(wall.clock("orders")).as("how long for already").matches("0:0\\d");
        wall.awaits("/^(in 0:0\\d|now)$/.test(fact('Next look'))", "the next look is counted down to");
        assertThat(wall.fact("Deadline")).startsWith("in ");
        assertThat(wall.tells("panel().querySelectorAll('.timeline .stretch').length"))
                .as("drawn: requested, stopping")
                .isEqualTo(2L);

        things.values().forEach(id -> wall.shows(id, "stopped"));

        assertThat(wall.verdict("orders")).isEqualTo("confirmed");
        assertThat(wall.verdict(things.get("nomad"))).isEqualTo("confirmed");
        assertThat(wall.verdict("show")).isIn("confirmed", "gone");
        assertThat(wall.verdict(things.get("memories"))).isEqualTo("asserted");
        assertThat(wall.clock("orders")).startsWith("in ");
        wall.panelSays("Fresh looks at the vendor found it at rest.");
        assertThat(wall.fact("Reason")).isEqualTo("end of show");
        wall.open(things.get("memories"));
        wall.panelSays("The vendor said so, and offers no way to read it back.");

        // What it cost after the order, as the service counts it, once the page has asked.
        var cost = new JsonObject(STAGE.service().get("/v1/summary").body())
                .getJsonArray("accounts").stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> "memories".equals(one.getString("account")))
                        .mapToDouble(one -> one.getDouble("exposureCost"))
                        .sum();
        wall.awaits(
                "[...document.querySelectorAll('.exposure tbody tr')].some(one => one.innerText.startsWith('memories')"
                        + " && one.children[1].textContent !== '–' && one.children[2].textContent === '%s')"
                                .formatted(String.format(Locale.ROOT, "%.2f", cost)),
                "the exposure");
    }

    @Test
    void evidence_stands_newest_first_and_is_shown_raw_when_asked_for_and_stays_so() {
        STAGE.runs("feldera", "clicks", new JsonObject().put("stopAfter", "2s"));
        wall.shows("clicks", "active");
        wall.open("clicks");
        assertThat(wall.evidence()).singleElement().asString().startsWith("Became known");

        wall.stop("too dear");
        wall.panelSays("The vendor acknowledged it");
        wall.click("panel().querySelector('.evidence details:has(pre) summary')");
        wall.awaits("panel().querySelector('.evidence details[open] pre')", "raw evidence");
        var raw = (String) wall.tells("panel().querySelector('.evidence details[open]').innerText");
        wall.panelSays("Proved to have stopped");

        assertThat(raw).contains("sha256:");
        assertThat(wall.tells("panel().querySelector('.evidence details[open]').innerText"))
                .as("what was opened is not closed by news")
                .isEqualTo(raw);
        assertThat(wall.evidence().get(0)).isEqualTo("Proved to have stopped stopping → stopped");
        assertThat(wall.evidence()).last().asString().startsWith("Became known");
        assertThat(wall.panel()).contains("too dear");
    }

    @Test
    void what_is_overdue_comes_first_with_how_late_it_is_and_is_forced_or_accepted_as_running() {
        STAGE.runs("feldera", "zzz-never-ends", new JsonObject().put("never", true));
        STAGE.runs("feldera", "aaa", new JsonObject());
        wall.shows("zzz-never-ends", "active");
        wall.open("zzz-never-ends");

        wall.press("Stop…");
        wall.type("deadline", "2s");
        wall.type("reason", "end of show");
        wall.order();
        wall.shows("zzz-never-ends", "overdue");

        assertThat(wall.rows()).first().isEqualTo("zzz-never-ends");
        assertThat(wall.tells("document.querySelector('.line.group').innerText"))
                .asString()
                .startsWith("Trouble · ");
        assertThat(wall.clock("zzz-never-ends")).matches("0:\\d\\d late");
        assertThat(wall.row("zzz-never-ends")).contains("cost ");
        wall.panelSays("the deadline passed and nothing proves a stop");
        assertThat(wall.fact("Deadline")).contains("ago");

        wall.press("Force…");
        wall.dialogSays("would be ordered to stop");
        assertThat(wall.tells("dialog().querySelector('input:checked').value")).isEqualTo("force");
        wall.type("reason", "it hangs");
        wall.order();
        wall.panelSays("it hangs");
        assertThat(wall.fact("Ordered")).endsWith("force");

        wall.awaits("button('Accept as running…')", "it can be accepted");
        wall.press("Accept as running…");
        wall.type("reason", "the show goes on");
        wall.order();
        wall.shows("zzz-never-ends", "active");
        wall.panelSays("the show goes on");
        assertThat(wall.moves()).doesNotContain("Accept as running…");
    }

    @Test
    void what_comes_back_is_trouble_and_is_told_as_such() {
        STAGE.runs(
                "feldera",
                "comes-back",
                new JsonObject().put("stopAfter", "100ms").put("restartAfter", "2s"));
        wall.shows("comes-back", "active");
        wall.open("comes-back");
        wall.stop("end of show");

        wall.shows("comes-back", "reappeared");

        wall.panelSays("it had stopped, or seemed to, and lives again");
        assertThat(wall.evidence()).anyMatch(says -> says.startsWith("It lives again"));
        assertThat(wall.row("comes-back")).contains("lives again");
        assertThat(wall.moves()).contains("Stop…", "Accept as running…");
    }

    @Test
    void what_the_vendor_does_not_know_is_refused_for_good_with_the_reason_in_a_sentence() {
        STAGE.known("feldera", "nobody", new JsonObject());
        wall.shows("nobody", "active");
        wall.open("nobody");
        wall.stop("end of show");

        wall.shows("nobody", "failed");

        var problem = new JsonObject(
                        STAGE.service().get("/v1/resources/feldera/nobody").body())
                .getJsonObject("problem");
        assertThat(problem.getString("type")).endsWith("unknown-at-vendor");
        assertThat(wall.row("nobody")).contains(problem.getString("title"));
        wall.panelSays(problem.getString("title"));
        wall.panelSays(problem.getString("detail"));
    }
}
