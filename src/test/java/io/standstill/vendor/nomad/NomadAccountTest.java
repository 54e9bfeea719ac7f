package io.standstill.vendor.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.testing.RawServer;
import io.standstill.vendor.Lists;
import io.standstill.vendor.Returned;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the account refreshes, and what it makes of what it reads. */
class NomadAccountTest extends AtFarNomad {

    // ---- refreshes

    @Test
    void a_look_refreshes_before_it_reads() {
        nomadSays("Idle");

        assertThat(look().says()).isEqualTo(IDLE);
        assertThat(far.calls()).containsExactly(FarNomad.LOGIN, FarNomad.REFRESH, FarNomad.GET);
    }

    @Test
    void until_ten_seconds_are_over_what_it_reads_is_only_remembered_and_rest_waits_for_the_next() {
        look();
        pass(Duration.ofSeconds(4));

        var living = look();
        nomadSays("Idle");
        var idle = look();

        assertThat(living.says()).isEqualTo(new Reading.Remembered(RUNNING));
        assertThat(living.notBefore()).isNull();
        assertThat(idle.says()).isEqualTo(new Reading.Remembered(IDLE));
        assertThat(idle.notBefore()).isEqualTo(Duration.ofSeconds(6));
        pass(Duration.ofSeconds(6));
        assertThat(look().says()).isEqualTo(IDLE);
        assertThat(far.count(FarNomad.REFRESH)).isEqualTo(2);
    }

    @Test
    void an_absence_that_is_only_remembered_is_not_cross_checked() {
        look();
        far.says(FarNomad.GET, 404, "");

        var absent = look();

        assertThat(absent.says()).isEqualTo(new Reading.Remembered(new Reading.Absent(Reading.Control.FAILED)));
        assertThat(absent.notBefore()).isEqualTo(Duration.ofSeconds(10));
        assertThat(far.count(FarNomad.LIST)).isZero();
    }

    @Test
    void looks_that_begin_in_the_same_moment_share_one_login_and_one_refresh() {
        nomadSays("Idle");

        var looks = done(() ->
                Future.all(Stream.generate(() -> account.look(ID)).limit(10).toList()));

        assertThat(looks.<Returned<Reading>>list())
                .extracting(Returned::says)
                .hasSize(10)
                .containsOnly(IDLE);
        assertThat(far.count(FarNomad.LOGIN)).isEqualTo(1);
        assertThat(far.count(FarNomad.REFRESH)).isEqualTo(1);
        assertThat(far.count(FarNomad.GET)).isEqualTo(10);
    }

    @Test
    void a_look_never_leans_on_a_refresh_that_had_left_before_it_began() {
        nomadSays("Idle");
        var refreshed = far.holds(FarNomad.REFRESH);
        var first = begun(() -> account.look(ID));
        Awaitility.await().until(() -> far.count(FarNomad.REFRESH) == 1);

        var second = look();
        refreshed.complete();

        assertThat(second.says()).isEqualTo(new Reading.Remembered(IDLE));
        assertThat(first.await().says()).isEqualTo(IDLE);
    }

    @Test
    void a_refresh_that_still_waits_for_the_login_can_be_joined() {
        nomadSays("Idle");
        var loggedIn = far.holds(FarNomad.LOGIN);
        var first = begun(() -> account.look(ID));
        Awaitility.await().until(() -> far.count(FarNomad.LOGIN) == 1);

        var second = begun(() -> account.look(ID));
        done(Future::succeededFuture);
        loggedIn.complete();

        assertThat(first.await().says()).isEqualTo(IDLE);
        assertThat(second.await().says()).isEqualTo(IDLE);
        assertThat(far.count(FarNomad.REFRESH)).isEqualTo(1);
    }

