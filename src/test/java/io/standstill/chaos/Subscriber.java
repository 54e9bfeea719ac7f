package io.standstill.chaos;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Follows the feed and keeps what it was told and when; whoever is too busy for it may say so, and is asked again. */
final class Subscriber extends Listener {

    private static final String DATA = "\ndata: ";

    /**
     * One event.
     *
     * @param digest of what was said
     */
    record Told(long atNanos, String digest, JsonObject about) {}

    private final Predicate<JsonObject> fits;
    private final List<Told> told = new ArrayList<>();

    Subscriber(Vertx vertx, HttpClient client, List<Node> nodes, String query, Predicate<JsonObject> fits, Dice dice) {
        super(vertx, client, nodes, query, dice);
        this.fits = fits;
    }

    /** Whether it wants this entry. */
    boolean wants(JsonObject entry) {
        return fits.test(entry);
    }

    @Override
    boolean expects(int status) {
        return status == 200 || status == 503;
    }

    @Override
    void took(String text, int from, int end) {
        var data = text.indexOf(DATA, from) + DATA.length();
        var entry = new JsonObject(utf8(text.substring(data, end)));
        told.add(new Told(System.nanoTime(), digest(entry), about(entry)));
    }

    /** A listener reads bytes, for it only counts. */
    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The same for the same entry, and short enough to be read. */
    static String digest(JsonObject entry) {
        return "%s %s %08x"
                .formatted(
                        entry.getString("position"),
                        entry.getString("kind"),
                        entry.encode().hashCode());
    }

    private static JsonObject about(JsonObject entry) {
        var resource = entry.getJsonObject("resource");
        return resource == null
                ? new JsonObject()
                : new JsonObject()
                        .put("account", resource.getString("account"))
                        .put("id", resource.getString("id"))
                        .put("seq", resource.getLong("seq"))
                        .put("generation", resource.getInteger("generation"))
                        .put("state", resource.getString("state"));
    }

    synchronized List<Told> told() {
        return List.copyOf(told);
    }
}
