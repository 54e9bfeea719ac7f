package io.standstill.vendor;

import io.standstill.domain.Trace;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes an account's secrets out of a text before it is kept. */
public final class Blotter {

    /** Takes out nothing. */
    public static final Blotter NOTHING = new Blotter(List.of(), List.of());

    private static final String BLOT = "***";

    private static final int SHORTEST_TELLING = 8;

    private final List<Secret> secrets;
    private final @Nullable Pattern fields;

    /** All the secrets, and those that are telling. */
    private final Quoted all;

    private final Quoted telling;

    /** As long as the longest of them can be. */
    private final int longest;

    /**
     * @param secrets texts that must not be kept
     * @param secretFields JSON fields whose values must not be kept
     */
    public Blotter(List<Secret> secrets, List<String> secretFields) {
        this(
                secrets,
                secretFields.isEmpty()
                        ? null
                        : Pattern.compile(
                                "(\"(?:" + String.join("|", secretFields) + ")\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"?",
                                Pattern.CASE_INSENSITIVE));
    }

    private Blotter(List<Secret> secrets, @Nullable Pattern fields) {
        this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
        this.fields = fields;
        this.all = new Quoted(guises(0));
        this.telling = new Quoted(guises(SHORTEST_TELLING));
        this.longest = Quoted.LONGEST
                * guises(0).stream().mapToInt(String::length).max().orElse(0);
    }

    private List<String> guises(int shortest) {
        return secrets.stream()
                .map(Secret::reveal)
                .filter(secret -> secret.length() >= shortest)
                .flatMap(secret -> Guises.of(secret).stream())
                .distinct()
                .toList();
    }

    /** The same, and this secret besides. */
    Blotter besides(Secret another) {
        if (another.isEmpty() || secrets.stream().map(Secret::reveal).anyMatch(another.reveal()::equals)) {
            return this;
        }
        var more = new ArrayList<>(secrets);
        more.add(another);
        return new Blotter(more, fields);
    }

    /** The beginning of a body, as text, without secrets; null for an empty one. */
    public @Nullable String excerpt(Buffer body) {
        if (body.length() == 0) {
            return null;
        }
        // Secrets may straddle the cut, so more is read than is kept.
        var most = 4 * Trace.LONGEST_EXCERPT + longest;
        var blotted = blot(body.getString(0, Math.min(body.length(), most)));
        // Of one across the end of that only a piece was there to be seen, and many blots bring the end near.
        return cut(body.length() <= most ? blotted : blotted.substring(0, Math.max(0, blotted.length() - longest)));
    }

    /**
     * The body without this account's own secrets; what the vendor grants is left in. Secrets so short that they stand
     * in any text by chance are left in too, or nothing could be understood any more.
     */
    Buffer withoutSecrets(Buffer body) {
        var text = body.toString();
        var blotted = telling.without(text, BLOT);
        return blotted.equals(text) ? body : Buffer.buffer(blotted);
    }

    /** The body as it came, but for secrets: what holds none is kept to the last byte. */
    public Buffer raw(Buffer body) {
        var blotted = withoutSecrets(body);
        return fields == null || !fields.matcher(blotted.toString()).find()
                ? blotted
                : Buffer.buffer(withoutFields(blotted.toString()));
    }

    /** The text without secrets. */
    public String blot(String text) {
        return withoutFields(all.without(text, BLOT));
    }

    private String withoutFields(String text) {
        return fields == null ? text : fields.matcher(text).replaceAll("$1\"" + BLOT + "\"");
    }

    /** Names the raw bytes without keeping them. */
    public static String digest(Buffer body) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return "sha256:" + HexFormat.of().formatHex(sha.digest(body.getBytes()));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String cut(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= Trace.LONGEST_EXCERPT) {
            return text;
        }
        var end = Trace.LONGEST_EXCERPT;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
