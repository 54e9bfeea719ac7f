package io.standstill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Follows the feed as any client would, by the rules of Server-Sent Events, over the JDK's own client. */
public final class Follower implements AutoCloseable {

    /** One event as a browser would dispatch it. */
    public record Event(String id, String type, String data) {

        public JsonObject json() {
            return new JsonObject(data);
        }
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> data = new ArrayList<>();
    private String type = "";
    private volatile String lastId = "";
    private volatile int retry = -1;
    private volatile boolean ended;
    private volatile AssertionError broken;
    private volatile HttpResponse.ResponseInfo answer;
    private volatile Flow.Subscription lines;

    private Follower() {}

    public static Follower of(String url, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
        headers.forEach(request::header);
        var follower = new Follower();
        var ending = CLIENT.sendAsync(request.build(), info -> {
                    follower.answer = info;
                    return HttpResponse.BodySubscribers.fromLineSubscriber(follower.new Lines());
                })
                // Also where nobody answered, or the answer was cut off before it had begun.
                .whenComplete((heard, cut) -> follower.ended = true);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> follower.answer != null || ending.isDone());
        if (follower.answer != null && follower.status() == 200) {
            Promised.answer("GET", URI.create(url), 200, follower::header, null);
        }
        return follower;
    }

    public static Follower of(String url) {
        return of(url, Map.of());
    }

    private final class Lines implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            lines = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    hold(type, String.join("\n", data));
                    events.add(new Event(lastId, type.isEmpty() ? "message" : type, String.join("\n", data)));
                }
                type = "";
                data.clear();
            } else if (line.startsWith("id:")) {
                lastId = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                type = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.add(line.substring(5).strip());
            } else if (line.startsWith("retry:")) {
                retry = Integer.parseInt(line.substring(6).strip());
            }
        }

        @Override
        public void onError(Throwable cut) {
            ended = true;
        }

        @Override
        public void onComplete() {
            ended = true;
        }
    }

    /** What is not as described fails the test where it reads the events. */
    private void hold(String type, String data) {
        try {
            Promised.event(type, data);
        } catch (AssertionError otherwise) {
            broken = otherwise;
        }
    }

    public int status() {
        return answer.statusCode();
    }

    public String header(String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    public List<Event> events() {
        if (broken != null) {
            throw broken;
        }
        return List.copyOf(events);
    }

    public String lastId() {
        return lastId;
    }

    public int retry() {
        return retry;
    }

    public boolean ended() {
        return ended;
    }

    public void awaits(Predicate<List<Event>> heard) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(heard.test(events()))
                .as("heard: %s", events())
                .isTrue());
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.cancel();
        }
    }
}
