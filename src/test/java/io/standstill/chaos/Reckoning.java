package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.chaos.Call.Act;
import io.standstill.chaos.Chronicle.Entry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** All that was asked, answered and told in a storm, held together with the journal and with the truth. */
final class Reckoning {

    /** What the times of two programs on one machine may differ by, for they are rounded. */
    private static final long ROUNDING_MILLIS = 5;

    private final Chronicle chronicle;
    private final Map<Target, List<Entry>> histories;
    private final Map<Target, Map<Long, Long>> firstHeardAtNanos = new HashMap<>();

    private final SoftAssertions softly;

    /**
     * Of all that was told.
     *
     * @param softly what does not hold is told together, for one fault explains another
     */
    Reckoning(Chronicle chronicle, SoftAssertions softly) {
        this.softly = softly;
        this.chronicle = chronicle;
        this.histories = chronicle.entries().stream().collect(Collectors.groupingBy(Entry::about));
    }

    // ---- what was told

    /** Every entry that it wants, each once, in the one order, word by word as the journal has it. */
    void assertHeard(Subscriber subscriber) {
        var told = subscriber.told();
        var wanted = chronicle.told().stream().filter(subscriber::wants).toList();
        softly.assertThat(subscriber.unexpected())
                .as("what '%s' was told", subscriber)
                .isEmpty();
        softly.assertThat(told.stream().limit(wanted.size()).map(Subscriber.Told::digest))
                .as("what '%s' was told", subscriber)
                .isEqualTo(wanted.stream().map(Subscriber::digest).toList());
        told.forEach(one -> note(one.about(), one.atNanos()));
    }

    void assertRead(Pager pager) {
        var read = pager.read();
        softly.assertThat(read.stream().limit(chronicle.told().size()).map(one -> Subscriber.digest(one.entry())))
                .as("what was read page by page")
                .isEqualTo(chronicle.told().stream().map(Subscriber::digest).toList());
        read.forEach(one -> note(one.entry().getJsonObject("resource"), one.atNanos()));
    }

    /** Whoever asks after that may not be told less. */
    private void note(@Nullable JsonObject resource, long atNanos) {
        if (resource != null && resource.containsKey("seq")) {
            firstHeardAtNanos
                    .computeIfAbsent(Target.of(resource), first -> new HashMap<>())
                    .merge(resource.getLong("seq"), atNanos, Math::min);
        }
    }

    // ---- what was answered

    /** Of each resource; what the feed told first counts as told. */
    void assertLinear(Collection<Call> calls) {
        var byTarget = calls.stream().collect(Collectors.groupingBy(Call::about));
        histories.keySet().forEach(target -> byTarget.computeIfAbsent(target, nobody -> List.of()));
        var faults = new ArrayList<String>();
        byTarget.forEach((target, some) -> {
            var history = histories.getOrDefault(target, List.of());
            var all = new ArrayList<>(some);
            firstHeardAtNanos.getOrDefault(target, Map.of()).forEach((seq, atNanos) -> {
                if (seq <= history.size()) {
                    all.add(hearing(history.get(Math.toIntExact(seq - 1)), atNanos));
                }
            });
            Linearity.fault(history, all).ifPresent(faults::add);
        });
        softly.assertThat(faults).as("what cannot have been").isEmpty();
    }

    private static Call hearing(Entry entry, long atNanos) {
        return new Call(
                Math.toIntExact(-entry.seq()),
                entry.about(),
                Act.HEARD,
                Long.MIN_VALUE,
                atNanos,
                0,
                new Call.Standing(entry.seq(), entry.generation(), entry.to()));
    }

    // ---- what truly was

    /** Each was at rest at some time between its order and its proof. */
    void assertStoppedInTruth(Map<Target, JsonObject> truths) {
        softly.assertThat(proofs()).allSatisfy(proof -> assertThat(
                        wasAtRest(truths.get(proof.about()).getJsonArray("rests"), proof))
                .as("%s while its rests were %s", proof, truths.get(proof.about()))
                .isTrue());
    }

    /** No vendor was called more often than it was told to be called before, and none was believed more than it is worth. */
    void assertCalledAsTold(Map<Target, JsonObject> truths) {
        // Elsewhere one send may be more calls than one: with a new token, or at another of the vendor's products.
        truths.entrySet().stream()
                .filter(one -> one.getKey().account().equals("feldera"))
                .forEach(one -> softly.assertThat(one.getValue().getInteger("stopCalls"))
                        .as("stops of %s", one.getKey())
                        .isLessThanOrEqualTo((int) histories.getOrDefault(one.getKey(), List.of()).stream()
                                .filter(entry -> entry.kind().equals("sent"))
                                .count()));
        softly.assertThat(proofs()).allSatisfy(proof -> assertThat(proof.verdict())
                .as("%s", proof)
                .isIn(proof.about().account().equals("memories") ? List.of("asserted") : List.of("confirmed", "gone")));
    }

    /** Nothing of these was ever proved to have stopped. */
    void assertNeverStopped(Collection<Target> endless) {
        softly.assertThat(proofs()).noneSatisfy(proof -> assertThat(endless).contains(proof.about()));
    }

    List<Entry> proofs() {
        return chronicle.entries().stream()
                .filter(entry -> entry.moves() && entry.to().equals("stopped"))
                .toList();
    }

    private static boolean wasAtRest(JsonArray rests, Entry proof) {
        var ordered = Objects.requireNonNull(proof.orderedAt());
        return rests.stream().map(JsonArray.class::cast).anyMatch(rest -> {
            var until = rest.getLong(1);
            return !moment(rest.getLong(0) - ROUNDING_MILLIS).isAfter(proof.at())
                    && (until == null || !moment(until + ROUNDING_MILLIS).isBefore(ordered));
        });
    }

    private static Instant moment(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
