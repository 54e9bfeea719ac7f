package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated Nomad's answers have every shape that the real one is documented, or known, to give them. */
@ExtendWith(VertxExtension.class)
class NomadFacesTest {

    private static final String ID = NomadFixture.ID;
    private static final String CHANNEL = NomadFixture.CHANNEL;

    private NomadFixture nomad;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        nomad = new NomadFixture(vertx, folder, false);
    }

    @AfterEach
    void end() {
        nomad.close();
    }

    // ---- reads

    @Test
    void every_field_of_the_specified_model_is_there_the_secrets_too() {
        nomad.channel(new JsonObject().put("name", "Studio A"));

        assertThat(nomad.model().fieldNames())
                .containsExactlyInAnyOrder(
                        ("id name routeName externalSystemId isSecureOutput outputScreenshots enableHighAvailability"
                                        + " disableChannelControls disableRecordingControls thumbnailImageUrl thumbnailImage"
                                        + " archiveFolderAsset channelId type outputType status recordingStatus statusMessage"
                                        + " outputStartTime inputMaximumBitrate inputResolution inputCodec"
                                        + " outputLiveVideoHlsUrl outputLiveVideoRtcUrl outputLiveVideoLlUrl"
                                        + " inputIngestAddress inputIngestAddressSrt inputStreamKey inputAuthKey"
                                        + " scheduleEvents lastModifiedDate lastStateChangedDate"
                                        + " lastRecordingStateChangedDate outputProfiles statusMessages outputProfileGroup"
                                        + " recordingStartedByUser externalOutputProfiles securityGroups archivePrefixes"
                                        + " archiveOutputFilename liveScheduleId")
                                .split(" "));
        assertThat(nomad.model().getString("id")).isEqualTo(ID);
        assertThat(nomad.model().getString("name")).isEqualTo("Studio A");
        assertThat(nomad.model().getString("routeName")).isEqualTo("studio-a");
        assertThat(nomad.model().getString("inputStreamKey")).isNotBlank();
        assertThat(nomad.model().getString("inputAuthKey")).isNotBlank();
        assertThat(nomad.model().getJsonObject("status").fieldNames())
                .containsExactly("id", "enumValue", "description");
        assertThat(nomad.model().getJsonObject("type").getString("description")).isEqualTo("Normal");
    }

    @Test
    void the_list_is_a_plain_array_and_an_id_may_be_of_any_case() {
        nomad.channel(new JsonObject());

        assertThat(Json.decodeValue(nomad.call(HttpMethod.GET, "/liveChannel").body()))
                .isInstanceOf(JsonArray.class);
        assertThat(nomad.call(HttpMethod.GET, "/liveChannel/" + ID.toUpperCase(Locale.ROOT))
                        .bodyAsJsonObject()
                        .getString("id"))
                .isEqualTo(ID);
    }

    @ParameterizedTest
    @CsvSource({"lower, running", "upper, RUNNING", "padded, ' Running '"})
    void a_description_may_be_of_any_case(String casing, String description) {
        nomad.channel(new JsonObject());
        nomad.vendor("casing", casing);

        assertThat(nomad.status()).isEqualTo(description);
    }

    @Test
    void a_word_can_be_told_whatever_is_true() {
        nomad.channel(new JsonObject().put("status", "Updating"));

        assertThat(nomad.status()).isEqualTo("Updating");
    }

    @ParameterizedTest
    @CsvSource({"404, 404, Not Found", "204, 204,", "null, 200, null", "empty, 200,"})
    void a_read_of_an_unknown_channel_answers_what_it_is_told_to(String knob, int status, String body) {
        nomad.vendor("unknownId", knob);

        var answer = nomad.get();

        assertThat(answer.statusCode()).isEqualTo(status);
        if (body == null) {
            assertThat(answer.body()).isNull();
        } else {
            assertThat(answer.bodyAsString()).contains(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stop", "/start", "/pause", "/resume", "/startOutputTracking", "/refresh/0"})
    void an_unknown_channel_can_be_told_nothing(String action) {
        assertThat(nomad.post(action).statusCode()).isEqualTo(404);
        assertThat(nomad.call(HttpMethod.DELETE, CHANNEL).statusCode()).isEqualTo(404);
    }

    @Test
    void errors_come_in_five_shapes() {
        nomad.vendor("errorBody", "message");
        assertThat(nomad.post("/stop").bodyAsJsonObject())
                .isEqualTo(
                        new JsonObject(
                                "{\"message\":\"The live channel was not found.\",\"errors\":[\"The live channel was not found.\"]}"));
        nomad.vendor("errorBody", "string");
        assertThat(Json.decodeValue(nomad.post("/stop").body())).isEqualTo("The live channel was not found.");
        nomad.vendor("errorBody", "empty");
        assertThat(nomad.post("/stop").statusCode()).isEqualTo(404);
        assertThat(nomad.post("/stop").body()).isNull();
        nomad.vendor("errorBody", "html");
        assertThat(nomad.post("/stop").statusCode()).isEqualTo(502);
        assertThat(nomad.post("/stop").getHeader("Content-Type")).isEqualTo("text/html");
        assertThat(nomad.call(HttpMethod.GET, CHANNEL, "").statusCode())
                .as("who may not come in is still told so")
                .isEqualTo(401);
        nomad.vendor("errorBody", "problem");
        assertThat(nomad.post("/stop").bodyAsJsonObject())
                .isEqualTo(
                        new JsonObject(
                                "{\"type\":\"https://tools.ietf.org/html/rfc9110#section-15.5.5\",\"title\":\"Not Found\",\"status\":404,\"detail\":\"The live channel was not found.\",\"instance\":null}"));
    }

    @Test
    void too_many_calls_are_told_so() {
        nomad.vendor("rateLimit", 1);
        nomad.get();

        var answer = nomad.get();

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
    }

    // ---- what surrounds it

    @Test
    void an_idle_channel_can_be_started_and_no_other() {
        nomad.channel(new JsonObject());
        assertThat(nomad.post("/start").statusCode()).isEqualTo(400);
        nomad.stop();
        nomad.pass(1);

        assertThat(nomad.post("/start").body()).isNull();

        assertThat(nomad.status()).isEqualTo("Starting");
        nomad.pass(1);
        assertThat(nomad.status()).isEqualTo("Running");
        assertThat(nomad.truth().getInteger("life")).isEqualTo(2);
        assertThat(nomad.post("/startOutputTracking").statusCode()).isEqualTo(200);
    }

    @Test
    void a_paused_channel_still_runs_and_can_be_resumed_or_stopped() {
        nomad.channel(new JsonObject());
        assertThat(nomad.post("/resume").statusCode()).isEqualTo(400);
        assertThat(nomad.post("/pause").body()).isNull();
        assertThat(nomad.status()).isEqualTo("Pause");
        assertThat(nomad.truth().getBoolean("running")).isTrue();
        assertThat(nomad.post("/resume").statusCode()).isEqualTo(200);
        assertThat(nomad.status()).isEqualTo("Running");
        nomad.post("/pause");

        nomad.stop();
        nomad.pass(1);

        assertThat(nomad.status()).isEqualTo("Idle");
    }

    @Test
    void a_deleted_channel_lingers_and_is_gone_until_it_is_made_anew() {
        nomad.channel(new JsonObject().put("stopAfter", "3s"));

        var answer = nomad.call(HttpMethod.DELETE, CHANNEL);

        assertThat(answer.bodyAsJsonObject().fieldNames()).containsExactly("requestId", "changeList");
        assertThat(nomad.status()).isEqualTo("Deleting");
        nomad.pass(3);
        assertThat(nomad.get().statusCode()).isEqualTo(404);
        assertThat(nomad.call(HttpMethod.GET, "/liveChannel").bodyAsJsonArray()).isEmpty();
        assertThat(nomad.truth().getBoolean("running")).isFalse();
        nomad.turn("/" + ID, new JsonObject().put("running", true));
        assertThat(nomad.status()).isEqualTo("Running");
    }
}
