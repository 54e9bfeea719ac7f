import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Orders a stop and follows the feed until it has ended: the JDK alone, in one file.
 *
 * <pre>STANDSTILL_URL=http://127.0.0.1:8080 STANDSTILL_TOKEN=... java Follow.java ACCOUNT ID</pre>
 *
 * Ends with 0 for a proof, 3 where the vendor alone says so, 1 for all else. A program of your own has a reader of JSON;
 * this one has none, and looks for the few fields it needs, which are the resource's own in this order.
 */
public final class Follow {

    private static final String URL = System.getenv().getOrDefault("STANDSTILL_URL", "http://127.0.0.1:8080");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String account;
    private final String id;

    /** Up to where the feed was heard. */
    private String position;

    private long retryMillis = 1_000;

    private Follow(String account, String id) {
        this.account = account;
        this.id = id;
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(new Follow(arguments[0], arguments[1]).run());
    }

    private int run() throws InterruptedException {
        var resource = order();
        position = field(resource, "position");
        while (!ended(resource)) {
            resource = follow(resource);
        }
        System.out.println(field(resource, "state"));
        if (!"stopped".equals(field(resource, "state")) || resource.contains("\"clean\":false")) {
            return 1;
        }
        return switch (String.valueOf(field(resource, "verdict"))) {
            case "confirmed", "gone" -> 0;
            case "asserted" -> 3;
            default -> 1;
        };
    }

    private String order() throws InterruptedException {
        var path = "/v1/resources/" + encoded(account) + "/" + encoded(id);
        var ordered = persist(request(path + "/stop")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"ordered by a program\"}")));
        // An answer that was kept from an earlier try tells how it stood then.
        var kept = ordered.headers().firstValue("Idempotency-Replayed").isPresent();
        return kept ? persist(request(path)).body() : ordered.body();
    }

    /** The same, until it is answered: a lost answer says nothing. */
    private static HttpResponse<String> persist(HttpRequest.Builder asked) throws InterruptedException {
        var request = asked.timeout(Duration.ofSeconds(20)).build();
        while (true) {
            try {
                var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200 || answer.statusCode() == 202) {
                    return answer;
                }
                if (answer.statusCode() != 429 && answer.statusCode() < 500) {
                    throw new IllegalStateException(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException lost) {
                System.err.println("asking again: " + lost);
            }
            Thread.sleep(1_000);
        }
    }

    /** The resource as the feed tells it last, when it has ended or the line was cut. */
    private String follow(String before) throws InterruptedException {
        var resource = before;
        try {
            var request = request("/v1/events?resource=" + encoded(account + "/" + id))
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", position)
                    .build();
            var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofLines());
            var event = "";
            var heard = position;
            for (var lines = answer.body().iterator(); lines.hasNext(); ) {
                var line = lines.next();
                if (line.startsWith("retry: ")) {
                    retryMillis = Long.parseLong(line.substring(7));
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    heard = line.substring(4);
                } else if (line.isEmpty()) {
                    // Here a frame ends: one that is cut off was not heard.
                    position = heard;
                } else if (line.startsWith("data: ") && event.equals("reset")) {
                    throw new IllegalStateException("the journal was restored: ask again how it stands");
                } else if (line.startsWith("data: ")) {
                    resource = line.substring(line.indexOf("\"resource\":"));
                    System.out.println(event + " " + field(resource, "state"));
                    if (ended(resource)) {
                        return resource;
                    }
                }
            }
        } catch (IOException | UncheckedIOException cut) {
            System.err.println("coming back: " + cut);
        }
        Thread.sleep(retryMillis);
        return resource;
    }

    private static boolean ended(String resource) {
        return switch (String.valueOf(field(resource, "state"))) {
            case "stopped", "overdue", "failed", "reappeared", "active" -> true;
            default -> false;
        };
    }

    /** The first field of this name: null where it is null, or is none. */
    private static String field(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":\"([^\"\\\\]*)\"").matcher(json);
        return found.find() ? found.group(1) : null;
    }

    private static HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(URL + path)).version(HttpClient.Version.HTTP_1_1);
        var token = System.getenv("STANDSTILL_TOKEN");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