    @Test
    void a_refresh_that_fails_proves_nothing_and_is_told_where_something_hangs_on_it() {
        far.says(FarNomad.REFRESH, 500, "");
        assertThat(look().says()).isEqualTo(new Reading.Remembered(RUNNING));

        pass(Duration.ofSeconds(10));
        nomadSays("Idle");
        var idle = look();

        assertThat(idle.says())
                .isEqualTo(
                        new Reading.Unsure("the vendor's cache could not be refreshed: the vendor answered 500", null));
        assertThat(idle.notBefore()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>It works!</html>", "{\"cut\":"})
    void a_refresh_answered_by_something_in_between_is_none(String page) {
        nomadSays("Idle");
        far.says(FarNomad.REFRESH, 200, page);

        assertThat(look().says()).isInstanceOf(Reading.Unsure.class);
    }

    // ---- absence

    @Test
    void an_absence_is_cross_checked_by_a_list() {
        far.says(FarNomad.GET, 404, "");
        far.says(FarNomad.LIST, 200, "[]");
        assertThat(look().says()).isEqualTo(new Reading.Absent(Reading.Control.EMPTY));

        pass(Duration.ofSeconds(10));
        far.says(FarNomad.LIST, 500, "");
        assertThat(look().says()).isEqualTo(new Reading.Absent(Reading.Control.FAILED));
    }

    @Test
    void what_the_list_shows_is_not_absent() {
        far.says(FarNomad.GET, 204, "");

        assertThat(look().says()).isInstanceOf(Reading.Unsure.class);
    }

    // ---- lists

    @Test
    void a_list_is_refreshed_too_under_the_same_limit() {
        var first = done(() -> account.lists().orElseThrow().list());
        far.says(
                FarNomad.LIST,
                200,
                new JsonArray().add(FarNomad.channel("Idle")).encode());
        var second = done(() -> account.lists().orElseThrow().list());
        pass(Duration.ofSeconds(10));
        var third = done(() -> account.lists().orElseThrow().list());

        assertThat(first.says()).isEqualTo(new Lists.Listing(Map.of(ID, RUNNING), null));
        assertThat(second.says()).isEqualTo(new Lists.Listing(Map.of(ID, new Reading.Remembered(IDLE)), null));
        assertThat(second.notBefore()).isEqualTo(Duration.ofSeconds(10));
        assertThat(third.says()).isEqualTo(new Lists.Listing(Map.of(ID, IDLE), null));
        assertThat(far.count(FarNomad.REFRESH)).isEqualTo(2);
    }

    @Test
    void a_list_that_could_not_be_refreshed_shows_nothing_at_rest() {
        far.says(FarNomad.REFRESH, 503, "");
        far.says(
                FarNomad.LIST,
                200,
                new JsonArray().add(FarNomad.channel("Idle")).encode());

        var listing = done(() -> account.lists().orElseThrow().list()).says();

        assertThat(listing.whole()).isTrue();
        assertThat(listing.readings().get(ID)).isInstanceOf(Reading.Unsure.class);
    }

    // ---- time

    @Test
    void a_call_ends_in_time_whatever_its_login_takes_and_is_not_sent_after() {
        look();
        pass(Duration.ofMinutes(40));
        far.holds(FarNomad.RENEWAL);
        var loggedIn = far.holds(FarNomad.LOGIN);
        var began = System.nanoTime();

        var answered = done(() -> account.stop(ID, Mode.GRACEFUL));

        assertThat(answered.says()).isEqualTo(new Reply.Unsure("no answer in time"));
        // The renewal alone may take two seconds, and the login after it five.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(6_500));
        loggedIn.complete();
        assertThat(look().says()).isEqualTo(RUNNING);
        assertThat(far.count(FarNomad.STOP)).isZero();
    }

    @Test
    void a_cut_connection_is_unsure() {
        try (var cutting = new RawServer((client, out) -> client.close())) {
            var cut = open(URI.create(cutting.url()), Map.of("apiKey", "k", "apiType", "admin"));

            assertThat(done(() -> cut.stop(ID, Mode.GRACEFUL)).says()).isInstanceOf(Reply.Unsure.class);
            assertThat(done(() -> cut.look(ID)).says()).isInstanceOf(Reading.Unsure.class);
            assertThat(done(() -> cut.lists().orElseThrow().list()).says().whole())
                    .isFalse();
            cut.close();
        }
    }

    // ---- secrets

    @Test
    void no_secret_is_in_what_is_kept() {
        var repeated =
                FarNomad.channel("Idle").put("name", "hunter2").put("inputIngestAddress", "rtmp://x/live-stream");
        far.says(FarNomad.GET, 200, repeated.encode());

        var kept = look().trace().excerpt();

        assertThat(kept)
                .contains("\"description\":\"Idle\"")
                .doesNotContain("live-stream")
                .doesNotContain("live-auth-key")
                .doesNotContain("hunter2");
    }

    // ---- the account

    @Test
    void an_account_that_can_be_read_is_well_and_asking_changes_nothing() {
        assertThat(done(account::check)).isEmpty();
        assertThat(far.calls()).containsExactly(FarNomad.LOGIN, FarNomad.LIST);
    }

    @Test
    void what_is_wrong_with_an_account_is_told_in_sentences() {
        far.says(FarNomad.LOGIN, 404, "");
        var portal = open(far.url(), Map.of("apiKey", "k", "apiType", "portal"));
        far.says(FarNomad.LIST, 200, "{}");

        assertThat(done(account::check))
                .extracting(Finding::told)
                .containsExactly("the list of live channels could not be read: the login failed: "
                        + "the vendor does not know this user with this password");
        assertThat(done(portal::check))
                .extracting(Finding::told)
                .containsExactly(
                        "the list of live channels could not be read: the vendor's list makes no sense",
                        "nothing can be stopped here: channels are stopped by an account whose apiType is admin,"
                                + " and this one's is portal");
        portal.close();
    }
}
