package io.standstill.simulator.storm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The cluster's applications, each on a server of its own, as they look under so many streams. */
enum Applications {
    ORIGIN("app_2", "origin", "origin-1", true),
    TRANSCODE("app_1", "transcode", "transcode-1", false),
    EDGE("app_3", "edge", "edge-1", false);

    static final String GROUP = "default";

    private static final @Nullable Object UNLIMITED = null;
    private static final long MEMORY = 4L << 30;

    private final String id;
    private final String applicationName;
    private final String serverName;
    private final boolean manages;

    Applications(String id, String applicationName, String serverName, boolean manages) {
        this.id = id;
        this.applicationName = applicationName;
        this.serverName = serverName;
        this.manages = manages;
    }

    String id() {
        return id;
    }

    String applicationName() {
        return applicationName;
    }

    String type() {
        return name();
    }

    String serverName() {
        return serverName;
    }

    String hostName() {
        return serverName.replace("-", "") + ".example";
    }

    boolean manages() {
        return manages;
    }

    /** As the cluster lists it. */
    JsonObject inList(int streams) {
        return new JsonObject()
                .put("id", id)
                .put("applicationName", applicationName)
                .put("type", type())
                .put("state", "CONNECTED")
                .put("serverName", serverName)
                .put("hostName", hostName())
                .put("groupName", GROUP)
                .put("streamCount", streams)
                .put("streamLimit", UNLIMITED)
                .put("viewerCount", 0)
                .put("viewerLimit", UNLIMITED)
                .put("inBandwidth", streams * Streams.BYTES_A_SECOND)
                .put("outBandwidth", 0)
                .put("bandwidthLimit", UNLIMITED);
    }

    /** As the cluster shows it alone. */
    JsonObject alone(int streams) {
        return inList(streams)
                .put("peerHost", hostName())
                .put("peerPort", 443)
                .put("peerSSL", true)
                .put("cpuUsage", 12.5)
                .put("memoryUsage", MEMORY / 4)
                .put("memoryTotal", MEMORY);
    }

    /** As its own server shows it, which knows whether the cluster still hears of it. */
    JsonObject onItsServer(int streams, boolean connected) {
        return new JsonObject()
                .put("id", id)
                .put("name", applicationName)
                .put("type", type())
                .put("class", "cluster." + applicationName)
                .put("streamCount", streams)
                .put("viewerCount", 0)
                .put("connectionCount", streams)
                .put("inBandwidth", streams * Streams.BYTES_A_SECOND)
                .put("outBandwidth", 0)
                .put("inTotalBytes", 0)
                .put("outTotalBytes", 0)
                .put("clusterType", true)
                .put("clusterConnection", connected);
    }

    /** Its server in the topology, with or without what runs there. */
    JsonObject server(int streams, boolean connected) {
        var running = new JsonObject()
                .put("id", id)
                .put("name", applicationName)
                .put("type", type().toLowerCase(Locale.ROOT))
                .put("streams", new JsonObject().put("count", streams).put("cap", UNLIMITED))
                .put("viewers", new JsonObject().put("count", 0).put("cap", UNLIMITED));
        return new JsonObject()
                .put("serverName", serverName)
                .put("hostName", hostName())
                .put("groupName", GROUP)
                .put("clusterManager", manages)
                .put(
                        "serverStats",
                        new JsonObject()
                                .put("cpuUsage", 12.5)
                                .put("memUsage", 25.0)
                                .put("inBandwidth", bandwidth(streams * Streams.BYTES_A_SECOND))
                                .put("outBandwidth", bandwidth(0)))
                .put("applications", new JsonArray(connected ? List.of(running) : List.of()));
    }

    private static JsonObject bandwidth(int usage) {
        return new JsonObject().put("usage", usage).put("cap", UNLIMITED);
    }
}
