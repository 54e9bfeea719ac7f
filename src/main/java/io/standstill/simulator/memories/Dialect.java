package io.standstill.simulator.memories;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In which of its ways the vendor writes: its pages disagree about codes and about the name of the message. */
record Dialect(JsonObject manners) {

    private static final Map<Integer, String> OLD = Map.of(
            200, "0000",
            400, "0001");

    /** The words of the older API, which also says outright whether it went well. */
    boolean old() {
        return manners.getBoolean("oldCodes", false);
    }

    private Object code(int code) {
        if (old()) {
            return OLD.getOrDefault(code, "%04d".formatted(code));
        }
        return manners.getBoolean("codeAsString", false) ? Integer.toString(code) : code;
    }

    /** The envelope's head; the message goes by the name that the page in question gives it, unless told otherwise. */
    JsonObject head(int code, String messageKey, String message) {
        var msg = manners.getBoolean("msg");
        var key = msg == null ? messageKey : msg ? "msg" : "message";
        return new JsonObject().put("code", code(code)).put(key, message);
    }

    /** The whole envelope of an answer. */
    JsonObject answer(int code, String messageKey, String message, @Nullable JsonObject data) {
        var answer = head(code, messageKey, message).put("data", data);
        return old() ? answer.put("success", code == 200).put("failed", code != 200) : answer;
    }
}
