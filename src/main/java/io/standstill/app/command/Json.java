package io.standstill.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service told, to be asked for by name: whatever is not there, or is something else, is simply not there.
 *
 * @param value a map, a list, a text, a number, a boolean, or null
 */
record Json(@Nullable Object value) {

    private static final JsonFactory FACTORY = new JsonFactory();

    private static final Json NOTHING = new Json(null);

    /** Beyond this letter all are written as escapes, so that what goes to a terminal or a log cannot steer it. */
    private static final int LAST_PLAIN = '~';

    // ---- read

    /** One value and nothing after it. */
    static Json read(String text) throws IOException {
        try (var parser = FACTORY.createParser(text)) {
            parser.nextToken();
            var value = value(parser);
            if (parser.nextToken() != null) {
                throw new IOException("something follows it");
            }
            return new Json(value);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        var token = parser.currentToken();
        if (token == null) {
            throw new IOException("nothing is there");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("a value was expected");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    // ---- asked

    Json at(String name) {
        return value instanceof Map<?, ?> fields ? new Json(fields.get(name)) : NOTHING;
    }

    List<Json> items() {
        var items = new ArrayList<Json>();
        if (value instanceof List<?> list) {
            for (var item : list) {
                items.add(new Json(item));
            }
        }
        return items;
    }

    @Nullable
    String text() {
        return value instanceof String text ? text : null;
    }

    /** The text, as it may be shown. */
    String shown() {
        return value == null ? "" : Printable.of(value instanceof String text ? text : written());
    }

    long number() {
        return value instanceof Number number ? number.longValue() : -1;
    }

    boolean is(boolean truth) {
        return value instanceof Boolean said && said == truth;
    }

    boolean missing() {
        return value == null;
    }

    // ---- written

    String written() {
        var text = new StringWriter(512);
        try (var out = FACTORY.createGenerator(text)) {
            out.setHighestNonEscapedChar(LAST_PLAIN);
            write(out, value);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            out.writeStartObject();
            for (var field : fields.entrySet()) {
                out.writeFieldName((String) field.getKey());
                write(out, field.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> items) {
            out.writeStartArray();
            for (var item : items) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Number number) {
            out.writeNumber(number.toString());
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof String text) {
            out.writeString(text);
        } else {
            out.writeNull();
        }
    }
}
