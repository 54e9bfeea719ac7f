package io.standstill.vendor.nomad;

import io.standstill.domain.Descent;
import io.standstill.domain.Reading;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Lists;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table from what Nomad says of a channel to what that amounts to. */
final class NomadReadings {

    private static final String IDLE = "Idle";
    private static final String STOPPING = "Stopping";

    /** Not a status of a channel: what the vendor's own client says of whatever it failed to read. */
    private static final String DELETED = "Deleted";

    /** Words of trouble; what is behind them may run on. */
    private static final Set<String> TROUBLED = Set.of("Error", "Create Failed", "Update Failed");

    /** By how they look in small letters: the words it has been seen to use, and how we write them. */
    private static final Map<String, String> WORDS = Stream.concat(
                    TROUBLED.stream(),
                    Stream.of(
                            IDLE,
                            STOPPING,
                            DELETED,
                            "Running",
                            "Starting",
                            "Recovering",
                            "Pause",
                            "Updating",
                            "Creating",
                            "New",
                            "Unmanaged",
                            "Deleting"))
            .collect(Collectors.toUnmodifiableMap(word -> word.toLowerCase(Locale.ROOT), Function.identity()));

    private NomadReadings() {}

    /** What a read of one channel tells; an absence that it tells is not cross-checked yet. */
    static Reading of(Exchange exchange, String id) {
        if (NomadAnswers.saysUnknown(exchange)) {
            return new Reading.Absent(Reading.Control.FAILED);
        }
        if (exchange.status() != 200) {
            return unsure(exchange.inShort());
        }
        return exchange.object()
                .map(channel -> isNamed(Fields.text(channel, "id"), id)
                        ? of(channel)
                        : unsure("the vendor's answer is about something else"))
                .orElse(unsure("the vendor's answer makes no sense"));
    }

    /** What a read of all channels tells; one that makes no sense spoils only itself. */
    static Lists.Listing ofAll(Exchange exchange) {
        if (exchange.status() != 200) {
            return Lists.Listing.broken(exchange.inShort());
        }
        return exchange.json()
                .filter(JsonArray.class::isInstance)
                .map(all -> ofAll((JsonArray) all))
                .orElse(Lists.Listing.broken("the vendor's list makes no sense"));
    }

    private static Lists.Listing ofAll(JsonArray channels) {
        var readings = new HashMap<String, Reading>();
        var whole = true;
        for (var listed : channels) {
            var id = listed instanceof JsonObject channel ? Fields.text(channel, "id") : null;
            if (id == null) {
                whole = false;
            } else {
                readings.merge(
                        id,
                        of((JsonObject) listed),
                        (one, other) -> one.equals(other) ? one : unsure("the vendor's list contradicts itself"));
            }
        }
        return new Lists.Listing(readings, whole ? null : "the vendor's list makes no sense in part");
    }

    /** True if the list shows this channel. */
    static boolean shows(Lists.Listing listing, String id) {
        return listing.readings().keySet().stream().anyMatch(listed -> isNamed(listed, id));
    }

    /** The same id, however its letters and dashes are written. */
    private static boolean isNamed(@Nullable String told, String id) {
        return told != null && told.replace("-", "").equalsIgnoreCase(id.replace("-", ""));
    }

    private static Reading of(JsonObject channel) {
        var told = Fields.description(channel, "status");
        if (told == null) {
            return unsure("the vendor's answer tells no status");
        }
        var word = WORDS.get(told.toLowerCase(Locale.ROOT));
        if (word == null) {
            return new Reading.Unsure("the vendor uses an unknown word", Fields.shown(told));
        }
        return switch (word) {
            case IDLE -> new Reading.AtRest(IDLE, null, null, Nomad.RESIDUE);
            case STOPPING -> new Reading.Alive(STOPPING, null, Descent.GRACEFUL, null);
            case DELETED -> new Reading.Unsure("the vendor uses a word that proves nothing", DELETED);
            default -> new Reading.Alive(word, null, null, error(word, channel));
        };
    }

    /** A name to know the trouble again by; its text may hold anything, secrets too. */
    private static @Nullable String error(String word, JsonObject channel) {
        if (!TROUBLED.contains(word)) {
            return null;
        }
        var told = new JsonArray()
                .add(Fields.value(channel, "statusMessage"))
                .add(Fields.value(channel, "statusMessages"));
        return word + " " + Blotter.digest(Json.encodeToBuffer(told));
    }

    private static Reading unsure(String why) {
        return new Reading.Unsure(why, null);
    }

    // ---- what a reading is worth that no refresh came before

    /** It would prove something, if it were sure. */
    static boolean tempts(Reading reading) {
        return reading instanceof Reading.AtRest || reading instanceof Reading.Absent;
    }

    /** Each reading of a list for what it is worth. */
    static Lists.Listing each(Lists.Listing listing, UnaryOperator<Reading> worth) {
        var readings = new HashMap<String, Reading>();
        listing.readings().forEach((id, reading) -> readings.put(id, worth.apply(reading)));
        return new Lists.Listing(readings, listing.fault());
    }

    /** The vendor was not asked to look anew. */
    static Reading remembered(Reading reading) {
        // What says nothing says no less for being old.
        return reading instanceof Reading.Unsure ? reading : new Reading.Remembered(reading);
    }

    /** The vendor was asked to look anew, and did not; this is told where something hangs on it. */
    static UnaryOperator<Reading> unrefreshed(Exchange refresh) {
        var why = NomadAnswers.whyNot(refresh);
        return reading ->
                tempts(reading) ? unsure("the vendor's cache could not be refreshed: " + why) : remembered(reading);
    }
}
