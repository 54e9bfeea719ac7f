package io.standstill.vendor;

import io.standstill.domain.Trace;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to a vendor and what came back, if anything did.
 *
 * @param status the HTTP status; 0: no whole answer came
 * @param fault what went wrong instead; null: a whole answer came
 * @param blotter takes out of it what must not be kept
 */
public record Exchange(
        int status, MultiMap headers, Buffer body, @Nullable Fault fault, Blotter blotter) {

    /** A vendor that asks to be left alone for longer is asked again all the same. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** Nothing was asked, and nothing came back. */
    public static Exchange none() {
        return faulty(Fault.OfCall.NOT_ASKED);
    }

    /** Nothing came, for this reason. */
    public static Exchange faulty(Fault fault) {
        return new Exchange(0, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(), fault, Blotter.NOTHING);
    }

    /** What went wrong, or what was answered, in a few words that do not vary from case to case. */
    public String inShort() {
        return fault == null ? "the vendor answered " + status : fault.sentence();
    }

    /** The body as JSON of any shape; empty if it is none. */
    public Optional<Object> json() {
        try {
            // An echo of our own secrets is gone before anybody can make anything of it. Of bytes the reader would
            // guess
            // the letters' size, and take for text what nobody sought them in.
            return Optional.ofNullable(
                    Json.decodeValue(blotter.withoutSecrets(body).toString()));
        } catch (DecodeException noJson) {
            return Optional.empty();
        }
    }

    /** The body as a JSON object; empty if it is none. */
    public Optional<JsonObject> object() {
        return json().filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    /** How long the vendor asks to be left alone. */
    public @Nullable Duration retryAfter() {
        var header = headers.get("Retry-After");
        if (header == null || !header.matches("[0-9]{1,6}")) {
            return null;
        }
        var wait = Duration.ofSeconds(Long.parseLong(header));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** The raw side of whatever evidence this becomes. */
    public Trace trace(Trace.Source source) {
        return fault == null
                ? new Trace(source, status, Blotter.digest(body), blotter.excerpt(body))
                : new Trace(source, null, null, null);
    }
}
