package io.standstill.vendor.storm;

import io.standstill.domain.Reading;
import io.standstill.vendor.Exchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The table from what Storm tells of a stream to what that amounts to.
 *
 * <p>Whatever state a stream is in, it is there: the documents show one word of many, and none of them means rest.
 */
final class StormReadings {

    /** Said of a stream that is there while its state is not told. */
    private static final String THERE = "there";

    private StormReadings() {}

    static Reading of(Exchange exchange, String streamKey) {
        if (exchange.status() != 200) {
            return unsure(exchange.inShort());
        }
        var stream = StormAnswers.data(exchange);
        if (!bearsOneOf(stream, "id", "state", "streamKey")) {
            return unsure("the vendor's answer makes no sense");
        }
        var named = text(stream, "streamKey");
        return named == null || named.equals(streamKey)
                ? new Reading.Alive(state(stream), text(stream, "id"), null, null)
                : unsure("the vendor's answer is about something else");
    }

    private static boolean bearsOneOf(JsonObject stream, String... fields) {
        for (var field : fields) {
            if (text(stream, field) != null) {
                return true;
            }
        }
        return false;
    }

    /** A stream as a list shows it: with its own fields, or as nothing but a key and the sources it is fed by. */
    static Reading ofEntry(JsonObject entry) {
        if (!(entry.getValue("sourceList") instanceof JsonArray sources)) {
            return new Reading.Alive(state(entry), text(entry, "id"), null, null);
        }
        // Which source bears the stream's own id is not documented, and a wrong one would look like another life.
        var own = text(entry, "state");
        return new Reading.Alive(own == null ? firstState(sources) : own, null, null, null);
    }

    private static String firstState(JsonArray sources) {
        for (var source : sources) {
            var state = source instanceof JsonObject object ? text(object, "state") : null;
            if (state != null) {
                return state;
            }
        }
        return THERE;
    }

    private static String state(JsonObject stream) {
        var state = text(stream, "state");
        return state == null ? THERE : state;
    }

    // ---- the cross-check of an absence

    /** A stream that is not found by itself, beside the list of the same look. */
    static Reading absentYetListed(Reading listed) {
        var status = listed instanceof Reading.Alive alive ? alive.status() : null;
        return new Reading.Unsure("the vendor contradicts itself: it is not found, yet listed", status);
    }

    /**
     * True if somebody in the cluster can carry streams, be it the manager itself: one that has lost its nodes knows of
     * no stream.
     */
    static boolean showsMembers(Exchange topology) {
        if (topology.status() != 200 || !(StormAnswers.data(topology).getValue("topology") instanceof JsonArray all)) {
            return false;
        }
        var members = all.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
        return members.stream().anyMatch(StormReadings::carriesStreams)
                && members.stream().noneMatch(StormReadings::countsStreams);
    }

    /** One that still counts a stream contradicts the list that shows none. */
    private static boolean countsStreams(JsonObject member) {
        return member.getValue("applications") instanceof JsonArray applications
                && applications.stream()
                        .anyMatch(application -> application instanceof JsonObject running
                                && running.getValue("streams") instanceof JsonObject streams
                                && streams.getValue("count") instanceof Number count
                                && count.longValue() > 0);
    }

    private static boolean carriesStreams(JsonObject member) {
        return Boolean.FALSE.equals(member.getValue("clusterManager"))
                || (member.getValue("applications") instanceof JsonArray applications && !applications.isEmpty());
    }

    private static Reading unsure(String why) {
        return new Reading.Unsure(why, null);
    }

    /** A text that says something, or a number as text. */
    static @Nullable String text(JsonObject object, String field) {
        var value = object.getValue(field);
        if (value instanceof Number) {
            return value.toString();
        }
        return value instanceof String text && !text.isBlank() ? text : null;
    }
}
