package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Callback;
import io.standstill.domain.Evidence;
import io.standstill.domain.Machine;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Trace;
import io.standstill.domain.Vantage;
import io.standstill.fuzz.Answered;
import io.standstill.fuzz.Target;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Secret;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whatever is called back, and what the core makes of it: never, of that alone, a stop. */
public final class CallbackTarget implements Target {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Policy POLICY = new Memories().policy();

    private final MemoriesCallbacks callbacks = new MemoriesCallbacks(
            List.of(new Secret(Answered.SECRET)), new Blotter(List.of(new Secret(Answered.SECRET)), List.of("token")));

    @Override
    public void take(byte[] input) {
        var body = Answered.body(new String(input, StandardCharsets.UTF_8));
        var understood = callbacks.understand(body);
        var excerpt = callbacks.blotter().excerpt(body);
        Answered.keepsSecrets(excerpt);
        if (understood.isEmpty()) {
            return;
        }
        var told = Json.decodeValue(body) instanceof JsonObject object ? object : new JsonObject();
        var what = understood.get().callback();
        var ids = understood.get().ids();
        assertThat(ids).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(3).allSatisfy(id -> {
            assertThat(ResourceId.faultOf(id)).isEmpty();
            assertThat(Task.of(id).fault()).isEmpty();
            // Who names a thing by our secret is not believed to the letter.
            assertThat(names(told))
                    .extracting(callbacks.blotter()::blot)
                    .contains(Task.of(id).id());
        });
        if (what instanceof Callback.Ended) {
            assertThat(statuses(told)).isNotEmpty().containsOnly("14");
            assertThat(told.getValue("success")).isNotEqualTo(false);
            assertThat(told.getValue("failed")).isNotEqualTo(true);
        }
        var trace = new Trace(Trace.Source.CALLBACK, null, Blotter.digest(body), excerpt);
        for (var id : ids) {
            stopsNothing(new ResourceId("memories", id), new Evidence.CalledBack(what, trace));
        }
    }

    /** In whatever state it meets it, and however often it comes. */
    private static void stopsNothing(ResourceId id, Evidence.CalledBack calledBack) {
        var known = hear(id, null, new Evidence.Introduction("ops", null, null), NOON);
        var ordered = hear(id, known, new Evidence.Order(Mode.GRACEFUL, null, "ops", null, null), NOON);
        var sent = hear(
                id,
                ordered,
                new Evidence.Sending(new Vantage(ordered.generation(), ordered.seq()), Duration.ofSeconds(3)),
                NOON);
        var overdue = hear(id, sent, new Evidence.TimePassed(), NOON.plus(Duration.ofHours(1)));
        assertThat(overdue.state()).isEqualTo(State.OVERDUE);
        for (var before : List.of(known, ordered, sent, overdue)) {
            var after = before;
            for (var time = 1; time <= 4; time++) {
                after = hear(
                        id, after, calledBack, NOON.plus(Duration.ofHours(1).plusSeconds(20L * time)));
                assertThat(after.state()).isNotEqualTo(State.STOPPED);
                assertThat(after.verdict()).isNull();
            }
        }
    }

    private static Resource hear(ResourceId id, @Nullable Resource before, Evidence evidence, Instant now) {
        var heard =
                Machine.hear(id, Memories.NAME, before, evidence, POLICY, now).resource();
        return heard == null ? before : heard;
    }

    private static List<String> names(JsonObject told) {
        return parts(told).map(part -> MemoriesTarget.text(part, "task_id")).toList();
    }

    private static List<String> statuses(JsonObject told) {
        return parts(told)
                .filter(part -> part.getValue("status") != null)
                .map(part -> MemoriesTarget.text(part, "status"))
                .toList();
    }

    private static Stream<JsonObject> parts(JsonObject told) {
        return Stream.of(told, told.getValue("data"))
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
    }
}
