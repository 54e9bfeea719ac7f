package io.standstill.vendor.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Descent;
import io.standstill.domain.Reading;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NomadReadingsTest {

    private static final Reading IDLE = new Reading.AtRest("Idle", null, null, List.of("idle-charge"));

    private static Reading read(int status, String body) {
        return NomadReadings.of(FarNomad.exchange(status, body), FarNomad.ID);
    }

    private static Reading read(JsonObject channel) {
        return read(200, channel.encode());
    }

    // ---- words

    @ParameterizedTest
    @ValueSource(strings = {"Idle", "idle", "IDLE", " Idle ", "\tidle\n"})
    void idle_is_rest_that_goes_on_costing(String word) {
        assertThat(read(FarNomad.channel(word))).isEqualTo(IDLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stopping", "STOPPING", " stopping "})
    void stopping_is_alive_and_on_its_way_down(String word) {
        assertThat(read(FarNomad.channel(word))).isEqualTo(new Reading.Alive("Stopping", null, Descent.GRACEFUL, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Running",
                "Starting",
                "Recovering",
                "Pause",
                "Error",
                "Updating",
                "Update Failed",
                "Creating",
                "Create Failed",
                "New",
                "Unmanaged",
                "Deleting",
                "UPDATE FAILED",
                "error "
            })
    void everything_else_it_says_is_alive(String word) {
        var reading = read(FarNomad.channel(word));

        assertThat(reading).isInstanceOf(Reading.Alive.class);
        var alive = (Reading.Alive) reading;
        assertThat(alive.status()).isEqualToIgnoringCase(word.strip());
        assertThat(alive.incarnation()).isNull();
        assertThat(alive.descent()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Deleted", "deleted", "Hibernating", "Stopped", "Idle.", "Not Idle", "Idle Idle", "1d1e", "ıdle"
            })
    void words_that_nobody_knows_and_the_word_of_its_client_prove_nothing(String word) {
        var reading = read(FarNomad.channel(word));

        assertThat(reading).isInstanceOf(Reading.Unsure.class);
        assertThat(((Reading.Unsure) reading).status()).isEqualToIgnoringCase(word);
    }

    @Test
    void an_unknown_word_is_kept_short_and_printable() {
        var reading = (Reading.Unsure) read(FarNomad.channel("a\0b\ud800c\n" + "x".repeat(10_000)));

        assertThat(reading.status()).startsWith("a?b?c?xx").hasSize(60);
    }

    // ---- trouble

    @Test
    void the_same_trouble_bears_the_same_name_and_another_a_new_one_without_its_text() {
        var trouble = FarNomad.channel("Error").put("statusMessages", new JsonArray().add("rtmp://host/app/secret"));
        var one = (Reading.Alive) read(trouble);
        var same = (Reading.Alive) read(trouble.copy().put("name", "renamed"));
        var another = (Reading.Alive) read(trouble.copy().put("statusMessages", new JsonArray().add("another")));

        assertThat(one.error())
                .isEqualTo(same.error())
                .isNotEqualTo(another.error())
                .startsWith("Error sha256:")
                .doesNotContain("secret");
    }

    @Test
    void messages_beside_another_word_are_no_trouble() {
        var chatty = FarNomad.channel("Running").put("statusMessages", new JsonArray().add("all is well"));

        assertThat(((Reading.Alive) read(chatty)).error()).isNull();
    }

    // ---- absence

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|{\"title\":\"Not Found\",\"status\":404}",
                "404|{\"message\":\"m\",\"errors\":[]}",
                "404|\"The live channel was not found.\"",
                "404|''",
                "204|''",
                "200|''",
                "200|null",
                "200|' \n '"
            })
    void the_ways_of_not_finding_it_are_an_absence_not_cross_checked_yet(int status, String body) {
        assertThat(read(status, body)).isEqualTo(new Reading.Absent(Reading.Control.FAILED));
    }

    @Test
    void a_proxys_404_is_no_absence() {
        assertThat(read(404, "<html>not found</html>")).isEqualTo(new Reading.Unsure("the vendor answered 404", null));
    }

    // ---- no sense

    @ParameterizedTest
    @ValueSource(ints = {201, 206, 302, 400, 401, 403, 410, 429, 500, 502, 503})
    void whatever_is_no_200_is_unsure(int status) {
        assertThat(read(status, FarNomad.channel("Idle").encode())).isInstanceOf(Reading.Unsure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "\"Idle\"",
                "<html>Idle</html>",
                "{\"cut\":",
                "{}",
                "{\"status\":{\"description\":\"Idle\"}}",
                "{\"id\":null,\"status\":{\"description\":\"Idle\"}}",
                "{\"id\":7,\"status\":{\"description\":\"Idle\"}}",
                "{\"id\":\"00000000-6a1b-4369-b9b5-44fef074b503\",\"status\":{\"description\":\"Idle\"}}",
                "{\"id\":\"" + FarNomad.ID + "\"}",
                "{\"id\":\"" + FarNomad.ID + "\",\"status\":null}",
                "{\"id\":\"" + FarNomad.ID + "\",\"status\":\"Idle\"}",
                "{\"id\":\"" + FarNomad.ID + "\",\"status\":[\"Idle\"]}",
                "{\"id\":\"" + FarNomad.ID + "\",\"status\":{}}",
                "{\"id\":\"" + FarNomad.ID + "\",\"status\":{\"description\":null}}",
                "{\"id\":\"" + FarNomad.ID + "\",\"status\":{\"description\":7}}",
                "{\"id\":\"" + FarNomad.ID + "\",\"status\":{\"description\":\" \"}}",
                "{\"id\":\"" + FarNomad.ID + "\",\"recordingStatus\":{\"description\":\"Idle\"}}",
                "{\"id\":\"" + FarNomad.ID + "\",\"status\":{\"description\":{\"description\":\"Idle\"}}}"
            })
    void an_answer_without_sense_or_about_another_channel_is_unsure(String body) {
        assertThat(read(200, body)).isInstanceOf(Reading.Unsure.class);
    }

    @Test
    void no_answer_at_all_is_unsure() {
        assertThat(NomadReadings.of(Exchange.faulty(Fault.OfCall.LATE), FarNomad.ID))
                .isEqualTo(new Reading.Unsure("no answer in time", null));
    }

    @Test
    void ids_and_names_of_fields_are_the_same_however_they_are_written() {
        var shouting = "{\"ID\":\"%s\",\"Status\":{\"Description\":\"Idle\"}}"
                .formatted(FarNomad.ID.replace("-", "").toUpperCase(Locale.ROOT));

        assertThat(read(200, shouting)).isEqualTo(IDLE);
    }

    // ---- lists

    @Test
    void a_list_is_a_plain_array_and_one_that_makes_no_sense_spoils_only_itself() {
        var listing = NomadReadings.ofAll(FarNomad.exchange(
                200,
                new JsonArray()
                        .add(FarNomad.channel("Idle"))
                        .add(FarNomad.channel("Hibernating").put("id", "b"))
                        .encode()));

        assertThat(listing.whole()).isTrue();
        assertThat(listing.readings()).containsEntry(FarNomad.ID, IDLE);
        assertThat(listing.readings().get("b")).isInstanceOf(Reading.Unsure.class);
    }

    @Test
    void an_entry_that_nobody_can_name_makes_the_list_less_than_whole() {
        var listing = NomadReadings.ofAll(FarNomad.exchange(
                200,
                new JsonArray().add(FarNomad.channel("Idle")).add("x").addNull().encode()));

        assertThat(listing.whole()).isFalse();
        assertThat(listing.readings()).containsOnlyKeys(FarNomad.ID);
    }

    @Test
    void a_list_that_tells_two_things_of_one_channel_tells_nothing_of_it() {
        var listing = NomadReadings.ofAll(FarNomad.exchange(
                200,
                new JsonArray()
                        .add(FarNomad.channel("Running"))
                        .add(FarNomad.channel("Idle"))
                        .encode()));

        assertThat(listing.readings().get(FarNomad.ID)).isInstanceOf(Reading.Unsure.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"200|{\"items\":[]}", "200|null", "200|''", "200|<html/>", "204|''", "401|[]", "404|[]", "500|[]"})
    void anything_else_is_no_list(int status, String body) {
        assertThat(NomadReadings.ofAll(FarNomad.exchange(status, body)).whole()).isFalse();
    }

    // ---- without a refresh

    @Test
    void what_no_refresh_came_before_is_only_remembered_and_what_says_nothing_still_says_nothing() {
        var unsure = new Reading.Unsure("no answer in time", null);

        assertThat(NomadReadings.remembered(IDLE)).isEqualTo(new Reading.Remembered(IDLE));
        assertThat(NomadReadings.remembered(unsure)).isEqualTo(unsure);
    }

    @Test
    void where_something_hangs_on_it_a_refresh_that_failed_is_told() {
        var worth = NomadReadings.unrefreshed(FarNomad.exchange(500, ""));
        var running = read(FarNomad.channel("Running"));

        assertThat(worth.apply(running)).isEqualTo(new Reading.Remembered(running));
        for (var tempting : List.of(IDLE, new Reading.Absent(Reading.Control.FAILED))) {
            assertThat(worth.apply(tempting))
                    .isEqualTo(new Reading.Unsure(
                            "the vendor's cache could not be refreshed: the vendor answered 500", null));
        }
    }
}
