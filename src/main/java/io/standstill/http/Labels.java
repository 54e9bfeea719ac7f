package io.standstill.http;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels a request gives, within bounds: every entry of the journal carries them. */
final class Labels {

    private static final int MOST = 32;
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_VALUE = 256;

    private Labels() {}

    /** All of them; null: nothing is said of labels. */
    static @Nullable Map<String, String> of(JsonObject body) {
        if (!body.containsKey("labels")) {
            return null;
        }
        if (!(body.getValue("labels") instanceof JsonObject given)) {
            throw Fault.malformed("labels: an object of names and texts was expected");
        }
        if (given.size() > MOST) {
            throw Fault.malformed("labels: at most " + MOST + " were expected");
        }
        var labels = new HashMap<String, String>();
        for (var label : given) {
            var name = label.getKey();
            // A colon ends the name where a filter asks for a label.
            if (name.isBlank() || name.length() > LONGEST_NAME || name.contains(":") || unprintable(name)) {
                throw Fault.malformed("labels: names of 1 to %d printable characters without a colon were expected"
                        .formatted(LONGEST_NAME));
            }
            if (!(label.getValue() instanceof String value) || value.length() > LONGEST_VALUE || unprintable(value)) {
                throw Fault.malformed("labels: a text of at most %d printable characters was expected for %s"
                        .formatted(LONGEST_VALUE, name));
            }
            labels.put(name, value);
        }
        return labels;
    }

    private static boolean unprintable(String text) {
        return text.codePoints()
                .anyMatch(one -> Character.isISOControl(one) || Character.getType(one) == Character.SURROGATE);
    }
}
