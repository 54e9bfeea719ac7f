package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.standstill.testing.Follower;
import io.standstill.testing.Relay;
import io.standstill.testing.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feed as Chromium's own EventSource follows it, on a page of the service, through connections that are cut. */
@Tag("browser")
class BrowserFeedIT {

    private static final int SEATS = 2;

    private static final String FOLLOW = """
            window.heard = [];
            window.source = new EventSource(arguments[0]);
            for (const type of ['transition', 'note', 'message', 'heartbeat']) {
                source.addEventListener(type, event => heard.push(event.type + ' ' + event.lastEventId));
            }
            source.addEventListener('reset', event => heard.push(
                'reset ' + event.lastEventId + ' ' + JSON.parse(event.data).reason));
            """;

    private static final int CLOSED = 2;

    private Running service;
    private Relay relay;
    private Chromium browser;

    @BeforeEach
    void open(@TempDir Path folder) {
        browser = Chromium.open(folder);
        service = Running.start(folder, SEATS);
        relay = new Relay(service.port());
        browser.get(relay.url() + "/livez");
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        if (relay != null) {
            relay.close();
            service.close();
        }
    }

    private void follow(String path) {
        browser.run(FOLLOW, path);
    }

    @SuppressWarnings("unchecked")
    private List<String> heard() {
        return (List<String>) browser.run("return heard");
    }

    private void hears(int events) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(heard())
                .hasSize(events));
    }

    private long readyState() {
        return (Long) browser.run("return source.readyState");
    }

    /** What was asked for the feed. */
    private List<String> asked() {
        return relay.asked().stream()
                .filter(request -> request.startsWith("GET /v1/events"))
                .toList();
    }

    private void known(String id) {
        assertThat(service.put("/v1/resources/demo/" + id, "{}").statusCode()).isEqualTo(201);
    }

    private String position(int number) {
        var epoch = service.get("/v1/journal").body();
        var begin = epoch.indexOf("\"position\":\"") + 12;
        return epoch.substring(begin, epoch.indexOf('-', begin)) + "-" + number;
    }

    @Test
    void cut_off_it_comes_back_with_what_it_heard_last_and_hears_each_event_once() {
        follow("/v1/events?after=0");
        known("one");
        known("two");
        hears(2);

        relay.cut();
        known("three");
        hears(3);
        relay.cut();
        known("four");
        known("five");
        hears(5);

        assertThat(heard())
                .containsExactly(
                        "transition " + position(1),
                        "transition " + position(2),
                        "transition " + position(3),
                        "transition " + position(4),
                        "transition " + position(5));
        assertThat(asked()).hasSize(3);
        assertThat(asked().get(0)).doesNotContainIgnoringCase("last-event-id");
        assertThat(asked().get(1)).containsIgnoringCase("last-event-id: " + position(2));
        assertThat(asked().get(2)).containsIgnoringCase("last-event-id: " + position(3));
    }

    @Test
    void a_bookmark_moves_what_it_heard_last_and_is_no_event() {
        follow("/v1/events?account=storm");
        Awaitility.await().until(() -> readyState() == 1);
        known("one");
        known("two");
        // Until a bookmark must have come; nothing in the page can tell, which is what bookmarks are for.
        try (var other = Follower.of(service.url() + "/v1/events?account=storm")) {
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !other.lastId()
                    .isEmpty());
            known("three");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> other.lastId()
                    .equals(position(3)));
        }

        relay.cut();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> asked().size() == 2);
        assertThat(asked().get(1))
                .matches(request -> request.contains(position(2)) || request.contains(position(3)), "moved on");
        assertThat(heard()).isEmpty();
    }

    @Test
    void a_cursor_that_cannot_be_served_is_an_event_and_what_follows_is_heard() {
        known("one");
        follow("/v1/events?after=another-7");
        hears(1);
        known("two");
        hears(2);

        assertThat(heard()).containsExactly("reset " + position(1) + " epoch", "transition " + position(2));
    }

    @Test
    void where_there_is_no_seat_it_does_not_give_up_and_takes_the_next_that_is_free() {
        known("one");
        var one = Follower.of(service.url() + "/v1/events");
        try (var two = Follower.of(service.url() + "/v1/events")) {
            assertThat(two.status()).isEqualTo(200);
            follow("/v1/events?after=0");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !asked().isEmpty() && readyState() == 0);
            assertThat(heard()).isEmpty();
            assertThat(readyState()).isNotEqualTo(CLOSED);

            one.close();

            Awaitility.await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(heard())
                    .containsExactly("transition " + position(1)));
            assertThat(asked()).hasSizeGreaterThan(1);
        }
    }
}
