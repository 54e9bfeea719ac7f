package io.standstill.chaos;

import io.standstill.testing.Follower;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Follows what moves, as a client does whom every node will do: cut off from one, it goes on at another. */
final class Roamer implements AutoCloseable {

    private static final String PATH = "/v1/events?event=transition&after=0";

    private final List<String> heard = new ArrayList<>();
    private Follower follower;
    private String lastId = "";

    Roamer(Node first) {
        follower = Follower.of(first.url() + PATH);
    }

    /** Goes on at this node if it was cut off. */
    void goOn(Node at) {
        if (follower.ended()) {
            gather();
            follower = Follower.of(at.url() + PATH, lastId.isEmpty() ? Map.of() : Map.of("Last-Event-ID", lastId));
        }
    }

    private void gather() {
        follower.events().forEach(event -> heard.add(event.json().getString("position")));
        lastId = follower.lastId().isEmpty() ? lastId : follower.lastId();
    }

    /** The positions of all that it has heard, at whichever node, as they came. */
    List<String> heard() {
        var all = new ArrayList<>(heard);
        follower.events().forEach(event -> all.add(event.json().getString("position")));
        return all;
    }

    @Override
    public void close() {
        follower.close();
    }
}
