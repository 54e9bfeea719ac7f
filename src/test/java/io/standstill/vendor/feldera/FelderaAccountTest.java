package io.standstill.vendor.feldera;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.testing.RawServer;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an account makes of a far end that is not what it seems. */
@ExtendWith(VertxExtension.class)
class FelderaAccountTest {

    private static final String KEY = "apikey:SECRET123";
    private static final String SESSION = "{\"memberships\":[],\"tenant_id\":\"t-1\",\"tenant_name\":\"ours\"}";
    private static final String UNKNOWN =
            "{\"message\":\"Unknown pipeline name 'p1'\",\"error_code\":\"UnknownPipelineName\",\"details\":{}}";

    /** One answer after the other, whatever is asked. */
    private static RawServer answering(List<byte[]> answers) {
        var left = new ArrayDeque<>(answers);
        return new RawServer((client, out) -> {
            synchronized (left) {
                out.write(left.remove());
            }
        });
    }

    private static byte[] json(int status, String body) {
        return RawServer.response(status, "application/json", body);
    }

    private static FelderaAccount account(Vertx vertx, RawServer server, String key) {
        var terms = new Terms("eu", URI.create(server.url()), "nonprod", new Feldera().policy());
        return new FelderaAccount(vertx, System::nanoTime, terms, new Secret(key), "");
    }

    private static Reading absence(Vertx vertx, String list) {
        try (var server = answering(List.of(json(200, SESSION), json(404, UNKNOWN), json(200, list)))) {
            return account(vertx, server, KEY).look("p1").await().says();
        }
    }

    @Test
    void an_absence_counts_beside_a_list_that_still_holds_others(Vertx vertx) {
        assertThat(absence(vertx, "[{\"name\":\"other\",\"deployment_status\":\"Running\"}]"))
                .isEqualTo(new Reading.Absent(Reading.Control.OTHERS));
    }

    @Test
    void an_empty_list_says_rather_that_everything_is_lost_from_sight(Vertx vertx) {
        assertThat(absence(vertx, "[]")).isEqualTo(new Reading.Absent(Reading.Control.EMPTY));
    }

    @Test
    void a_list_that_still_names_it_contradicts_the_absence(Vertx vertx) {
        assertThat(absence(vertx, "[{\"name\":\"p1\"},{\"name\":\"other\"}]"))
                .isEqualTo(new Reading.Absent(Reading.Control.FAILED));
    }

    @Test
    void the_tenant_the_key_acts_in_is_part_of_where_it_is_seen(Vertx vertx) {
        try (var server = answering(List.of(json(200, SESSION), json(404, UNKNOWN), json(200, "[]")))) {
            var account = account(vertx, server, KEY);
            account.look("p1").await();

            assertThat(account.seenAs()).isEqualTo(server.url() + " tenant t-1");
        }
    }

    @Test
    void nothing_is_read_before_it_is_known_which_tenant_that_is(Vertx vertx) {
        try (var server = answering(List.of(json(500, "{}")))) {
            assertThat(account(vertx, server, KEY).look("p1").await().says()).isInstanceOf(Reading.Unsure.class);
        }
    }

    @Test
    void an_older_version_that_tells_no_tenant_is_read_all_the_same(Vertx vertx) {
        try (var server = answering(List.of(json(404, "{}"), json(200, "{\"name\":\"p1\"}")))) {
            var account = account(vertx, server, KEY);

            assertThat(account.look("p1").await().says())
                    .isEqualTo(new Reading.Unsure("the vendor's answer tells no status", null));
            assertThat(account.seenAs()).isEqualTo(server.url());
        }
    }

    @Test
    void a_version_whose_stop_destroys_what_was_stored_is_named(Vertx vertx) {
        try (var server = answering(List.of(json(200, "{\"version\":\"0.96.0\"}"), json(200, "{}"), json(200, "[]")))) {
            assertThat(account(vertx, server, KEY).check().await())
                    .singleElement()
                    .asString()
                    .contains("0.96");
        }
        try (var server =
                answering(List.of(json(200, "{\"version\":\"0.337.0\"}"), json(200, "{}"), json(200, "[]")))) {
            assertThat(account(vertx, server, KEY).check().await()).isEmpty();
        }
    }

    @Test
    void an_answer_that_echoes_the_key_never_shows_it(Vertx vertx) {
        var echo = "{\"message\":\"key %s may not\",\"error_code\":\"InsufficientPermissions\",\"details\":{}}";
        try (var server = answering(List.of(json(403, echo.formatted(KEY))))) {
            var answered = account(vertx, server, KEY).stop("p1", Mode.GRACEFUL).await();

            var problem = ((Reply.Refused) answered.says()).problem();
            assertThat(problem.detail()).contains("may not").doesNotContain("SECRET");
            assertThat(answered.trace().excerpt()).doesNotContain("SECRET");
        }
    }

    @Test
    void a_word_without_end_is_cut(Vertx vertx) {
        var pipeline = "{\"name\":\"p1\",\"deployment_status\":\"x\",\"deployment_resources_status\":\"%s\"}";
        try (var server =
                answering(List.of(json(200, SESSION), json(200, pipeline.formatted("word".repeat(90_000)))))) {
            var reading = (Reading.Unsure)
                    account(vertx, server, KEY).look("p1").await().says();

            assertThat(reading.status()).startsWith("wordword").hasSizeLessThan(300);
        }
    }

    @Test
    void a_key_that_cannot_be_sent_is_a_fault_that_does_not_show_it(Vertx vertx) {
        try (var server = answering(List.of())) {
            var looked = account(vertx, server, "SECRET123\n").look("p1").await();

            assertThat(looked.says()).isInstanceOf(Reading.Unsure.class);
            assertThat(looked.toString()).doesNotContain("SECRET");
        }
    }
}
