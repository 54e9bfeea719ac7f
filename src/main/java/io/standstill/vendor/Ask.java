package io.standstill.vendor;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One request to a vendor.
 *
 * @param path what goes after the account's url, escaped by whoever made it
 * @param atMost how long the whole call may take
 * @param mostBytes how large the answer may be
 */
public record Ask(
        HttpMethod method, String path, Map<String, String> headers, Buffer body, Duration atMost, int mostBytes) {

    /** Enough for any answer about one resource. */
    private static final int ONE_RESOURCE = 1 << 20;

    /** Enough for an answer about all there are. */
    private static final int ALL_RESOURCES = 32 << 20;

    public Ask {
        headers = Map.copyOf(headers);
    }

    public static Ask get(String path) {
        return new Ask(HttpMethod.GET, path, Map.of(), Buffer.buffer(), Wire.LONGEST_CALL, ONE_RESOURCE);
    }

    public static Ask post(String path) {
        return new Ask(HttpMethod.POST, path, Map.of(), Buffer.buffer(), Wire.LONGEST_CALL, ONE_RESOURCE);
    }

    public Ask with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Ask(method, path, more, body, atMost, mostBytes);
    }

    public Ask json(JsonObject content) {
        return new Ask(method, path, headers, content.toBuffer(), atMost, mostBytes)
                .with("Content-Type", "application/json");
    }

    public Ask within(Duration time) {
        return new Ask(method, path, headers, body, time, mostBytes);
    }

    /** The answer is about all there are. */
    public Ask forAll() {
        return new Ask(method, path, headers, body, atMost, ALL_RESOURCES);
    }
}
