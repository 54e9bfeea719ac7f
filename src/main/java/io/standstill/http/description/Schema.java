package io.standstill.http.description;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value must be like: as much of JSON Schema as the description uses for what is asked. */
public final class Schema {

    /**
     * What is wrong with a value.
     *
     * @param where the field, from the outermost one on; empty: the value itself
     * @param tooMany there is nothing wrong but that there are too many of it
     */
    public record Wrong(String where, String expected, boolean tooMany) {

        /** In one sentence. */
        public String told() {
            return where.isEmpty() ? expected : where + ": " + expected;
        }

        private Wrong at(String outer) {
            var joint = where.isEmpty() || where.startsWith("[") ? "" : ".";
            return new Wrong(outer + joint + where, expected, tooMany);
        }
    }

    private static final Map<String, String> TYPES = Map.of(
            "string", "a text",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "array", "a list",
            "object", "an object");

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}"
            + "(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

    /** What only explains. */
    private static final Set<String> SAYS_NOTHING = Set.of("description", "default", "example", "x-expected", "$ref");

    private final JsonObject says;
    private final @Nullable Schema same;
    private final List<String> types;
    private final List<Object> words;
    private final List<String> needed;
    private final Span number;
    private final Span length;
    private final Span fields;
    private final int mostItems;
    private final @Nullable Pattern pattern;
    private final Map<String, Schema> properties = new LinkedHashMap<>();
    private final @Nullable Schema items;
    private final @Nullable Schema names;
    private final @Nullable Schema others;
    private final boolean closed;
    private final List<Schema> oneOf;
    private final List<Schema> anyOf;

    private Schema(JsonObject says, UnaryOperator<JsonObject> resolved) {
        this.says = says;
        same = says.containsKey("$ref") ? new Schema(resolved.apply(says), resolved) : null;
        types = texts(says.getValue("type"));
        words = says.getJsonArray("enum", new JsonArray()).stream().toList();
        needed = texts(says.getValue("required"));
        number = Span.of(says, "minimum", "maximum");
        length = Span.of(says, "minLength", "maxLength");
        fields = Span.of(says, "minProperties", "maxProperties");
        mostItems = says.getInteger("maxItems", Integer.MAX_VALUE);
        pattern = says.containsKey("pattern") ? pattern(says.getString("pattern")) : null;
        says.getJsonObject("properties", new JsonObject())
                .forEach(property ->
                        properties.put(property.getKey(), new Schema((JsonObject) property.getValue(), resolved)));
        items = part("items", resolved);
        names = part("propertyNames", resolved);
        closed = Boolean.FALSE.equals(says.getValue("additionalProperties"));
        others = closed ? null : part("additionalProperties", resolved);
        oneOf = parts("oneOf", resolved);
        anyOf = parts("anyOf", resolved);
        var known = Set.of(
                "type",
                "format",
                "enum",
                "pattern",
                "minLength",
                "maxLength",
                "minimum",
                "maximum",
                "properties",
                "required",
                "additionalProperties",
                "propertyNames",
                "minProperties",
                "maxProperties",
                "items",
                "maxItems",
                "oneOf",
                "anyOf");
        for (var keyword : says.fieldNames()) {
            if (!known.contains(keyword) && !SAYS_NOTHING.contains(keyword)) {
                throw new IllegalStateException("the description uses " + keyword + ", which is not checked");
            }
        }
    }

    /**
     * Reads one.
     *
     * @param resolved what a {@code $ref} stands for
     */
    static Schema of(JsonObject says, UnaryOperator<JsonObject> resolved) {
        return new Schema(says, resolved);
    }

    /** There {@code $} is the end, and here it would also be what comes before a last line's end. */
    private static Pattern pattern(String says) {
        return Pattern.compile(says.endsWith("$") ? says.substring(0, says.length() - 1) + "\\z" : says);
    }

    private @Nullable Schema part(String keyword, UnaryOperator<JsonObject> resolved) {
        return says.containsKey(keyword) ? new Schema(says.getJsonObject(keyword), resolved) : null;
    }

    private List<Schema> parts(String keyword, UnaryOperator<JsonObject> resolved) {
        return says.getJsonArray(keyword, new JsonArray()).stream()
                .map(one -> new Schema((JsonObject) one, resolved))
                .toList();
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof JsonArray list
                ? list.stream().map(Object::toString).toList()
                : value == null ? List.of() : List.of(value.toString());
    }

    // ---- from a query

    boolean repeatable() {
        return types.contains("array");
    }

    /** A text as the value it stands for; where it stands for none, the text. */
    Object read(String text) {
        if (same != null) {
            return same.read(text);
        }
        if (types.contains("integer") && text.matches("[0-9]{1,9}")) {
            return Integer.valueOf(text);
        }
        return types.contains("boolean") && text.matches("true|false") ? Boolean.valueOf(text) : text;
    }

    // ---- checking

    /** What is wrong with this value; empty: nothing. */
    public Optional<Wrong> faultOf(@Nullable Object value) {
        return Optional.ofNullable(wrong(value));
    }

    private @Nullable Wrong wrong(@Nullable Object value) {
        var plain = value instanceof JsonObject object
                ? object.getMap()
                : value instanceof JsonArray array ? array.getList() : value;
        var wrong = same == null ? null : same.wrong(plain);
        if (wrong == null && !fits(plain)) {
            return new Wrong("", expected(), false);
        }
        if (wrong == null && plain instanceof Map<?, ?> object) {
            wrong = wrongIn(object);
        }
        return wrong == null && plain instanceof List<?> list ? wrongIn(list) : wrong;
    }

    /** Whether it is right as far as it can be seen without looking into its parts. */
    private boolean fits(@Nullable Object value) {
        return (types.isEmpty() || isOfType(value))
                && (words.isEmpty() || words.contains(value))
                && (!(value instanceof String text) || fits(text))
                && (!(value instanceof Number one) || number.holds(one.doubleValue()))
                && (!(value instanceof Map<?, ?> object) || fields.holds(object.size()))
                && (oneOf.isEmpty()
                        || oneOf.stream()
                                        .filter(one -> one.wrong(value) == null)
                                        .count()
                                == 1)
                && (anyOf.isEmpty() || anyOf.stream().anyMatch(one -> one.wrong(value) == null));
    }

    private boolean isOfType(@Nullable Object value) {
        for (var type : types) {
            if (is(type, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(String type, @Nullable Object value) {
        return switch (type) {
            case "null" -> value == null;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> throw new IllegalStateException("no such type: " + type);
        };
    }

    private boolean fits(String text) {
        return length.holds(text.codePointCount(0, text.length()))
                && (pattern == null || pattern.matcher(text).find())
                && (!"date-time".equals(says.getString("format")) || isTime(text));
    }

    /** What is written like a time may still be on no day there is. */
    private static boolean isTime(String text) {
        try {
            return TIME.matcher(text).matches() && OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)) != null;
        } catch (DateTimeParseException noSuchDay) {
            return false;
        }
    }

    private record Span(double least, double most) {

        static Span of(JsonObject says, String least, String most) {
            return new Span(
                    says.getDouble(least, Double.NEGATIVE_INFINITY), says.getDouble(most, Double.POSITIVE_INFINITY));
        }

        boolean holds(double value) {
            return value >= least && value <= most;
        }
    }

    private @Nullable Wrong wrongIn(Map<?, ?> object) {
        for (var field : needed) {
            if (!object.containsKey(field)) {
                return new Wrong(field, "it was expected, and is missing", false);
            }
        }
        for (var field : object.entrySet()) {
            var name = field.getKey().toString();
            var property = properties.get(name);
            if (property == null && closed) {
                var known = new TreeSet<>(properties.keySet());
                return new Wrong(
                        name, "no such field; " + (known.isEmpty() ? "none" : known) + " were expected", false);
            }
            var misnamed = names == null ? null : names.wrong(name);
            if (misnamed != null) {
                return misnamed;
            }
            var schema = property == null ? others : property;
            var wrong = schema == null ? null : schema.wrong(field.getValue());
            if (wrong != null) {
                return wrong.at(name);
            }
        }
        return null;
    }

    private @Nullable Wrong wrongIn(List<?> list) {
        if (list.size() > mostItems) {
            return new Wrong("", "at most %d at once were expected, not %d".formatted(mostItems, list.size()), true);
        }
        for (var i = 0; items != null && i < list.size(); i++) {
            var wrong = items.wrong(list.get(i));
            if (wrong != null) {
                return wrong.at("[" + i + "]");
            }
        }
        return null;
    }

    // ---- what was expected

    private String expected() {
        if (says.containsKey("x-expected")) {
            return says.getString("x-expected");
        }
        if (says.containsKey("enum")) {
            return choice(says.getJsonArray("enum")) + " was expected";
        }
        if (says.containsKey("minimum") && says.containsKey("maximum")) {
            return "a number from %s to %s was expected".formatted(says.getValue("minimum"), says.getValue("maximum"));
        }
        var length = says.containsKey("maxLength") ? " of at most " + says.getValue("maxLength") + " characters" : "";
        var type = types.stream().filter(TYPES::containsKey).map(TYPES::get).collect(Collectors.joining(" or "));
        var filled = says.containsKey("minLength") && length.isEmpty() ? " that is not empty" : "";
        var most = says.containsKey("maxProperties") ? " of at most " + says.getValue("maxProperties") + " fields" : "";
        return type + length + filled + most + " was expected";
    }

    private static String choice(JsonArray of) {
        var words = new ArrayList<String>();
        of.stream().filter(Objects::nonNull).forEach(word -> words.add(word.toString()));
        return words.size() <= 2 ? String.join(" or ", words) : "one of " + String.join(", ", words);
    }
}
