package io.standstill.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Entry;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry as it goes over the wire, encoded once for everybody, and what filters ask of it.
 *
 * @param resource null: it is about the account
 * @param to the state it leads to; null: it is about the account
 */
record Frame(
        long position,
        boolean transition,
        String account,
        String vendor,
        @Nullable ResourceId resource,
        @Nullable String to,
        Map<String, String> labels,
        Buffer bytes) {

    /** What the objects of a frame take beside their characters and bytes, about. */
    private static final int OBJECTS = 400;

    private static final int OBJECTS_OF_A_LABEL = 150;

    private static final JsonFactory JSON = new JsonFactory();

    static Frame of(Entry entry, String epoch) {
        return new Frame(
                entry.position(),
                entry.transition(),
                entry.account(),
                entry.vendor(),
                entry.id() == null ? null : new ResourceId(entry.account(), entry.id()),
                entry.to(),
                entry.resource() == null ? Map.of() : labels(entry.resource()),
                Sse.entry(entry, epoch));
    }

    /** How much memory it takes. */
    int held() {
        var held = OBJECTS
                + bytes.length()
                + characters(account)
                + characters(vendor)
                + characters(to)
                + characters(resource == null ? null : resource.id());
        for (var label : labels.entrySet()) {
            held += OBJECTS_OF_A_LABEL + characters(label.getKey()) + characters(label.getValue());
        }
        return held;
    }

    private static int characters(@Nullable String text) {
        return text == null ? 0 : 2 * text.length();
    }

    private static Map<String, String> labels(String resource) {
        try (var json = JSON.createParser(resource)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var wanted = json.currentName().equals("labels");
                json.nextToken();
                if (wanted) {
                    var labels = new HashMap<String, String>();
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        labels.put(json.currentName(), json.nextTextValue());
                    }
                    return Map.copyOf(labels);
                }
                json.skipChildren();
            }
            return Map.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
