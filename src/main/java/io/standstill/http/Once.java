package io.standstill.http;

import io.standstill.domain.Outcome;
import io.standstill.journal.AlreadyAnswered;
import io.standstill.journal.Receipt;
import io.standstill.journal.Submission;
import io.standstill.journal.Tracker;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * That a request shall take effect once, however often it comes.
 *
 * @param key as the caller chose it
 * @param fingerprint of the request; two bodies that say the same have the same
 */
record Once(String caller, String key, String fingerprint) {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[ -~]{1,255}");

    /** No key of a caller's holds it, so that no part of one request is taken for another request. */
    private static final char PART = '\u001f';

    /** Null: the request may be taken as often as it comes. */
    static @Nullable Once of(RoutingContext request, String caller, JsonObject body) {
        var keys = request.request().headers().getAll(HEADER);
        if (keys.isEmpty()) {
            return null;
        }
        if (keys.size() > 1 || !FORM.matcher(keys.get(0)).matches()) {
            throw Fault.malformed(HEADER + ": one key of 1 to 255 printable characters was expected");
        }
        var whole = request.request().method() + " " + request.normalizedPath() + "\n" + canonical(body);
        return new Once(caller, keys.get(0), digest(whole));
    }

    /** A name that only this key of this caller has. */
    String name() {
        return digest(caller + PART + key);
    }

    /** What makes one part of the request's effect happen once; the first bears the key itself. */
    Receipt receipt(int part, Function<List<Outcome>, String> answer) {
        var name = part == 0 ? key : digest(key) + PART + part;
        return new Receipt(new Receipt.Key(caller, name), fingerprint, answer);
    }

    /** An answer as it is to be kept. */
    Receipt.Kept kept(Answer answer) {
        return new Receipt.Kept(new Receipt.Key(caller, key), fingerprint, answer.kept());
    }

    /** What was kept, if it was this very request. */
    String again(AlreadyAnswered already) {
        if (!already.kept().fingerprint().equals(fingerprint)) {
            throw new Fault(
                    422,
                    "idempotency-key-reused",
                    "The key was used for another request",
                    "this Idempotency-Key came before, with another path or body; a new request needs a new key");
        }
        return already.kept().answer();
    }

    /** Brings evidence and answers with what followed; what came before is answered as it was then. */
    static Future<Answer> bring(
            Tracker tracker, Submission.Item item, @Nullable Once once, Function<Outcome, Answer> answering) {
        if (once == null) {
            return tracker.apply(Submission.of(List.of(item))).map(outcomes -> answering.apply(outcomes.get(0)));
        }
        var receipt =
                once.receipt(0, outcomes -> answering.apply(outcomes.get(0)).kept());
        return tracker.apply(Submission.of(List.of(item), receipt))
                .map(outcomes -> answering.apply(outcomes.get(0)))
                .recover(failed -> once.replayed(failed));
    }

    /** The answer that was kept, where this is why it failed. */
    Future<Answer> replayed(Throwable failed) {
        return failed instanceof AlreadyAnswered already
                ? Future.succeededFuture(Answer.ofKept(again(already)).with("Idempotency-Replayed", "true"))
                : Future.failedFuture(failed);
    }

    /** The same text for whatever says the same: fields in order, no blanks. */
    private static String canonical(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return canonical(object.getMap());
        }
        if (value instanceof Map<?, ?> fields) {
            var sorted = new TreeMap<String, Object>();
            fields.forEach((name, one) -> sorted.put(name.toString(), canonical(one)));
            return sorted.entrySet().stream()
                    .map(field -> new JsonArray().add(field.getKey()).encode() + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof JsonArray array) {
            return canonical(array.getList());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Once::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        return new JsonArray().add(value).encode();
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
