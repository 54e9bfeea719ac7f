package io.standstill.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The labels a request gives. */
final class Labels {

    private Labels() {}

    /** All of them; null: nothing is said of labels. */
    static @Nullable Map<String, String> of(JsonObject body) {
        var given = body.getJsonObject("labels");
        return given == null
                ? null
                : given.stream().collect(Collectors.toMap(Map.Entry::getKey, label -> (String) label.getValue()));
    }
}
