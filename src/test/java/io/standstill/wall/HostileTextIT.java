package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Names, labels, reasons and what vendors say are anybody's: none of it runs, overflows, or passes for something else. */
@Tag("browser")
class HostileTextIT {

    private static final String IMAGE = "<img src=x onerror=\"window.hurt='image'\">";
    private static final String SCRIPT = "<script>window.hurt='script'</script>";
    private static final String DRAWING = "\"><svg onload=\"window.hurt='drawing'\">";
    private static final String LINK = "javascript:window.hurt='link'";
    private static final String LONG = "W".repeat(512);
    private static final String TURNED = "show-\u202egnp.exe\u202c-\ud83d\udea8";
    private static final List<String> NAMES = List.of(IMAGE, SCRIPT, DRAWING, LINK, LONG, TURNED);

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Stage STAGE = new Stage(() -> folder, plan -> plan.allVendors()
            .account("memories", "vendor: memories, apiKey: sk-mavi-k, callbackSecret: first-secret"));

    private final Wall wall = STAGE.wall();

    @BeforeAll
    static void all_of_it_is_known() {
        for (var id : NAMES) {
            STAGE.service().thing("feldera/" + Stage.encoded(id), new JsonObject());
            STAGE.known("feldera", id, new JsonObject().put("show", id.substring(0, Math.min(60, id.length()))));
        }
    }

    @BeforeEach
    void come() {
        wall.visit("sort=id");
    }

    @AfterEach
    void nothing_ran() {
        assertThat(STAGE.browser().run("return window.hurt ?? 'nothing'")).isEqualTo("nothing");
        // A picture or a drawing that runs nothing would still be theirs and not ours.
        assertThat(wall.tells("document.querySelectorAll('body img, body iframe, body script,"
                        + " svg[onload], a[href^=javascript]').length"))
                .isEqualTo(0L);
    }

    private void fits() {
        for (var width : List.of(320, 1_280)) {
            STAGE.browser().look(Chromium.Look.DESK.sized(width, 800));
            wall.settles();
            assertThat(wall.sticksOut()).as("at %d pixels", width).isEmpty();
        }
        STAGE.browser().look(Chromium.Look.DESK);
    }

    @Test
    void names_and_labels_stand_there_as_they_are_in_the_list_in_the_panel_and_in_the_dialogs() {
        // What the other stories of this class brought may stand there as well.
        assertThat(wall.rows()).containsAll(NAMES);
        assertThat(wall.row(SCRIPT)).contains("show:" + SCRIPT);
        fits();

        for (var id : NAMES) {
            wall.open(id);
            assertThat(wall.panel()).contains(id);
            wall.press("Stop…");
            wall.dialogSays("would be ordered to stop");
            fits();
            wall.press("Cancel");
        }
        wall.open(LONG);
        wall.press("Stop…");
        wall.dialogSays("would be ordered to stop");
        wall.pictures("hostile-dialog");
        wall.press("Cancel");
    }

    @Test
    void a_reason_and_a_name_are_told_as_they_are_wherever_they_are_told() {
        STAGE.runs("feldera", "reasoned" + IMAGE, new JsonObject());
        wall.shows("reasoned" + IMAGE, "active");
        wall.open("reasoned" + IMAGE);
        wall.stop(SCRIPT + DRAWING);

        wall.awaits("document.querySelector('#said').textContent !== ''", "it is told");
        assertThat(wall.tells("document.querySelector('#said').textContent"))
                .isEqualTo("reasoned" + IMAGE + " is ordered to stop.");
        wall.panelSays(SCRIPT + DRAWING);
        wall.shows("reasoned" + IMAGE, "stopped");
        assertThat(wall.row("reasoned" + IMAGE)).contains(SCRIPT + DRAWING);
        fits();
    }

    @Test
    void a_name_that_turns_what_follows_it_round_turns_no_sentence_of_ours() {
        wall.open(TURNED);
        wall.stop("end of show");

        wall.awaits("document.querySelector('#said').textContent !== ''", "it is told");
        assertThat((String) wall.tells("document.querySelector('#said').textContent"))
                .endsWith(" is ordered to stop.")
                .doesNotContain("\u202e");
        wall.shows(TURNED, "stopped");
    }

    @Test
    void what_vendors_say_is_told_as_they_said_it() {
        var task = "0c1d2e3f-4a5b-4c6d-8e7f-a0b1c2d3e4f5";
        STAGE.runs(
                "feldera", "vendors-word", new JsonObject().put("never", true).put("status", IMAGE));
        STAGE.runs(
                "memories",
                task,
                new JsonObject()
                        .put("failStops", 100)
                        .put("failStatus", 400)
                        .put("failMessage", SCRIPT + IMAGE + LONG));
        var forged = STAGE.service()
                .post(
                        "/callbacks/memories/first-secret",
                        new JsonObject()
                                .put("task_id", task)
                                .put("status", IMAGE)
                                .put("msg", SCRIPT)
                                .encode());
        assertThat(forged.statusCode()).isBetween(200, 299);
        wall.shows("vendors-word", "active");
        wall.open("vendors-word");
        wall.stop("end of show");
        wall.panelSays(IMAGE);
        fits();

        wall.open(task);
        wall.stop("end of show");
        wall.awaits("panel().querySelectorAll('.evidence details').length > 0", "raw evidence");
        wall.tells("panel().querySelectorAll('.evidence details').forEach(one => { one.open = true; })");
        wall.awaits(
                "[...panel().querySelectorAll('.evidence pre')].some(one => one.textContent.includes('<img'))",
                "what the vendor said");
        fits();
        wall.pictures("hostile-evidence");
    }

    @Test
    void an_address_with_markup_in_it_is_a_wish_for_something_that_is_not_there() {
        for (var name : List.of("q", "account", "label", "vendor", "state", "sort", "open")) {
            for (var text : List.of(DRAWING + SCRIPT, "feldera/" + IMAGE + LONG)) {
                wall.goes(name + "=" + Stage.encoded(text));
                wall.awaits("document.querySelector('.pulse.live')", "it is there");
            }
            assertThat(wall.sticksOut()).as(name).isEmpty();
            nothing_ran();
        }
        // Some of these are asked of the service, which does not know them.
        assertThat(STAGE.browser().console()).allMatch(line -> line.contains("404") || line.contains("400"));
        STAGE.browser().clearConsole();
    }
}
