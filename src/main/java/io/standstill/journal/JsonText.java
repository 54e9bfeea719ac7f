package io.standstill.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** Writes JSON text that every database can keep. */
public final class JsonText {

    private static final JsonFactory JSON = new JsonFactory().setCharacterEscapes(new WithoutNul());

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private JsonText() {}

    /** What to write. */
    public interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    public static String of(Writing writing) {
        var text = new StringWriter(1024);
        try (var out = JSON.createGenerator(text)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** RFC 3339 in UTC, always with milliseconds. */
    public static String time(Instant at) {
        return MILLISECONDS.format(at);
    }

    /** The same, where there is one. */
    public static @Nullable String timeOrNull(@Nullable Instant at) {
        return at == null ? null : time(at);
    }

    /** Any text as a JSON string, or null. */
    public static String quoted(@Nullable String text) {
        return text == null ? "null" : of(out -> out.writeString(text));
    }

    static void text(JsonGenerator out, String field, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeNullField(field);
        } else {
            out.writeStringField(field, value);
        }
    }

    static void time(JsonGenerator out, String field, @Nullable Instant at) throws IOException {
        text(out, field, timeOrNull(at));
    }

    /** PostgreSQL has no place for the NUL character, and one vendor's odd word must not spoil a whole batch. */
    private static final class WithoutNul extends CharacterEscapes {

        private static final long serialVersionUID = 1;
        private static final SerializableString REPLACEMENT = new SerializedString("\\ufffd");

        @Override
        public int[] getEscapeCodesForAscii() {
            var codes = CharacterEscapes.standardAsciiEscapesForJSON();
            codes[0] = CharacterEscapes.ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character == 0 ? REPLACEMENT : null;
        }
    }
}
