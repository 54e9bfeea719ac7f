package io.standstill.vendor.storm;

import static io.standstill.vendor.storm.FarEnd.answer;
import static io.standstill.vendor.storm.FarEnd.noAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StormReadingsTest {

    private static final String DOCUMENTED = """
            {"data":{"id":"cs_9f2k","state":"PUBLISHED","streamKey":"test","applicationType":"TRANSCODE",
             "applicationId":"app_1","applicationName":"transcode","viewerCount":0,"substreamCount":2,
             "bitrateCount":312500,"healthScore":97,"healthGrade":"Very Good","aliasList":[],
             "previewList":[{"serverName":"edge-1","nodeHostname":"edge1.example","nodePort":443,"nodeSSL":true,
              "applicationName":"edge"}]},"meta":{"executionTime":3,"generatedAt":1770287210383}}
            """;

    private static Reading read(int status, String body) {
        return StormReadings.of(answer(status, body), "test");
    }

    private static Reading alive(String state, String id) {
        return new Reading.Alive(state, id, null, null);
    }

    // ---- one stream

    @Test
    void a_stream_that_is_told_of_is_there_under_the_id_it_was_published_with() {
        assertThat(read(200, DOCUMENTED)).isEqualTo(alive("PUBLISHED", "cs_9f2k"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOPPED", "DELETED", "UNPUBLISHED", "IDLE", "closed", "ENDED", "Stream not found"})
    void no_word_of_state_is_rest(String state) {
        assertThat(read(200, "{\"data\":{\"id\":\"cs_1\",\"state\":\"%s\"}}".formatted(state)))
                .isEqualTo(alive(state, "cs_1"));
    }

    @Test
    void what_is_not_told_is_not_made_up() {
        assertThat(read(200, "{\"data\":{\"streamKey\":\"test\"}}")).isEqualTo(alive("there", null));
        assertThat(read(200, "{\"data\":{\"streamKey\":\"test\",\"id\":[],\"state\":null}}"))
                .isEqualTo(alive("there", null));
        assertThat(read(200, "{\"data\":{\"id\":17}}")).isEqualTo(alive("there", "17"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|''",
                "200|null",
                "200|[]",
                "200|\"Stream not found\"",
                "200|<html>It works!</html>",
                "200|{}",
                "200|{\"data\":null}",
                "200|{\"data\":[]}",
                "200|{\"data\":{}}",
                "200|{\"data\":{\"id\":null}}",
                "200|{\"data\":{\"id\":\" \"}}",
                "200|{\"data\":\"gone\"}",
                "200|{\"message\":\"Stream not found\"}",
                "200|{\"data\":{\"id\":\"cs_1\",\"streamKey\":\"another\",\"state\":\"PUBLISHED\"}}",
                "204|''",
                "302|''",
                "401|{\"message\":\"Could not authorize with given access token\"}",
                "403|{\"message\":\"Error message\"}",
                "404|''",
                "404|<html>not found</html>",
                "404|{}",
                "404|{\"message\":\"Application not found\"}",
                "410|{\"message\":\"Stream not found\"}",
                "429|{\"message\":\"Rate limit exceeded\"}",
                "500|{\"message\":\"Stream not found\"}",
                "503|{\"data\":{\"id\":\"cs_1\",\"streamKey\":\"test\"}}"
            })
    void of_anything_else_nothing_can_be_said(int status, String body) {
        assertThat(read(status, body)).isInstanceOf(Reading.Unsure.class);
        assertThat(StormAnswers.saysUnknown(answer(status, body))).isFalse();
    }

    @Test
    void no_answer_says_nothing() {
        assertThat(StormReadings.of(noAnswer(), "test")).isEqualTo(new Reading.Unsure("no answer in time", null));
        assertThat(StormAnswers.saysUnknown(noAnswer())).isFalse();
    }

    @Test
    void only_a_404_in_the_vendors_own_words_says_unknown() {
        assertThat(StormAnswers.saysUnknown(answer(404, FarEnd.NOT_FOUND))).isTrue();
        assertThat(StormAnswers.saysUnknown(answer(404, "\"Stream not found\"")))
                .isFalse();
        assertThat(StormAnswers.saysUnknown(answer(404, "[{\"message\":\"Stream not found\"}]")))
                .isFalse();
    }

    // ---- pages of the list

    private static StormPage page(String data) {
        return StormPage.of(answer(200, "{\"data\":%s}".formatted(data)), 1);
    }

    @Test
    void streams_are_listed_by_their_sources_or_by_themselves() {
        var page = page("""
                {"list":[
                 {"streamKey":"grouped","sourceList":[{"id":"cs_1","state":"PUBLISHED"},{"id":"cs_2"}]},
                 {"streamKey":"alone","id":"cs_3","state":"PUBLISHED"},
                 {"streamKey":"bare"},
                 {"streamKey":"odd","sourceList":[7,null,{"state":[]}]}],
                 "hasNext":false}
                """);

        assertThat(page.fault()).isNull();
        assertThat(page.readings())
                .hasSize(4)
                .containsEntry("grouped", alive("PUBLISHED", null))
                .containsEntry("alone", alive("PUBLISHED", "cs_3"))
                .containsEntry("bare", alive("there", null))
                .containsEntry("odd", alive("there", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "\"hasNext\":true|false",
                "\"hasNext\":false|true",
                "\"totalPages\":2|false",
                "\"totalPages\":1|true",
                "\"hasNext\":false,\"totalPages\":2|false",
                "\"hasNext\":\"no\"|-",
                "\"totalItems\":1|-"
            })
    void a_page_tells_in_two_ways_whether_it_is_the_last(String told, Boolean last) {
        assertThat(page("{\"list\":[{\"streamKey\":\"a\"}],%s}".formatted(told)).last())
                .isEqualTo(last);
    }

    @Test
    void an_entry_without_sense_spoils_only_itself_but_the_page_is_not_whole() {
        var page = page("{\"list\":[{\"streamKey\":\"a\"},7,{\"id\":\"cs_1\"},{\"streamKey\":null}]}");

        assertThat(page.readings()).containsOnlyKeys("a");
        assertThat(page.fault()).contains("in part");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|''",
                "200|[]",
                "200|<html>It works!</html>",
                "200|{}",
                "200|{\"data\":{}}",
                "200|{\"data\":{\"list\":{}}}",
                "200|{\"data\":{\"list\":[],\"hasNext\":true}}",
                "200|{\"list\":[]}",
                "401|{\"data\":{\"list\":[]}}",
                "404|{\"message\":\"Stream not found\"}",
                "503|{\"data\":{\"list\":[]}}"
            })
    void a_page_without_sense_is_not_whole(int status, String body) {
        assertThat(StormPage.of(answer(status, body), 1).fault()).isNotNull();
    }

    // ---- the topology

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|{\"data\":{\"topology\":[{\"clusterManager\":true},{\"clusterManager\":false}]}}|true",
                "200|{\"data\":{\"topology\":[{\"clusterManager\":true}]}}|false",
                "200|{\"data\":{\"topology\":[{\"clusterManager\":true,\"applications\":[]}]}}|false",
                "200|{\"data\":{\"topology\":[{\"clusterManager\":true,\"applications\":[{\"name\":\"live\"}]}]}}|true",
                "200|{\"data\":{\"topology\":[{},7,null,{\"clusterManager\":\"false\"}]}}|false",
                "200|{\"data\":{\"topology\":[]}}|false",
                "200|{\"data\":{\"topology\":{\"clusterManager\":false}}}|false",
                "200|{\"data\":[]}|false",
                "200|<html>It works!</html>|false",
                "503|{\"data\":{\"topology\":[{\"clusterManager\":false}]}}|false"
            })
    void only_servers_beside_the_manager_make_a_cluster(int status, String body, boolean shows) {
        assertThat(StormReadings.showsMembers(answer(status, body))).isEqualTo(shows);
    }
}
