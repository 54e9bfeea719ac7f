package io.standstill.simulator.nomad;

import io.standstill.simulator.Thing;
import io.standstill.simulator.nomad.Course.Status;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a channel looks when it is read: every field of the specified model. */
final class Channels {

    static final String LOWER = "lower";
    static final String UPPER = "upper";
    static final String PADDED = "padded";

    private static final String TROUBLE = "The pipeline reported an error and the channel needs attention.";

    private Channels() {}

    static JsonObject model(Thing thing, Status status, @Nullable String casing) {
        var name = thing.behaviour().getString("name", "Channel " + thing.id());
        var trouble = status.word().equalsIgnoreCase("Error");
        var changed = time(status.since());
        return new JsonObject()
                .put("id", thing.id())
                .put("name", name)
                .put("routeName", name.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .putNull("externalSystemId")
                .put("isSecureOutput", false)
                .put("outputScreenshots", true)
                .put("enableHighAvailability", false)
                .put("disableChannelControls", false)
                .put("disableRecordingControls", false)
                .putNull("thumbnailImageUrl")
                .putNull("thumbnailImage")
                .putNull("archiveFolderAsset")
                .put(
                        "channelId",
                        Integer.toString(1_000_000 + Math.floorMod(thing.id().hashCode(), 9_000_000)))
                .put("type", lookup("LiveChannelType", "Normal"))
                .put("outputType", lookup("LiveOutputType", "MediaPackage"))
                .put("status", status(status.word(), casing))
                .put("recordingStatus", lookup("LiveChannelRecordingStatus", Course.IDLE))
                .put("statusMessage", trouble ? TROUBLE : null)
                .put("outputStartTime", status.word().equals(Course.IDLE) ? null : time(thing.livesSince()))
                .putNull("inputMaximumBitrate")
                .putNull("inputResolution")
                .putNull("inputCodec")
                .putNull("outputLiveVideoHlsUrl")
                .putNull("outputLiveVideoRtcUrl")
                .putNull("outputLiveVideoLlUrl")
                .putNull("inputIngestAddress")
                .putNull("inputIngestAddressSrt")
                .put("inputStreamKey", uuid("stream key of " + thing.id()))
                .put("inputAuthKey", uuid("auth key of " + thing.id()))
                .put("scheduleEvents", scheduleEvents(thing))
                .put("lastModifiedDate", changed)
                .put("lastStateChangedDate", changed)
                .putNull("lastRecordingStateChangedDate")
                .put("outputProfiles", new JsonArray())
                .put("statusMessages", trouble ? new JsonArray().add(TROUBLE) : new JsonArray())
                .putNull("outputProfileGroup")
                .putNull("recordingStartedByUser")
                .put("externalOutputProfiles", new JsonArray())
                .put("securityGroups", new JsonArray())
                .put("archivePrefixes", new JsonArray())
                .putNull("archiveOutputFilename")
                .put("liveScheduleId", isScheduled(thing) ? scheduleId(thing) : null);
    }

    /** What comes back by itself is brought back by its schedule. */
    static boolean isScheduled(Thing thing) {
        return thing.behaviour().containsKey("restartAfter");
    }

    private static JsonArray scheduleEvents(Thing thing) {
        return isScheduled(thing)
                ? new JsonArray()
                        .add(new JsonObject()
                                .put("id", uuid("event of " + thing.id()))
                                .put("name", "Next programme")
                                .put("channelId", thing.id())
                                .put("isLoop", false)
                                .put("type", lookup("LiveScheduleEventType", "Live Input"))
                                .put("status", lookup("LiveScheduleEventStatus", "Waiting"))
                                .putNull("statusMessage"))
                : new JsonArray();
    }

    private static String scheduleId(Thing thing) {
        return uuid("schedule of " + thing.id());
    }

    private static JsonObject status(String word, @Nullable String casing) {
        var written =
                switch (casing == null ? "" : casing) {
                    case LOWER -> word.toLowerCase(Locale.ROOT);
                    case UPPER -> word.toUpperCase(Locale.ROOT);
                    case PADDED -> " " + word + " ";
                    default -> word;
                };
        return new JsonObject()
                .put("id", uuid("LiveChannelStatus " + word))
                .putNull("enumValue")
                .put("description", written);
    }

    private static JsonObject lookup(String type, String description) {
        return new JsonObject().put("id", uuid(type + " " + description)).put("description", description);
    }

    static String uuid(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
