package io.standstill.vendor.memories;

import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of the vendor's, or of whoever pretends to be it.
 *
 * <p>The vendor's pages disagree about names and types: a code is a number or a text, a message is {@code message} or
 * {@code msg}. Numbers are therefore read as the texts they are written as, and nothing is cast.
 */
record Body(JsonObject object) {

    private static final int LONGEST_WORD = 40;
    private static final int LONGEST_SENTENCE = 300;

    /** What is told where a word cannot be read. */
    static final String UNREADABLE = "?";

    boolean has(String field) {
        return object.containsKey(field);
    }

    /** Whether the field is there and not null. */
    boolean tells(String field) {
        return value(field) != null;
    }

    @Nullable
    Object value(String field) {
        return object.getValue(field);
    }

    /** A text, or a whole number as text; nothing where it is neither. */
    String text(String field) {
        var value = value(field);
        return value instanceof String || value instanceof Integer || value instanceof Long
                ? value.toString().strip()
                : "";
    }

    /** The object within. */
    Body data() {
        return value("data") instanceof JsonObject data ? new Body(data) : new Body(new JsonObject());
    }

    /** What it says in a sentence, wherever its page has it. */
    String message() {
        return Stream.of(text("message"), text("msg"), text("text"), data().text("message"))
                .filter(sentence -> !sentence.isEmpty())
                .findFirst()
                .map(sentence -> cut(sentence, LONGEST_SENTENCE).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " "))
                .orElse("");
    }

    /** Whether it says outright that all is well. */
    boolean saysWell() {
        return says("success", true) || says("failed", false);
    }

    /** Whether it says outright that all is not well. */
    boolean saysFailed() {
        return says("success", false) || says("failed", true);
    }

    private boolean says(String field, boolean wanted) {
        return Boolean.valueOf(wanted).equals(value(field))
                || Boolean.toString(wanted).equalsIgnoreCase(text(field));
    }

    /** A word of the vendor's as it may be kept: it may be anybody's, and as long and strange as they like. */
    static String word(String text) {
        return text.isEmpty() ? UNREADABLE : cut(text, LONGEST_WORD).replaceAll("[^A-Za-z0-9 _.-]", UNREADABLE);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
