package io.standstill.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Samples;
import io.standstill.testing.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every sort of evidence in every state: it always leads somewhere the table knows, or nowhere. */
class ProductTest {

    @Test
    void every_state_hears_every_sort_of_evidence() {
        var heard = new HashSet<Class<?>>();
        for (var state : stories(Samples.READABLE).entrySet()) {
            for (var evidence : evidence(state.getValue().resource())) {
                var before = state.getValue().resource();
                var outcome = Machine.hear(
                        before.id(),
                        before.vendor(),
                        before,
                        evidence,
                        Samples.READABLE,
                        state.getValue().now());

                heard.add(evidence.getClass());
                var news = outcome.news();
                if (news == null) {
                    assertThat(outcome.resource().state()).isEqualTo(state.getKey());
                } else {
                    assertThat(news.from()).isEqualTo(state.getKey());
                    assertThat(Moves.all())
                            .as(state.getKey() + " hears " + evidence)
                            .anyMatch(move -> move.from() == news.from()
                                    && move.toldAs() == news.kind()
                                    && move.to() == news.to());
                }
                if (outcome.resource().state() == State.STOPPED && state.getKey() != State.STOPPED) {
                    assertThat(isFreshRest(evidence, before))
                            .as(state.getKey() + " stopped by " + evidence)
                            .isTrue();
                }
            }
        }
        assertThat(heard).as("no sort of evidence is forgotten").isEqualTo(permitted(Evidence.class));
    }

    @Test
    void no_reading_reply_or_call_is_forgotten() {
        var seen = new HashSet<Class<?>>();
        var resource = stories(Samples.READABLE).get(State.STOPPING).resource();
        for (var evidence : evidence(resource)) {
            if (evidence instanceof Evidence.Look look) {
                seen.add(look.reading().getClass());
            } else if (evidence instanceof Evidence.Answer answer) {
                seen.add(answer.reply().getClass());
            } else if (evidence instanceof Evidence.CalledBack called) {
                seen.add(called.callback().getClass());
            }
        }

        var all = new HashSet<Class<?>>();
        Stream.of(Reading.class, Reply.class, Callback.class).forEach(kind -> all.addAll(permitted(kind)));
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void of_something_unknown_only_what_people_ask_for_tells_anything() {
        var known = stories(Samples.READABLE).get(State.STOPPING).resource();
        for (var evidence : evidence(known)) {
            var outcome = Machine.hear(known.id(), known.vendor(), null, evidence, Samples.READABLE, Samples.NOON);

            var begins = evidence instanceof Evidence.Order
                    || evidence instanceof Evidence.Introduction
                    || evidence instanceof Evidence.CommandOrdered;
            assertThat(outcome.news() != null).as("%s", evidence).isEqualTo(begins);
        }
    }

    private static boolean isFreshRest(Evidence evidence, Resource before) {
        return evidence instanceof Evidence.Look look
                && look.reading() instanceof Reading.AtRest
                && look.vantage().equals(before.vantage());
    }

    private static Set<Class<?>> permitted(Class<?> kind) {
        var permitted = new HashSet<Class<?>>();
        for (var one : kind.getPermittedSubclasses()) {
            permitted.add(one);
        }
        return permitted;
    }

    private static Map<State, Story> stories(Policy policy) {
        var stories = new EnumMap<State, Story>(State.class);
        stories.put(State.ACTIVE, new Story(policy).hears(new Evidence.Introduction("ops", null, null)));
        stories.put(
                State.REQUESTED,
                new Story(policy).hears(Samples.order()).sees(Samples.running()).sends());
        stories.put(State.STOPPING, new Story(policy).stopping());
        stories.put(State.STOPPED, new Story(policy).stopping().sees(Samples.atRest()));
        stories.put(
                State.OVERDUE,
                new Story(policy).stopping().after(Duration.ofHours(1)).waits());
        stories.put(State.FAILED, new Story(policy).stopping().answers(new Reply.Refused(Samples.refusal())));
        stories.put(State.REAPPEARED, new Story(policy).stopping().sees(Samples.running("life-2")));
        stories.forEach((state, story) -> assertThat(story.resource().state()).isEqualTo(state));
        return stories;
    }

    private static List<Evidence> evidence(Resource resource) {
        var all = new ArrayList<Evidence>();
        all.add(Samples.order());
        all.add(Samples.force());
        all.add(new Evidence.Release(null, "ops"));
        all.add(new Evidence.Introduction("ops", Map.of("a", "b"), new Evidence.Handle(null)));
        all.add(new Evidence.Inattention());
        all.add(new Evidence.TimePassed());
        all.add(new Evidence.CommandOrdered("c", "{}", "ops"));
        all.add(new Evidence.CommandTaking("c"));
        all.add(new Evidence.Commanded("c", Command.End.DONE, "as asked", Samples.ANSWER));
        var now = resource.vantage();
        var stale = new Vantage(now.generation(), 0);
        var older = new Vantage(now.generation() - 1, now.seq());
        for (var vantage : List.of(now, stale, older)) {
            all.add(new Evidence.Sending(vantage, Samples.AGAIN));
            all.add(new Evidence.Objection(vantage, Mode.GRACEFUL, Samples.refusal(), Samples.LOOK));
            for (var reply : List.of(
                    new Reply.Taken(false),
                    new Reply.Taken(true),
                    new Reply.Unsure("503"),
                    new Reply.Refused(Samples.refusal()),
                    new Reply.NotFound("no"))) {
                all.add(new Evidence.Answer(vantage, reply, Samples.AGAIN, Samples.ANSWER));
            }
            for (var reading : List.of(
                    Samples.running(),
                    Samples.running("life-3"),
                    Samples.stopping(Descent.UNTOLD),
                    Samples.atRest(),
                    Samples.absent(),
                    new Reading.Remembered(Samples.atRest()),
                    new Reading.Remembered(Samples.running(null)),
                    new Reading.Unsure("no answer in time", null),
                    new Reading.Unsure("a word", "Hibernating"))) {
                all.add(new Evidence.Look(vantage, reading, Samples.SEEN_AS, Samples.LOOK));
            }
        }
        for (var callback :
                List.of(new Callback.Ended(), new Callback.Segment(Samples.NOON), new Callback.Other("5000"))) {
            all.add(new Evidence.CalledBack(callback, Samples.CALLBACK));
        }
        return all;
    }
}
