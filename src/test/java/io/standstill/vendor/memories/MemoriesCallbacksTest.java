package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.standstill.domain.Callback;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Callbacks.Understood;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoriesCallbacksTest {

    private static final String VIDEO_END =
            "{'code':200,'message':'SUCCESS','task_id':'t','data':{'status':14,'message':'Stream stopped by user','data':null,'token':null}}";
    private static final String AUDIO_END =
            "{'code':200,'message':'SUCCESS','task_id':'t','data':{'segment_index':41,'segment_start_time':'2026-03-01T12:00:00Z','segment_end_time':'2026-03-01T12:00:05Z','status':14,'message':'Stream stopped by user','transcript':null}}";
    private static final String SPOKEN =
            "{'status':0,'task_id':'t','data':{'text':'A cat.','timestamp':'2026-03-01T12:00:00Z'}}";

    private final MemoriesCallbacks callbacks = new MemoriesCallbacks(List.of(), Blotter.NOTHING);

    private Understood understood(String body) {
        return callbacks.understand(Buffer.buffer(body.replace('\'', '"'))).orElseThrow();
    }

    // ---- about whom

    @Test
    void moderations_envelope_is_about_video_or_audio() {
        assertThat(understood(VIDEO_END).ids()).containsExactly("t", "audio:t");
        assertThat(understood("{'code':200,'message':'SUCCESS','task_id':'t'}").ids())
                .containsExactly("t", "audio:t");
        assertThat(understood("{'task_id':'t','data':{'segment_index':1}}").ids())
                .containsExactly("t", "audio:t");
    }

    @Test
    void only_audio_has_a_transcript() {
        assertThat(understood(AUDIO_END).ids()).containsExactly("audio:t");
    }

    @Test
    void understanding_has_its_status_at_the_top() {
        assertThat(understood(SPOKEN).ids()).containsExactly("understanding:t");
        assertThat(understood("{'status':14,'task_id':'t'}").ids()).containsExactly("understanding:t");
    }

    @Test
    void where_the_shape_does_not_tell_everything_is_named() {
        assertThat(understood("{'task_id':'t'}").ids()).containsExactly("t", "audio:t", "understanding:t");
        assertThat(understood("{'task_id':'t','data':{'text':'A cat.'}}").ids())
                .containsExactly("t", "audio:t", "understanding:t");
        assertThat(understood("{'code':200,'status':14,'task_id':'t'}").ids())
                .containsExactly("t", "audio:t", "understanding:t");
    }

    @Test
    void the_task_is_found_where_it_stands_and_may_be_a_number() {
        assertThat(understood("{'code':200,'data':{'task_id':'t'}}").ids()).containsExactly("t", "audio:t");
        assertThat(understood("{'status':0,'task_id':42}").ids()).containsExactly("understanding:42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "14",
                "true",
                "'t'",
                "[]",
                "[{'status':14,'task_id':'t'}]",
                "{}",
                "{'status':14}",
                "{'status':14,'task_id':null}",
                "{'status':14,'task_id':''}",
                "{'status':14,'task_id':'  '}",
                "{'status':14,'task_id':{'task_id':'t'}}",
                "{'status':14,'task_id':['t']}",
                "{'status':14,'task_id':1.5}",
                "{'status':14,'task_id':'a/b'}",
                "{'status':14,'task_id':'audio:t'}",
                "{'status':14,'task_id':'a\\u0000b'}",
                "{'status':14,'task_id':'\\uD800'}"
            })
    void json_without_a_task_is_of_nobody(String body) {
        assertThat(understood(body).ids()).isEmpty();
        assertThat(understood(body).callback()).isInstanceOf(Callback.Other.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "<html></html>", "{", "{'task_id':'t'", "{'task_id':'t'} x", "{'a':nan}"})
    void what_is_no_json_is_told_apart(String body) {
        assertThat(callbacks.understand(Buffer.buffer(body.replace('\'', '"')))).isEmpty();
    }

    // ---- the end

    @ParameterizedTest
    @ValueSource(
            strings = {
                VIDEO_END,
                AUDIO_END,
                "{'code':'200','msg':'SUCCESS','task_id':'t','data':{'status':'14'}}",
                "{'code':'0000','msg':'success','task_id':'t','data':{'status':14},'success':true,'failed':false}",
                "{'task_id':'t','data':{'status':14}}",
                "{'status':14,'task_id':'t'}",
                "{'status':'14','task_id':'t','data':{'text':'','timestamp':'2026-03-01T12:00:00Z'}}"
            })
    void fourteen_is_an_end(String body) {
        assertThat(understood(body).callback()).isEqualTo(new Callback.Ended());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'code':500,'task_id':'t','data':{'status':14}}|14 500",
                "{'code':'0402','task_id':'t','data':{'status':14}}|14 0402",
                "{'code':{},'task_id':'t','data':{'status':14}}|14 ?",
                "{'code':200,'failed':true,'task_id':'t','data':{'status':14}}|14 200",
                "{'status':14,'task_id':'t','data':{'status':0}}|14 0",
                "{'status':0,'task_id':'t','data':{'status':14}}|0 14",
                "{'status':[14],'task_id':'t'}|?",
                "{'status':14.0,'task_id':'t'}|?",
                "{'status':'fourteen','task_id':'t'}|fourteen",
                "{'code':14,'task_id':'t'}|14",
                "{'code':200,'task_id':'t','message':'Stream stopped by user'}|200",
                "{'code':200,'task_id':'t','data':{'message':'Stream stopped by user'}}|200"
            })
    void whatever_contradicts_itself_is_none(String body, String word) {
        assertThat(understood(body).callback()).isEqualTo(new Callback.Other(word));
    }

    // ---- signs of life

    @ParameterizedTest
    @ValueSource(
            strings = {
                SPOKEN,
                "{'status':0,'task_id':'t','text':''}",
                "{'status':'0','task_id':'t'}",
                "{'status':'OK','task_id':'t'}",
                "{'code':200,'task_id':'t','data':{'status':0,'message':'success','data':{},'token':{'input':1}}}",
                "{'code':200,'task_id':'t','data':{'segment_index':1}}",
                "{'code':200,'task_id':'t','data':{'transcript':'and so it goes'}}",
                "{'task_id':'t','data':{'text':'A cat.'}}"
            })
    void work_on_the_stream_is_a_sign_of_life(String body) {
        assertThat(understood(body).callback()).isEqualTo(new Callback.Segment(null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'2026-03-01T12:00:05Z'",
                "'2026-03-01T12:00:05.000Z'",
                "'2026-03-01t12:00:05z'",
                "'2026-03-01 12:00:05Z'",
                "'2026-03-01T13:00:05+01:00'",
                "'2026-03-01T13:00:05+0100'",
                "'2026-03-01 07:00:05.000-0500'",
                "1772366405",
                "1772366405000",
                "1772366405.0",
                "1.772366405E12",
                "'1772366405'",
                "'1772366405000'"
            })
    void a_segment_bears_the_time_of_its_end(String time) {
        var body = "{'code':200,'task_id':'t','data':{'status':0,'segment_end_time':%s}}".formatted(time);

        assertThat(understood(body).callback()).isEqualTo(new Callback.Segment(Instant.parse("2026-03-01T12:00:05Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "''",
                "'…'",
                "'soon'",
                "'2026-03-01T12:00:05'",
                "'12:00:05'",
                "'2026-13-41T99:00:05Z'",
                "'999999999999999999999999999999'",
                "5",
                "12.5",
                "-1772366405",
                "1e300",
                "1e999999",
                "99999999999999999999999999999999",
                "true",
                "[]",
                "{'at':1772366405}"
            })
    void a_time_that_is_none_or_names_no_zone_is_left_open(String time) {
        var body = "{'code':200,'task_id':'t','data':{'segment_end_time':%s}}".formatted(time);

        assertThat(understood(body).callback()).isEqualTo(new Callback.Segment(null));
    }

    // ---- anything else

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "2001", "5000", "7", "13", "15", "140"})
    void other_words_are_told_and_mean_nothing(String status) {
        assertThat(understood("{'status':%s,'task_id':'t'}".formatted(status)).callback())
                .isEqualTo(new Callback.Other(status));
        assertThat(understood("{'code':200,'task_id':'t','data':{'status':%s}}".formatted(status))
                        .callback())
                .isEqualTo(new Callback.Other(status));
    }

    @Test
    void work_under_a_status_nobody_knows_is_a_sign_of_life_and_under_a_known_trouble_is_none() {
        var segment = "{'code':200,'task_id':'t','data':{'status':%s,'segment_index':3}}";

        for (var status : List.of("1", "7", "13", "15", "'processing'")) {
            assertThat(understood(segment.formatted(status)).callback()).isEqualTo(new Callback.Segment(null));
        }
        for (var status : List.of("-1", "1001", "2001", "5000")) {
            assertThat(understood(segment.formatted(status)).callback()).isEqualTo(new Callback.Other(status));
        }
    }

    @Test
    void what_the_accounts_other_products_call_back_means_nothing() {
        var noise =
                understood("{'code':200,'message':'SUCCESS','task_id':'t','data':{'transcription':'of another film'}}");

        assertThat(noise.ids()).containsExactly("t", "audio:t");
        assertThat(noise.callback()).isEqualTo(new Callback.Other("200"));
    }

    // ---- hostile

    @Test
    void a_word_is_kept_short_and_printable() {
        var body = new JsonObject().put("task_id", "t").put("status", "\u0000<b>\uD800" + "x".repeat(100_000));

        var word = ((Callback.Other) understood(body.encode()).callback()).status();

        assertThat(word).startsWith("??b??xxx").hasSize(40);
    }

    @Test
    void nothing_throws_however_deep_long_or_huge() {
        for (var body : List.of(
                "[".repeat(260_000),
                "{\"data\":".repeat(30_000),
                "[".repeat(1_000) + "]".repeat(1_000),
                "{\"task_id\":\"t\",\"data\":" + "[".repeat(900) + "]".repeat(900) + "}",
                "{\"task_id\":\"t\",\"status\":" + "9".repeat(200_000) + "}",
                "{\"task_id\":\"t\",\"status\":" + "9".repeat(900) + "}",
                "{\"task_id\":\"t\",\"status\":-1e999999999}",
                "{\"task_id\":\"" + "t".repeat(200_000) + "\"}",
                "{\"" + "k".repeat(100_000) + "\":1}",
                "{\"task_id\":\"t\",\"task_id\":\"u\",\"status\":14,\"status\":0}",
                "\uFEFF{}")) {
            assertThatCode(() -> callbacks.understand(Buffer.buffer(body))).doesNotThrowAnyException();
        }
    }

    /** Documented bodies with bytes changed, cut and doubled: mostly broken, sometimes only strange. */
    @Test
    void nothing_throws_whatever_the_bytes() {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++) {
            var text = List.of(VIDEO_END, AUDIO_END, SPOKEN).get(i % 3).replace('\'', '"');
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            for (var changes = random.nextInt(6); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[],:\"-0e".charAt(random.nextInt(10)));
            }
            var body = Buffer.buffer(bytes).slice(0, 1 + random.nextInt(bytes.length));
            assertThatCode(() -> callbacks.understand(body)).doesNotThrowAnyException();
            assertThatCode(() -> callbacks.understand(Buffer.buffer(bytes))).doesNotThrowAnyException();
        }
    }
}
