package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that was ever told, as one node tells it afterwards, and what must be true of it. */
final class Chronicle {

    /** One entry about a resource. */
    record Entry(
            String position,
            Target about,
            String kind,
            @Nullable String from,
            String to,
            long seq,
            int generation,
            @Nullable String reason,
            @Nullable String verdict,
            Instant at,
            @Nullable Instant orderedAt) {

        boolean moves() {
            return !to.equals(from);
        }

        private static Entry of(JsonObject told) {
            var resource = told.getJsonObject("resource");
            return new Entry(
                    told.getString("position"),
                    Target.of(resource),
                    told.getString("kind"),
                    told.getString("from"),
                    told.getString("to"),
                    resource.getLong("seq"),
                    resource.getInteger("generation"),
                    told.getString("reason"),
                    resource.getString("verdict"),
                    told.getInstant("at"),
                    resource.getJsonObject("stop") == null
                            ? null
                            : resource.getJsonObject("stop").getInstant("orderedAt"));
        }
    }

    private final List<JsonObject> told;
    private final List<Entry> entries;

    private Chronicle(List<JsonObject> told) {
        this.told = told;
        this.entries = told.stream()
                .filter(item -> item.getJsonObject("resource") != null)
                .map(Entry::of)
                .toList();
    }

    static Chronicle read(Caller caller, Node at) {
        var told = new ArrayList<JsonObject>();
        var after = "0";
        while (after != null) {
            var page = Caller.good(List.of(caller.get(at.url() + "/v1/journal?limit=1000&after=" + after)))
                    .get(0)
                    .json();
            page.getJsonArray("items").forEach(item -> told.add((JsonObject) item));
            after = page.getString("next");
        }
        return new Chronicle(told);
    }

    /** All of it as it was told, what is about accounts with it. */
    List<JsonObject> told() {
        return told;
    }

    List<Entry> entries() {
        return entries;
    }

    /** The positions of all that moved something, in their order. */
    List<String> moves() {
        return entries.stream().filter(Entry::moves).map(Entry::position).toList();
    }

    List<Entry> of(Target target) {
        return entries.stream().filter(entry -> entry.about().equals(target)).toList();
    }

    /** How many orders were given to what had been stopped by an earlier one. */
    long repeatedOrders() {
        return entries.stream()
                .filter(entry -> entry.moves() && entry.kind().equals("ordered") && entry.generation() > 1)
                .count();
    }

    /**
     * Of each of these, and of nobody else: every step of an order once, none left out, each from where the last one
     * led.
     */
    void tellsEachOnceAndInOrder(Collection<Target> targets) {
        assertThat(isWhole()).containsExactlyInAnyOrderElementsOf(targets);
    }

    /** Of everybody it tells of: every step of an order once, none left out, each from where the last one led. */
    Set<Target> isWhole() {
        var last = -1L;
        var histories = new HashMap<Target, List<Entry>>();
        for (var entry : entries) {
            var place =
                    Long.parseLong(entry.position().substring(entry.position().indexOf('-') + 1));
            assertThat(place).as("the place of %s", entry).isGreaterThan(last);
            last = place;
            histories
                    .computeIfAbsent(entry.about(), nobody -> new ArrayList<>())
                    .add(entry);
        }
        histories.forEach(Chronicle::isWhole);
        return histories.keySet();
    }

    private static void isWhole(Target target, List<Entry> history) {
        String state = null;
        var seq = 0L;
        var generation = 1;
        var been = new HashSet<String>();
        for (var entry : history) {
            assertThat(entry.seq()).as("the number of %s in %s", entry, history).isEqualTo(++seq);
            assertThat(entry.from())
                    .as("where %s leads from in %s", entry, history)
                    .isEqualTo(state);
            state = entry.to();
            if (entry.generation() > generation) {
                assertThat(entry.kind())
                        .as("what begins %s in %s", entry, history)
                        .isEqualTo("ordered");
                generation++;
                been.clear();
            }
            assertThat(entry.generation())
                    .as("the order of %s in %s", entry, history)
                    .isEqualTo(generation);
            if (entry.moves()) {
                assertThat(been.add(state))
                        .as("%s is told once in %s", state, history)
                        .isTrue();
            }
        }
        assertThat(been).as("the states of %s", target).contains("requested");
    }

    /** How often what was told. */
    Map<String, Integer> kinds() {
        var kinds = new HashMap<String, Integer>();
        entries.forEach(entry -> kinds.merge(entry.kind(), 1, Integer::sum));
        return kinds;
    }
}
