package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.feed.Feed;
import io.standstill.testing.Follower;
import io.standstill.testing.PaperJournal;
import io.standstill.testing.Promised;
import io.standstill.testing.Samples;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed over real connections, with the journal and the seconds in the test's hand. */
class FeedFacesTest {

    private static final int SEATS = 3;

    /** A read of what is new that is lost is given up soon. */
    private static final Feed.Limits LIMITS =
            new Feed.Limits(1 << 24, 2, Duration.ofMillis(200), Duration.ofSeconds(35));

    /** Something that waits for its moment, in milliseconds after the test's begin. */
    private record Waiting(long at, Promise<Void> moment) {}

    private final PaperJournal journal = new PaperJournal();
    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicBoolean draining = new AtomicBoolean();
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private Vertx vertx;
    private Feed feed;
    private Context loop;
    private EventsFace events;
    private HttpServer server;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        feed = new Feed(vertx, journal, nanos::get, Duration.ofHours(1), LIMITS);
        feed.start().await();
        vertx.deployVerticle(this::serve).await();
    }

    private Future<?> serve(Context context) {
        loop = context;
        events = new EventsFace(this::after, feed, SEATS, draining, new Random(1), () -> Samples.NOON);
        var pages = new JournalFace(Faces.reading(journal, null, feed));
        var router = Router.router(vertx);
        router.route().handler(Doors::letIn);
        HttpFace.on(router, "/v1/events", Map.of(HttpMethod.GET, events::follow));
        router.route("/v1/events").failureHandler(events::turnAway);
        HttpFace.on(router, "/v1/journal", Map.of(HttpMethod.GET, HttpFace.answered(pages::feed)));
        router.route().failureHandler(Problems::give);
        server = vertx.createHttpServer(HttpFace.options(Doors.settings(1_000, SEATS)))
                .requestHandler(router);
        return server.listen();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    private Follower follow(String query) {
        var follower = Follower.of(url("/v1/events" + query));
        Awaitility.await().until(() -> !follower.lastId().isEmpty() || follower.ended());
        return follower;
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        // A stream that should have ended fails the test instead of holding it.
        return Promised.kept(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .get(20, TimeUnit.SECONDS));
    }

    private void written() {
        var end = journal.head().await();
        feed.poke();
        Awaitility.await().until(() -> feed.head().equals(end));
    }

    private void seconds(int passing) {
        for (var second = 0; second < passing; second++) {
            loop.runOnContext(nothing -> events.tick());
        }
    }

    private Future<Void> after(long millis) {
        var one = new Waiting(millis, Promise.promise());
        waiting.add(one);
        return one.moment().future();
    }

    /** When the next of those that wait is due; it is then no more. */
    private long nextMoment() {
        var next = Collections.min(waiting, Comparator.comparing(Waiting::at));
        waiting.remove(next);
        loop.runOnContext(nothing -> next.moment().complete());
        return next.at();
    }

    private Future<Void> drain() {
        draining.set(true);
        Promise<Void> drained = Promise.promise();
        loop.runOnContext(nothing -> events.drain(Duration.ofSeconds(20)).onComplete(drained));
        Awaitility.await().until(() -> !waiting.isEmpty());
        return drained.future();
    }

    // ---- heartbeats

    @Test
    void a_quiet_connection_hears_in_time_how_far_it_was_served() {
        try (var follower = follow("?account=another")) {
            journal.grow(3);
            written();

            seconds(14);

            Awaitility.await().until(() -> follower.lastId().equals("e1-3"));
            assertThat(follower.events()).isEmpty();
            journal.grow(1);
            written();
            seconds(14);
            Awaitility.await().until(() -> follower.lastId().equals("e1-4"));
        }
    }

    @Test
    void a_page_that_must_tell_silence_from_death_gets_events() {
        try (var follower = follow("?heartbeat=event&account=another")) {
            follower.awaits(heard -> heard.size() == 1);
            assertBeat(follower.events().get(0), "e1-0");
            journal.grow(1);
            written();

            seconds(14);

            follower.awaits(heard -> heard.size() == 2);
            assertBeat(follower.events().get(1), "e1-1");
        }
    }

    private static void assertBeat(Follower.Event beat, String position) {
        assertThat(beat.type()).isEqualTo("heartbeat");
        assertThat(beat.id()).isEqualTo(position);
        assertThat(beat.json())
                .isEqualTo(new JsonObject().put("position", position).put("at", "2026-03-01T12:00:00.000Z"));
    }

    /** What is written to one follower, line by line; of each frame its place and what it is. */
    private static final class Wire implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader lines;

        Wire(int port, String query) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /v1/events?%s HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
                            .formatted(query)
                            .getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void tells(String... awaited) throws IOException {
            var told = new ArrayList<String>();
            while (told.size() < awaited.length) {
                var line = lines.readLine();
                assertThat(line).as("after %s", told).isNotNull();
                if (line.startsWith("id:") || line.startsWith("event:")) {
                    told.add(line);
                }
            }
            assertThat(told).containsExactly(awaited);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void the_first_heartbeat_comes_right_after_where_the_connection_begins_and_before_all_there_is_to_tell()
            throws Exception {
        journal.grow(3);
        written();
        try (var wire = new Wire(server.actualPort(), "after=e1-1&heartbeat=event")) {
            wire.tells("id: e1-1", "id: e1-1", "event: heartbeat", "id: e1-2", "event: note");
        }
        try (var wire = new Wire(server.actualPort(), "after=e7-1&heartbeat=event")) {
            wire.tells("id: e1-3", "event: reset", "id: e1-3", "event: heartbeat");
        }
    }

    @Test
    void while_the_journal_cannot_be_read_no_heartbeat_goes_out_and_the_next_one_as_soon_as_it_can() throws Exception {
        try (var bare = new Wire(server.actualPort(), "");
                var page = new Wire(server.actualPort(), "heartbeat=event")) {
            bare.tells("id: e1-0");
            page.tells("id: e1-0", "id: e1-0", "event: heartbeat");
            journal.loseHeads(1);
            feed.poke();
            Awaitility.await().until(() -> journal.headsToLose() == 0);

            nanos.addAndGet(Duration.ofSeconds(15).toNanos());
            seconds(60);
            journal.grow(1);
            written();
            bare.tells("id: e1-1", "event: note");
            page.tells("id: e1-1", "event: note");

            seconds(1);
            bare.tells("id: e1-1");
            page.tells("id: e1-1", "event: heartbeat");
        }
    }

    @Test
    void who_comes_while_the_journal_cannot_be_read_hears_the_first_heartbeat_once_it_can() throws Exception {
        // A read that goes nowhere, so that none that was still to come makes it up to date.
        journal.loseHeads(1);
        feed.poke();
        Awaitility.await().until(() -> journal.headsToLose() == 0);
        nanos.addAndGet(Duration.ofSeconds(15).toNanos());
        try (var page = new Wire(server.actualPort(), "heartbeat=event")) {
            page.tells("id: e1-0");
            seconds(60);
            journal.grow(1);
            written();
            page.tells("id: e1-1", "event: note");

            seconds(1);
            page.tells("id: e1-1", "event: heartbeat");
        }
    }

    // ---- where to begin, what to hear

    @Test
    void what_was_heard_last_counts_before_what_was_asked_for() {
        journal.grow(5);
        written();
        try (var follower = Follower.of(url("/v1/events?after=0"), Map.of("Last-Event-ID", "e1-3"))) {
            follower.awaits(heard -> heard.size() == 2);

            assertThat(follower.events()).extracting(Follower.Event::id).containsExactly("e1-4", "e1-5");
        }
        try (var follower = follow("?after=0")) {
            follower.awaits(heard -> heard.size() == 5);
        }
    }

    @Test
    void filters_are_repeatable_and_labels_are_among_them() {
        journal.write("eu", "one", "active", "requested", "{\"show\":\"morning\",\"room\":\"5\"}", "null");
        journal.write("eu", "two", "active", "requested", "{\"show\":\"evening\"}", "null");
        journal.write("eu", "a/b", "active", "active", "{}", "null");
        written();
        try (var labelled = follow("?after=0&label=show:morning&label=show:noon&label=room:5");
                var named = follow("?after=0&resource=eu/a%2Fb&resource=eu/two");
                var moves = follow("?after=0&event=transition&state=requested&state=stopped")) {
            labelled.awaits(heard -> heard.size() == 1);
            named.awaits(heard -> heard.size() == 2);
            moves.awaits(heard -> heard.size() == 2);

            assertThat(labelled.events().get(0).id()).isEqualTo("e1-1");
            assertThat(named.events()).extracting(Follower.Event::id).containsExactly("e1-2", "e1-3");
            assertThat(moves.events()).extracting(Follower.Event::id).containsExactly("e1-1", "e1-2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event=everything",
                "event=transition&event=note",
                "heartbeat=often",
                "state=halted",
                "account=",
                "vendor=",
                "resource=eu",
                "resource=/x",
                "resource=eu/",
                "resource=eu/a%0Ab",
                "label=show",
                "label=:morning",
                "acount=eu",
                "verdict=gone"
            })
    void what_cannot_be_understood_is_refused_and_takes_no_seat(String query) throws Exception {
        var answer = get("/v1/events?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("type")).isEqualTo("urn:standstill:problem:malformed");
        assertThat(feed.subscribers()).isZero();
    }

    // ---- seats

    @Test
    void over_the_limit_a_browser_is_asked_to_come_back_and_others_are_refused() throws Exception {
        try (var one = follow("");
                var two = follow("");
                var three = follow("")) {
            for (var header : List.of("Accept: text/event-stream", "Sec-Fetch-Site: same-origin")) {
                var told = get("/v1/events", header.split(": "));
                assertThat(told.statusCode()).isEqualTo(200);
                assertThat(told.headers().firstValue("Content-Type")).contains("text/event-stream");
                assertThat(told.body()).matches("retry: [0-9]{4,5}\n\n");
            }
            var refused = get("/v1/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(List.of(one, two, three)).noneMatch(Follower::ended);
        }
        Awaitility.await().until(() -> feed.subscribers() == 0);
        follow("").close();
    }

    @Test
    void a_connection_ends_by_itself_after_a_quarter_of_an_hour_at_most() {
        try (var follower = follow("")) {
            seconds(599);
            Awaitility.await().until(() -> feed.subscribers() == 1);
            seconds(301);

            Awaitility.await().until(follower::ended);
            assertThat(feed.subscribers()).isZero();
        }
    }

    // ---- the end of the node

    @Test
    void at_the_end_each_is_sent_away_at_a_moment_of_its_own_to_come_back_at_another() {
        var followers = List.of(follow(""), follow(""), follow(""));
        var drained = drain();

        var moments = new TreeSet<Long>();
        var retries = new TreeSet<Integer>();
        for (var sent = 1; sent <= 3; sent++) {
            var ended = sent;
            assertThat(drained.isComplete()).isFalse();
            moments.add(nextMoment());
            Awaitility.await()
                    .until(() -> followers.stream().filter(Follower::ended).count() == ended);
        }
        followers.forEach(follower -> retries.add(follower.retry()));

        assertThat(moments).hasSize(3).allMatch(moment -> moment >= 1 && moment <= 20_000);
        assertThat(moments.last() - moments.first()).isGreaterThan(1_000);
        assertThat(retries).hasSize(3).allMatch(retry -> retry >= 1_000 && retry <= 15_000);
        Awaitility.await().until(drained::succeeded);
        assertThat(feed.subscribers()).isZero();
    }

    @Test
    void at_the_end_nobody_is_let_in_though_there_are_seats() throws Exception {
        try (var one = follow("")) {
            var drained = drain();

            var told = get("/v1/events", "Accept", "text/event-stream");
            assertThat(told.statusCode()).isEqualTo(200);
            assertThat(told.body()).matches("retry: [0-9]{4,5}\n\n");
            var refused = get("/v1/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(one.ended()).isFalse();
            assertThat(drained.isComplete()).isFalse();
        }
    }

    @Test
    void with_nobody_left_to_send_away_no_time_need_pass() {
        var one = follow("");
        var drained = drain();
        one.close();

        Awaitility.await().until(drained::succeeded);

        Awaitility.await().until(drain()::succeeded);
    }

    @Test
    void at_the_end_nobody_waits_for_a_reader_that_does_not_read() throws Exception {
        muchToTell();
        written();
        try (var socket = new Socket()) {
            takesNothing(socket);
            var drained = drain();

            assertThat(nextMoment()).isLessThanOrEqualTo(20_000);
            assertThat(drained.isComplete()).isFalse();
            assertThat(nextMoment()).isEqualTo(21_000);

            // Sooner than the system itself would cut it.
            Awaitility.await().atMost(Duration.ofSeconds(2)).until(drained::succeeded);
        }
    }

    // ---- readers that do not read

    private void muchToTell() {
        for (var i = 0; i < 4_000; i++) {
            journal.write("a", "x", "active", "active", "{}", "\"" + "x".repeat(4_000) + "\"");
        }
    }

    private void takesNothing(Socket socket) throws IOException {
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
        socket.getOutputStream()
                .write("GET /v1/events?after=0 HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        Awaitility.await().until(() -> feed.subscribers() == 1);
    }

    @Test
    void a_connection_that_takes_nothing_is_cut_and_only_then_gives_up_its_seat() throws Exception {
        muchToTell();
        written();
        try (var socket = new Socket()) {
            takesNothing(socket);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        seconds(1);
                        return feed.subscribers() == 0;
                    });
        }
    }

    @Test
    void a_stream_that_takes_nothing_is_cut_though_its_connection_lives_on() {
        muchToTell();
        written();
        var other = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        var answer = other.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/v1/events?after=0")
                .compose(request -> request.send())
                .onSuccess(HttpClientResponse::pause)
                .await();
        assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(feed.subscribers()).isEqualTo(1);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            seconds(1);
            return feed.subscribers() == 0;
        });
        var second = other.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/v1/events")
                .compose(request -> request.send())
                .await();
        assertThat(feed.subscribers()).isEqualTo(1);
        second.request().reset();
        Awaitility.await().until(() -> feed.subscribers() == 0);
        var page = other.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/v1/journal?limit=1")
                .compose(request -> request.send())
                .await();
        assertThat(page.statusCode()).isEqualTo(200);
    }

    @Test
    void a_reader_that_takes_nothing_for_long_is_told_to_come_back_before_it_is_cut() throws Exception {
        muchToTell();
        written();
        try (var socket = new Socket()) {
            takesNothing(socket);
            // Only once nothing more arrives does everything wait for this reader.
            var arrived = new AtomicInteger();
            Awaitility.await()
                    .during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> socket.getInputStream().available(), now -> now > 0 && arrived.getAndSet(now) == now);
            seconds(7);
            settleLoop();

            socket.setSoTimeout(10_000);
            var told = new String(socket.getInputStream().readNBytes(8_000_000), StandardCharsets.US_ASCII);

            // A chunk that orders it back, and the one that ends the answer.
            assertThat(told)
                    .hasSizeGreaterThan(100_000)
                    .matches("(?s).*\r\n[0-9a-f]+\r\nretry: [0-9]{4,5}\n\n\r\n0\r\n\r\n");
            assertThat(told.split("\nid: ", -1).length).isLessThan(3_000);
            Awaitility.await().until(() -> feed.subscribers() == 0);
        }
    }

    private void settleLoop() {
        Promise<Void> settled = Promise.promise();
        loop.runOnContext(nothing -> settled.complete());
        settled.future().await();
    }

    // ---- positions

    @Test
    void a_connection_cut_right_after_its_first_frame_goes_on_without_a_hole() {
        journal.grow(3);
        written();
        String first;
        try (var cut = follow("")) {
            first = cut.lastId();
        }
        journal.grow(4);
        written();

        try (var again = Follower.of(url("/v1/events"), Map.of("Last-Event-ID", first))) {
            again.awaits(heard -> heard.size() == 4);
            assertThat(again.events()).extracting(Follower.Event::id).containsExactly("e1-4", "e1-5", "e1-6", "e1-7");
        }
    }

    @Test
    void a_position_of_a_page_is_one_of_the_stream_and_the_other_way_round() throws Exception {
        journal.grow(9);
        written();

        var page = new JsonObject(get("/v1/journal?after=0&limit=4").body());
        try (var stream = follow("?after=" + page.getString("next"))) {
            stream.awaits(heard -> heard.size() == 5);
            assertThat(stream.events().get(0).id()).isEqualTo("e1-5");

            var heard = stream.events().get(2);
            var rest = new JsonObject(get("/v1/journal?after=" + heard.id()).body()).getJsonArray("items");
            assertThat(rest).hasSize(2);
            assertThat(rest.getJsonObject(0)).isEqualTo(stream.events().get(3).json());
            assertThat(page.getJsonArray("items").getJsonObject(3).getString("position"))
                    .isEqualTo(page.getString("next"));
        }
    }

    // ---- pages

    @Test
    void a_page_whose_beginning_goes_while_it_is_read_is_410() throws Exception {
        journal.grow(10);
        assertThat(get("/v1/journal?after=e1-2&limit=3").body()).contains("\"next\":\"e1-5\"");
        journal.afterEachPage(() -> journal.forgetBefore(5));

        assertThat(get("/v1/journal?after=e1-2").statusCode()).isEqualTo(410);
        assertThat(get("/v1/journal?after=e1-4").statusCode()).isEqualTo(200);
        assertThat(get("/v1/journal?after=0").statusCode()).isEqualTo(200);
        assertThat(get("/v1/journal?after=e1-11").statusCode()).isEqualTo(400);
    }

    @Test
    void a_page_is_served_up_to_the_journals_own_head() throws Exception {
        journal.grow(2);

        assertThat(get("/v1/journal?after=e1-2").body()).isEqualTo("{\"items\":[],\"next\":null}");
    }
}
