package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Finding;
import io.standstill.domain.Reply;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Fault;
import io.standstill.vendor.Secret;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoriesAnswersTest {

    private static final Task VIDEO = Task.of("550e8400");
    private static final Task AUDIO = Task.of("audio:550e8400");
    private static final Task UNDERSTANDING = Task.of("understanding:550e8400");

    private static final String TAKEN =
            "{'code':200,'message':'success','data':{'task_id':'550e8400','message':'Stream stopped successfully'}}";

    private static Exchange answer(int status, String body) {
        return new Exchange(
                status,
                MultiMap.caseInsensitiveMultiMap(),
                Buffer.buffer(body.replace('\'', '"')),
                null,
                new Blotter(List.of(new Secret("sk-mavi-key")), List.of()));
    }

    private static Reply toStop(Task task, int status, String body) {
        return MemoriesAnswers.toStop(answer(status, body), task);
    }

    // ---- taken

    @ParameterizedTest
    @ValueSource(
            strings = {
                TAKEN,
                "{'code':'200','msg':'success','data':{'task_id':'550e8400'}}",
                "{'code':'0000','msg':'success','data':{'task_id':'550e8400'},'success':true,'failed':false}",
                "{'code':200,'message':'success','task_id':'550e8400','data':null}",
                "{'code':200,'message':'success','data':{'task_id':'550e8400','status':14}}"
            })
    void moderation_took_it_if_code_and_task_are_right(String body) {
        assertThat(toStop(VIDEO, 200, body)).isEqualTo(new Reply.Taken(false));
        assertThat(toStop(AUDIO, 200, body)).isEqualTo(new Reply.Taken(false));
        assertThat(toStop(UNDERSTANDING, 200, body))
                .as("not the words of understanding")
                .isInstanceOf(Reply.Unsure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':14,'task_id':'550e8400'}",
                "{'status':'14','task_id':'550e8400'}",
                "{'code':'0000','msg':'success','status':14,'data':{'task_id':'550e8400'}}"
            })
    void understanding_took_it_if_status_and_task_are_right(String body) {
        assertThat(toStop(UNDERSTANDING, 200, body)).isEqualTo(new Reply.Taken(false));
    }

    @Test
    void a_task_that_is_a_number_there_is_the_text_here() {
        assertThat(toStop(Task.of("42"), 200, "{'code':200,'data':{'task_id':42}}"))
                .isEqualTo(new Reply.Taken(false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200|{'code':200,'message':'success','data':null}",
                "200|{'code':200,'message':'success','data':{}}",
                "200|{'code':200,'message':'success','data':{'task_id':''}}",
                "200|{'code':200,'message':'success','data':{'task_id':null}}",
                "200|{'code':200,'message':'success','data':{'task_id':['550e8400']}}",
                "200|{'code':200,'message':'success','data':'550e8400'}",
                "200|{'code':200,'message':'success','data':{'task_id':'550E8400'}}",
                "200|{'code':200,'message':'success','data':{'task_id':'another'}}",
                "200|{'code':200,'task_id':'another','data':{'task_id':'550e8400'}}",
                "200|{'code':200,'task_id':'550e8400','data':{'task_id':'another'}}",
                "200|{'code':200,'data':{'task_id':'550e8400'},'success':false}",
                "200|{'code':200,'data':{'task_id':'550e8400'},'failed':'true'}",
                "200|{'code':200,'data':{'task_id':'550e8400','status':-1}}",
                "200|{'code':200,'data':{'task_id':'550e8400','status':{}}}",
                "200|{'code':200,'status':5000,'data':{'task_id':'550e8400'}}",
                "200|{'code':200.0,'data':{'task_id':'550e8400'}}",
                "200|{'code':0,'data':{'task_id':'550e8400'}}",
                "200|{'code':true,'data':{'task_id':'550e8400'}}",
                "200|{'code':null,'data':{'task_id':'550e8400'}}",
                "200|{'code':99999999999999999999999999,'data':{'task_id':'550e8400'}}",
                "200|{'message':'success','data':{'task_id':'550e8400'}}",
                "200|{'status':14,'task_id':'550e8400'}",
                "201|{'code':200,'data':{'task_id':'550e8400'}}",
                "202|{'code':200,'data':{'task_id':'550e8400'}}",
                "400|{'code':200,'data':{'task_id':'550e8400'}}",
                "500|{'code':200,'data':{'task_id':'550e8400'}}"
            })
    void anything_less_than_all_of_it_is_unsure(int status, String body) {
        assertThat(toStop(VIDEO, status, body)).isInstanceOf(Reply.Unsure.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200|{'status':14}",
                "200|{'status':14,'task_id':''}",
                "200|{'status':14,'task_id':'another'}",
                "200|{'status':14,'task_id':'550e8400','data':{'task_id':'another'}}",
                "200|{'status':14,'task_id':'550e8400','code':500}",
                "200|{'status':14,'task_id':'550e8400','failed':true}",
                "200|{'status':0,'task_id':'550e8400'}",
                "200|{'status':1,'task_id':'550e8400'}",
                "200|{'status':13,'task_id':'550e8400'}",
                "200|{'status':1001,'task_id':'550e8400'}",
                "200|{'status':2001,'task_id':'550e8400'}",
                "402|{'status':2001,'task_id':'550e8400'}",
                "200|{'status':5000,'task_id':'550e8400'}",
                "500|{'status':14,'task_id':'550e8400'}",
                "202|{'status':14,'task_id':'550e8400'}",
                "200|{'status':[14],'task_id':'550e8400'}",
                "200|{'code':'0000','msg':'success','data':{'task_id':'550e8400'},'success':true}"
            })
    void at_understanding_too(int status, String body) {
        assertThat(toStop(UNDERSTANDING, status, body)).isInstanceOf(Reply.Unsure.class);
    }

    // ---- not found

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400|{'code':400,'msg':'Invalid task_id or task not found','data':null}",
                "400|{'code':'400','message':'Invalid request parameters','data':null}",
                "400|{'code':400}",
                "200|{'code':400,'msg':'Invalid task_id or task not found','data':null}",
                "200|{'code':'0001','msg':'Invalid task_id or task not found','success':false,'failed':true}",
                "200|{'code':'0003','msg':'no such task'}"
            })
    void moderation_does_not_know_the_task(int status, String body) {
        assertThat(toStop(VIDEO, status, body)).isInstanceOf(Reply.NotFound.class);
        assertThat(toStop(AUDIO, status, body)).isInstanceOf(Reply.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200|{'status':-1,'task_id':'550e8400'}",
                "200|{'status':'-1','task_id':''}",
                "200|{'status':-1,'text':'Invalid request parameters'}",
                "400|{'status':-1,'task_id':'550e8400'}"
            })
    void understanding_does_not_know_the_task_and_says_so_on_a_200(int status, String body) {
        assertThat(toStop(UNDERSTANDING, status, body)).isInstanceOf(Reply.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400|{'code':400,'msg':'Request has exceeded the limit.','data':null}",
                "400|{'code':400,'msg':'An async request requires at least one webhook.','data':null}",
                "400|{'code':400,'msg':'Too many requests, try again later'}",
                "400|{'code':400,'msg':'not found','task_id':'another'}",
                "400|{'code':400,'msg':'not found','data':{'task_id':'another'}}",
                "400|{'code':400,'msg':'not found','success':true}",
                "400|{'code':400,'msg':'not found','data':{'status':14}}",
                "400|{'code':400,'msg':'not found','status':0}",
                "400|{'code':404,'msg':'not found'}",
                "400|{'msg':'Invalid task_id or task not found'}",
                "400|<html>bad request</html>",
                "400|''",
                "404|{'code':404,'msg':'not found'}",
                "404|{'code':400,'msg':'not found'}",
                "404|<html>not found</html>",
                "500|{'code':400,'msg':'not found'}",
                "200|{'code':-1,'msg':'not found'}"
            })
    void these_are_not_about_the_task_and_so_unsure(int status, String body) {
        assertThat(toStop(VIDEO, status, body)).isInstanceOf(Reply.Unsure.class);
    }

    @Test
    void what_understanding_says_of_another_task_or_of_limits_is_unsure() {
        assertThat(toStop(UNDERSTANDING, 200, "{'status':-1,'task_id':'another'}"))
                .isInstanceOf(Reply.Unsure.class);
        assertThat(toStop(UNDERSTANDING, 200, "{'status':-1,'text':'Request has exceeded the limit.'}"))
                .isInstanceOf(Reply.Unsure.class);
        assertThat(toStop(UNDERSTANDING, 503, "{'status':-1,'task_id':'550e8400'}"))
                .isInstanceOf(Reply.Unsure.class);
        assertThat(toStop(UNDERSTANDING, 200, "{'status':-1,'code':402}")).isInstanceOf(Reply.Unsure.class);
    }

    // ---- refused

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "402|{'code':402,'msg':'Insufficient balance','data':null}",
                "200|{'code':402,'msg':'Insufficient balance','data':null}",
                "200|{'code':'0402','msg':'points','success':false,'failed':true}"
            })
    void only_the_want_of_money_is_final(int status, String body) {
        for (var task : List.of(VIDEO, AUDIO, UNDERSTANDING)) {
            assertThat(toStop(task, status, body)).isInstanceOfSatisfying(Reply.Refused.class, refused -> assertThat(
                            refused.problem().name())
                    .isEqualTo("payment-required"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "401|{'code':401,'msg':'Unauthorized','data':null}",
                "200|{'code':'0401','msg':'Unauthorized'}",
                "402|<html>payment required by proxy</html>",
                "402|{'msg':'Insufficient balance'}",
                "503|{'code':402,'msg':'Insufficient balance'}",
                "402|{'code':402,'msg':'Insufficient balance','success':true}",
                "402|{'code':402,'msg':'Insufficient balance','task_id':'another'}",
                "403|{'code':403,'msg':'Access denied','data':null}",
                "200|{'code':'0403','msg':'disabled'}",
                "405|{'code':405,'msg':'Method not allowed','data':null}",
                "409|{'code':409,'msg':'Duplicate request','data':null}",
                "200|{'code':'0409','msg':'dup'}",
                "415|{'code':415,'msg':'Unsupported media type'}",
                "429|{'code':429,'msg':'Too many requests'}",
                "200|{'code':'0429','msg':'busy'}",
                "200|{'code':'9009','msg':'permission'}",
                "500|{'code':500,'msg':'Internal server error'}",
                "502|<html>bad gateway</html>",
                "503|{'code':503,'msg':'Service unavailable'}",
                "301|''",
                "204|''",
                "200|<html>It works!</html>",
                "200|''",
                "200|null",
                "200|[]",
                "200|[{'code':200,'data':{'task_id':'550e8400'}}]",
                "200|'success'",
                "200|{}"
            })
    void the_rest_is_unsure(int status, String body) {
        for (var task : List.of(VIDEO, AUDIO, UNDERSTANDING)) {
            assertThat(toStop(task, status, body)).isInstanceOf(Reply.Unsure.class);
        }
    }

    @Test
    void no_answer_at_all_is_unsure() {
        var none = Exchange.faulty(Fault.OfCall.LATE);

        assertThat(MemoriesAnswers.toStop(none, VIDEO)).isEqualTo(new Reply.Unsure("no answer in time"));
        assertThat(toStop(VIDEO, 200, "")).isInstanceOf(Reply.Unsure.class);
    }

    // ---- hostile

    @Test
    void nothing_that_is_nested_long_or_huge_throws() {
        for (var body : List.of(
                "[".repeat(100_000),
                "{'a':".repeat(100_000),
                "{'code':" + "9".repeat(5_000) + "}",
                "{'code':1e999999999,'data':{'task_id':1e999999999}}",
                "{'code':200,'data':" + "[".repeat(900) + "]".repeat(900) + "}",
                "\u0000\uFFFF")) {
            assertThat(toStop(VIDEO, 200, body)).isInstanceOf(Reply.Unsure.class);
        }
    }

    @Test
    void what_it_says_is_kept_short_printable_and_without_secrets() {
        var said = new JsonObject()
                .put("code", 402)
                .put("msg", "no balance for sk-mavi-key\u0000\uD800" + "x".repeat(5_000))
                .encode();

        var refused = (Reply.Refused) toStop(VIDEO, 402, said);

        assertThat(refused.problem().detail())
                .contains("no balance for ***")
                .doesNotContain("sk-mavi-key", "\u0000", "\uD800")
                .hasSizeLessThan(400);
        assertThat(toStop(
                        VIDEO,
                        200,
                        new JsonObject()
                                .put("code", "\u0000" + "9".repeat(5_000))
                                .encode()))
                .isInstanceOfSatisfying(Reply.Unsure.class, unsure -> assertThat(unsure.why())
                        .doesNotContain("\u0000")
                        .hasSizeLessThan(100));
    }

    // ---- the account

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "405|{'code':405,'msg':'Method not allowed'}",
                "404|<html>not found</html>",
                "400|{'code':400}",
                "200|{}",
                "429|{'code':429}"
            })
    void somebody_who_refuses_a_call_that_does_nothing_is_there(int status, String body) {
        assertThat(MemoriesAnswers.findingOfAccount(answer(status, body), "there"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "401|{'code':401}|it does not accept the apiKey",
                "401|<html>who are you</html>|it does not accept the apiKey",
                "200|{'code':'0401'}|it does not accept the apiKey",
                "403|{'code':403}|it answers 403: the account is disabled, or calls from this address are not allowed",
                "302|''|it answers 302",
                "503|''|it answers 503"
            })
    void what_it_shows_to_be_wrong_is_a_sentence(int status, String body, String fault) {
        assertThat(MemoriesAnswers.findingOfAccount(answer(status, body), "there"))
                .map(Finding::told)
                .contains("of there: " + fault);
    }
}
