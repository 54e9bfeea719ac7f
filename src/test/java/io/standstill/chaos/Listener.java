package io.standstill.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of very many that follow the feed: cut off from a node, it goes on at any that answers. It keeps the positions it
 * heard, and no more.
 */
class Listener {

    private static final int AWAY_MILLIS = 500;

    private final Vertx vertx;
    private final HttpClient client;
    private final List<Node> nodes;
    private final String query;
    private final Dice dice;
    private final List<Long> heard = new ArrayList<>();
    private String lastId = "";
    private String rest = "";
    private @Nullable HttpClientResponse connected;
    private int connections;
    private boolean over;
    private String unexpected = "";

    /**
     * Not yet following.
     *
     * @param query what it wants, from the beginning
     */
    Listener(Vertx vertx, HttpClient client, List<Node> nodes, String query, Dice dice) {
        this.vertx = vertx;
        this.client = client;
        this.nodes = nodes;
        this.query = query;
        this.dice = dice;
    }

    synchronized void go() {
        if (over) {
            return;
        }
        var url = dice.oneOf(nodes).url() + "/v1/events?after=0&" + query;
        var options = new RequestOptions().setAbsoluteURI(url).setConnectTimeout(2_000);
        if (!lastId.isEmpty()) {
            options.putHeader("Last-Event-ID", lastId);
        }
        client.request(options)
                .compose(request -> request.send())
                .onSuccess(this::hear)
                .onFailure(away -> goAgain());
    }

    private void goAgain() {
        vertx.setTimer(1 + dice.random().nextInt(AWAY_MILLIS), later -> go());
    }

    private synchronized void hear(HttpClientResponse answer) {
        if (!expects(answer.statusCode())) {
            unexpected = "status " + answer.statusCode();
        }
        connected = answer;
        connections++;
        // What was cut off in the middle of an event was not heard.
        rest = "";
        answer.handler(this::hear);
        answer.end().onComplete(ended -> goAgain());
    }

    private synchronized void hear(Buffer piece) {
        var text = rest + piece.toString(StandardCharsets.ISO_8859_1);
        var from = 0;
        for (var end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n", from)) {
            hear(text, from, end);
            from = end + 2;
        }
        rest = text.substring(from);
    }

    private void hear(String text, int from, int end) {
        if (!text.startsWith("id: ", from)) {
            return;
        }
        var line = text.indexOf('\n', from);
        lastId = text.substring(from + 4, line);
        if (line == end) {
            return;
        }
        if (text.startsWith("event: transition", line + 1) || text.startsWith("event: note", line + 1)) {
            heard.add(Long.parseLong(lastId.substring(lastId.indexOf('-') + 1)));
            took(text, line + 1, end);
        } else {
            unexpected = text.substring(from, end);
        }
    }

    /** Whether a node that is well may answer so. */
    boolean expects(int status) {
        return status == 200;
    }

    /** What it heard: the part of the text that holds the event and its data. */
    void took(String text, int from, int end) {}

    /** It is cut off in the middle of whatever it hears, and comes back. */
    synchronized void cutOff() {
        if (connected != null) {
            connected.request().connection().close();
        }
    }

    /** It does not come back any more. */
    synchronized void stop() {
        over = true;
    }

    /** The positions it heard, at whichever node, as they came. */
    synchronized List<Long> heard() {
        return List.copyOf(heard);
    }

    synchronized int count() {
        return heard.size();
    }

    synchronized int connections() {
        return connections;
    }

    /** What should not have come; empty: nothing. */
    synchronized String unexpected() {
        return unexpected;
    }

    @Override
    public String toString() {
        return query;
    }
}
