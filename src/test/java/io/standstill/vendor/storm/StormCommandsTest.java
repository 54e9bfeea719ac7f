package io.standstill.vendor.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Command;
import io.standstill.vendor.Commands;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream can be told besides to stop, and that nothing told this way can ever be a stop. */
@ExtendWith(VertxExtension.class)
class StormCommandsTest {

    private static final String COMMAND = "POST /api/cluster/streams/test/command";

    private FarEnd storm;
    private Commands commands;

    @BeforeEach
    void begin(Vertx vertx) {
        storm = new FarEnd(vertx);
        commands = storm.account.commands().orElseThrow();
    }

    @AfterEach
    void end() {
        storm.close();
    }

    private Commands.Result run(String command) {
        return storm.ask(() -> commands.run("test", new JsonObject(command))).says();
    }

    private JsonObject sent() {
        return new JsonObject(storm.heard.get(storm.heard.size() - 1).body())
                .getJsonObject("data")
                .getJsonObject("attributes");
    }

    @Test
    void propagate_is_sent_as_documented() {
        storm.says(COMMAND, 200, "{\"meta\":{},\"message\":\"Stream has been propagated\"}");

        assertThat(run("{\"command\":\"propagate\"}"))
                .isEqualTo(new Commands.Result(Command.End.DONE, "Stream has been propagated"));
        assertThat(sent()).isEqualTo(new JsonObject().put("command", "propagate"));
    }

    @Test
    void reorder_is_sent_by_its_sources_and_without_a_command() {
        storm.says(COMMAND, 200, "{\"meta\":{},\"message\":\"Stream sources have been reordered\"}");

        assertThat(run("{\"command\":\"reorder\",\"sourceList\":[\"cs_2\",\"cs_1\"]}"))
                .isEqualTo(new Commands.Result(Command.End.DONE, "Stream sources have been reordered"));
        assertThat(sent())
                .isEqualTo(new JsonObject()
                        .put("streamKey", "test")
                        .put("sourceList", new JsonArray().add("cs_2").add("cs_1")));
    }

    @Test
    void what_the_vendor_refuses_is_refused_in_its_words() {
        storm.says(COMMAND, 404, FarEnd.NOT_FOUND);

        assertThat(run("{\"command\":\"propagate\"}"))
                .isEqualTo(new Commands.Result(Command.End.REFUSED, "Stream not found"));
    }

    @Test
    void of_a_reply_that_is_lost_nobody_knows() {
        storm.cutsOff(COMMAND);

        assertThat(run("{\"command\":\"propagate\"}").end()).isEqualTo(Command.End.UNSURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"command\":null}",
                "{\"command\":7}",
                "{\"command\":[\"propagate\"]}",
                "{\"command\":\"delete\"}",
                "{\"command\":\"DELETE\"}",
                "{\"command\":\"Propagate\"}",
                "{\"command\":\"delete\",\"sourceList\":[\"cs_1\"]}",
                "{\"command\":\"propagate\",\"sourceList\":[\"cs_1\"]}",
                "{\"command\":\"propagate\",\"data\":{\"attributes\":{\"command\":\"delete\"}}}",
                "{\"command\":\"reorder\"}",
                "{\"command\":\"reorder\",\"sourceList\":null}",
                "{\"command\":\"reorder\",\"sourceList\":\"cs_1\"}",
                "{\"command\":\"reorder\",\"sourceList\":{}}",
                "{\"command\":\"reorder\",\"sourceList\":[]}",
                "{\"command\":\"reorder\",\"sourceList\":[7]}",
                "{\"command\":\"reorder\",\"sourceList\":[null]}",
                "{\"command\":\"reorder\",\"sourceList\":[\"\"]}",
                "{\"command\":\"reorder\",\"sourceList\":[\"cs_1\"],\"streamKey\":\"other\"}",
                "{\"sourceList\":[\"cs_1\"]}"
            })
    void whatever_is_no_command_is_told_so_and_never_sent(String command) {
        assertThat(commands.faultOf(new JsonObject(command)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("was expected"));

        assertThat(run(command).end()).isEqualTo(Command.End.REFUSED);
        assertThat(storm.heard).isEmpty();
    }

    @Test
    void a_hundred_sources_can_be_ordered_and_no_more() {
        assertThat(commands.faultOf(reorder(100))).isEmpty();
        assertThat(commands.faultOf(reorder(101))).isPresent();
    }

    private static JsonObject reorder(int sources) {
        return new JsonObject()
                .put("command", "reorder")
                .put("sourceList", new JsonArray(Collections.nCopies(sources, "cs_1")));
    }
}
