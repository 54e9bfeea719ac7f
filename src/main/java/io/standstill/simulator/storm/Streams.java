package io.standstill.simulator.storm;

import io.standstill.simulator.Thing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** How a stream looks when it is read, and the sources it is fed by. */
final class Streams {

    static final int BYTES_A_SECOND = 312_500;

    private static final int ID_LENGTH = 16;
    private static final String LAG = "deleteLagReads";

    private Streams() {}

    // ---- whether there is one

    /** A stream that is there, or is still told to be. */
    static boolean shown(Thing thing, long now) {
        return !thing.atRest(now) || lags(thing, now);
    }

    /** Removed, but so many reads have yet to notice. */
    static boolean lags(Thing thing, long now) {
        return thing.atRest(now) && lagged(thing) < thing.behaviour().getInteger(LAG, 0);
    }

    static void spendLag(Thing thing) {
        thing.memo().put("laggedReads", lagged(thing) + 1).put("laggedLife", thing.life());
    }

    private static int lagged(Thing thing) {
        var memo = thing.memo();
        return memo.getInteger("laggedLife", 0) == thing.life() ? memo.getInteger("laggedReads") : 0;
    }

    // ---- its looks

    /** Names the life it lives: published anew, it has another. */
    static String id(Thing thing) {
        return id(thing, Applications.TRANSCODE);
    }

    private static String id(Thing thing, Applications feeding) {
        var seed = thing.id() + " " + thing.livesSince() + " " + thing.life() + " " + feeding.id();
        var digest = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
        var digits = new BigInteger(digest.toString().replace("-", ""), 16).toString(Character.MAX_RADIX);
        return "cs_" + "0".repeat(ID_LENGTH).concat(digits).substring(digits.length());
    }

    static JsonObject look(Thing thing) {
        var transcoding = Applications.TRANSCODE;
        return new JsonObject()
                .put("id", id(thing))
                .put("state", state(thing))
                .put("streamKey", thing.id())
                .put("applicationType", transcoding.type())
                .put("applicationId", transcoding.id())
                .put("applicationName", transcoding.applicationName())
                .put("viewerCount", 0)
                .put("substreamCount", 2)
                .put("bitrateCount", BYTES_A_SECOND)
                .put("healthScore", 97)
                .put("healthGrade", "Very Good")
                .put("aliasList", aliases(thing))
                .put("previewList", previews(thing));
    }

    static String state(Thing thing) {
        return thing.behaviour().getString("state", "PUBLISHED");
    }

    private static JsonArray aliases(Thing thing) {
        var alias = thing.behaviour().getString("alias");
        return alias == null ? new JsonArray() : new JsonArray().add(alias);
    }

    private static JsonArray previews(Thing thing) {
        var edge = Applications.EDGE;
        return onEdge(thing)
                ? new JsonArray()
                        .add(new JsonObject()
                                .put("serverName", edge.serverName())
                                .put("nodeHostname", edge.hostName())
                                .put("nodePort", 443)
                                .put("nodeSSL", true)
                                .put("applicationName", edge.applicationName()))
                : new JsonArray();
    }

    /** A delete takes it off the edges first, but an edge that lags serves on, even when the stream is gone. */
    static boolean onEdge(Thing thing) {
        var ending = thing.stopAsked() && thing.endsAt() != Thing.NEVER;
        return !ending || thing.flag("edgeLag");
    }

    /** As it stands in the list, which groups sources by their stream and names no stream's own id. */
    static JsonObject entry(Thing thing) {
        return new JsonObject().put("streamKey", thing.id()).put("sourceList", new JsonArray(sources(thing)));
    }

    // ---- its sources

    /** Its sources, the first of the highest priority. The transcoded one bears the stream's own id. */
    static List<JsonObject> sources(Thing thing) {
        return order(thing).stream().map(id -> source(thing, id)).toList();
    }

    private static JsonObject source(Thing thing, String id) {
        var feeding = id.equals(id(thing)) ? Applications.TRANSCODE : Applications.ORIGIN;
        return new JsonObject()
                .put("id", id)
                .put("state", state(thing))
                .put("applicationType", feeding.type())
                .put("applicationId", feeding.id())
                .put("applicationName", feeding.applicationName())
                .put("serverName", feeding.serverName())
                .put("bitrate", BYTES_A_SECOND)
                .put("startTime", thing.livesSince());
    }

    /** The ids of its sources in their order; a new life begins with all of them. */
    static List<String> order(Thing thing) {
        var memo = thing.memo();
        return memo.getInteger("orderedLife", 0) == thing.life()
                ? memo.getJsonArray("sourceOrder").stream()
                        .map(String.class::cast)
                        .toList()
                : List.of(id(thing), id(thing, Applications.ORIGIN));
    }

    private static void order(Thing thing, List<String> ids) {
        thing.memo().put("sourceOrder", new JsonArray(ids)).put("orderedLife", thing.life());
    }

    /** Takes any list: what is no source of this stream is passed over, what was left out comes last. */
    static void reorder(Thing thing, List<String> wanted) {
        var now = order(thing);
        order(
                thing,
                Stream.concat(wanted.stream().filter(now::contains), now.stream())
                        .distinct()
                        .toList());
    }

    static void command(Thing thing, String source, String command) {
        var others =
                order(thing).stream().filter(other -> !other.equals(source)).toList();
        var place = order(thing).indexOf(source);
        var next =
                switch (command) {
                    case "moveToTop" -> 0;
                    case "moveUp" -> Math.max(place - 1, 0);
                    case "moveDown" -> Math.min(place + 1, others.size());
                    default -> -1;
                };
        order(
                thing,
                next < 0
                        ? others
                        : Stream.of(others.subList(0, next), List.of(source), others.subList(next, others.size()))
                                .flatMap(List::stream)
                                .toList());
    }
}
