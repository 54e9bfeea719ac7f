package io.standstill.vendor.memories;

import io.standstill.domain.Callback;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Callbacks;
import io.standstill.vendor.Secret;
import io.standstill.vendor.memories.Task.Product;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table from what memories.ai calls back to what that amounts to.
 *
 * <p>Moderation writes an envelope, {@code {"code", "message", "task_id", "data": {"status", …}}}, and shares one address
 * with everything else the account uses; understanding writes its status at the top. Which product speaks is told by
 * the shape alone, so that every resource it may be about is named.
 */
final class MemoriesCallbacks implements Callbacks {

    private static final String ENDED = "14";
    private static final Set<String> GOING_ON = Set.of("0", "0000", "ok", "success");
    private static final Set<String> TROUBLES = Set.of(ENDED, "-1", "1001", "2001", "5000");
    private static final Set<String> WELL = Set.of("", "0", "200", "0000");

    /** Of nothing that could be known here. */
    private static final Understood OF_NOBODY = new Understood(List.of(), new Callback.Other("no task"));

    private final List<Secret> secrets;
    private final Blotter blotter;

    /**
     * @param secrets the unguessable parts of its address
     * @param blotter takes out what must not be kept
     */
    MemoriesCallbacks(List<Secret> secrets, Blotter blotter) {
        this.secrets = List.copyOf(secrets);
        this.blotter = blotter;
    }

    @Override
    public List<Secret> secrets() {
        return secrets;
    }

    @Override
    public Blotter blotter() {
        return blotter;
    }

    @Override
    public Optional<Understood> understand(Buffer body) {
        try {
            // An echo of our own secrets is gone before anybody can make anything of it.
            return Optional.of(
                    Json.decodeValue(blotter.raw(body).toString()) instanceof JsonObject object
                            ? understood(new Body(object))
                            : OF_NOBODY);
        } catch (DecodeException noJson) {
            return Optional.empty();
        }
    }

    private static Understood understood(Body body) {
        var task = body.tells("task_id") ? body.text("task_id") : body.data().text("task_id");
        return Task.isName(task) ? new Understood(resources(body, task), callback(body)) : OF_NOBODY;
    }

    // ---- about whom

    private static List<String> resources(Body body, String task) {
        var data = body.data();
        var enveloped = body.tells("code") || data.tells("status") || isSegment(data);
        var plain = body.tells("status");
        var resources = new ArrayList<String>();
        // Only audio is transcribed; nothing that video writes is known to be written by it alone.
        if ((enveloped || !plain) && !data.has("transcript")) {
            resources.add(Product.VIDEO.resource(task));
        }
        if (enveloped || !plain) {
            resources.add(Product.AUDIO.resource(task));
        }
        if (plain || !enveloped) {
            resources.add(Product.UNDERSTANDING.resource(task));
        }
        return resources;
    }

    // ---- what

    private static Callback callback(Body body) {
        var statuses = Stream.of(body, body.data())
                .filter(part -> part.tells("status"))
                .map(part -> part.text("status").toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        if (statuses.equals(List.of(ENDED))) {
            return isWell(body) ? new Callback.Ended() : other(List.of(ENDED, body.text("code")));
        }
        // Work that was done is a sign of life, under whatever status; only the known troubles are none.
        var goesOn = works(body)
                ? statuses.stream().noneMatch(TROUBLES::contains)
                : !statuses.isEmpty() && GOING_ON.containsAll(statuses);
        if (goesOn) {
            return new Callback.Segment(Moments.read(field(body, "segment_end_time")));
        }
        return other(statuses.isEmpty() ? List.of(body.text("code")) : statuses);
    }

    /** An end that is reported as a failure is somebody's trouble, not an end. */
    private static boolean isWell(Body body) {
        return !body.saysFailed() && WELL.contains(body.tells("code") ? code(body) : "");
    }

    private static String code(Body body) {
        var code = body.text("code");
        return code.isEmpty() ? Body.UNREADABLE : code;
    }

    private static Callback.Other other(List<String> words) {
        return new Callback.Other(
                String.join(" ", words.stream().map(Body::word).toList()));
    }

    /** It is a segment if it bears what only work on a stream brings forth. */
    private static boolean works(Body body) {
        return Stream.of(body, body.data()).anyMatch(part -> isSegment(part) || part.tells("text"));
    }

    private static boolean isSegment(Body part) {
        return part.has("transcript")
                || part.object().fieldNames().stream().anyMatch(field -> field.startsWith("segment_"));
    }

    private static @Nullable Object field(Body body, String name) {
        return body.data().tells(name) ? body.data().value(name) : body.value(name);
    }
}
