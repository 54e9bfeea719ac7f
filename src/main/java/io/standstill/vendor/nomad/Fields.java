package io.standstill.vendor.nomad;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Takes fields out of what Nomad says, however their names are written and whatever is in them. */
final class Fields {

    /** Longer words are nobody's. */
    private static final int LONGEST_WORD = 60;

    private Fields() {}

    static @Nullable Object value(JsonObject object, String name) {
        if (object.containsKey(name)) {
            return object.getValue(name);
        }
        for (var field : object.fieldNames()) {
            if (field.replace("_", "").equalsIgnoreCase(name)) {
                return object.getValue(field);
            }
        }
        return null;
    }

    /** The text in this field; null if there is none. */
    static @Nullable String text(JsonObject object, String name) {
        return value(object, name) instanceof String text && !text.isBlank() ? text.strip() : null;
    }

    /** What the lookup in this field is described as; null if there is none. */
    static @Nullable String description(JsonObject object, String name) {
        return value(object, name) instanceof JsonObject lookup ? text(lookup, "description") : null;
    }

    /** A word nobody knows, as it can be shown and stored. */
    static String shown(String word) {
        var shown = new StringBuilder();
        word.codePoints()
                .limit(LONGEST_WORD)
                .map(point -> isPrintable(point) ? point : '?')
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean isPrintable(int point) {
        return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
    }
}
