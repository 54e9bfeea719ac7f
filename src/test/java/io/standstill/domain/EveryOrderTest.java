package io.standstill.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Samples;
import io.standstill.testing.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What one stop brought at a vendor that cannot be read, heard in every order it can arrive in: two answers, because the
 * first was so late that the stop was repeated, and three callbacks.
 *
 * <p>However it arrives, it ends the same; and whatever was news when it came is in the journal, once.
 */
class EveryOrderTest {

    /** A piece of the trace: told to a story in which both sends have gone out. */
    private enum Piece {
        ANSWER,
        ENDED,
        LATE_SEGMENT,
        ENDED_AGAIN,
        REPEAT_ANSWER
    }

    /** A trace under way. */
    private record Telling(Story story, Vantage sent, Vantage sentAgain, Reply repeated) {

        static Telling begun(Reply repeated) {
            var story = new Story(Samples.UNREADABLE).hears(Samples.order()).sends();
            var sent = story.vantage();
            // No answer came in time, and so it is sent again.
            story.after(Duration.ofSeconds(12)).sends();
            return new Telling(story, sent, story.vantage(), repeated);
        }

        void hears(Piece piece) {
            story.hears(
                    switch (piece) {
                        case ANSWER -> answer(sent, new Reply.Taken(false));
                        case REPEAT_ANSWER -> answer(sentAgain, repeated);
                        case ENDED, ENDED_AGAIN -> new Evidence.CalledBack(new Callback.Ended(), Samples.CALLBACK);
                        case LATE_SEGMENT ->
                            new Evidence.CalledBack(
                                    new Callback.Segment(Samples.NOON.minusSeconds(1)), Samples.CALLBACK);
                    });
        }

        private static Evidence answer(Vantage sent, Reply reply) {
            return new Evidence.Answer(sent, reply, Samples.AGAIN, Samples.ANSWER);
        }
    }

    /** What must not depend on the order. */
    private record Ending(
            State state,
            int generation,
            @Nullable Verdict verdict,
            @Nullable Boolean clean,
            List<String> residue,
            @Nullable Problem problem,
            int attempts,
            boolean nothingIsDue) {

        static Ending of(Resource resource) {
            return new Ending(
                    resource.state(),
                    resource.generation(),
                    resource.verdict(),
                    resource.clean(),
                    resource.residue(),
                    resource.problem(),
                    resource.stop().attempts(),
                    resource.timeDueAt() == null && resource.callDueAt() == null);
        }
    }

    private static final Ending STANDS_STILL =
            new Ending(State.STOPPED, 1, Verdict.ASSERTED, true, List.of(), null, 2, true);

    static Stream<Arguments> circumstances() {
        return Stream.of(
                        new Reply.Taken(false),
                        new Reply.NotFound("no such task"),
                        new Reply.Unsure("the vendor answered 503"))
                .flatMap(repeated -> Stream.of(0, 1, 4, 20).map(seconds -> Arguments.of(repeated, seconds)));
    }

    @ParameterizedTest(name = "{0}, {1} s apart")
    @MethodSource("circumstances")
    void every_order_of_a_trace_ends_the_same_and_all_that_was_news_is_told(Reply repeated, int secondsApart) {
        for (var order : orders(List.of(Piece.values()))) {
            var telling = Telling.begun(repeated);
            for (var piece : order) {
                telling.story.after(Duration.ofSeconds(secondsApart)).waits();
                telling.hears(piece);
                assertThat(telling.story.resource().state() == State.STOPPED)
                        .as("%s, after %s", order, piece)
                        .isEqualTo(enough(order.subList(0, order.indexOf(piece) + 1), repeated));
            }

            assertThat(Ending.of(telling.story.resource())).as("%s", order).isEqualTo(STANDS_STILL);
            toldAllThatWasNews(order, repeated, telling.story);
        }
    }

    /** Stopped as soon as the vendor's answer and its callback are both there, and not a moment before. */
    private static boolean enough(List<Piece> heard, Reply repeated) {
        var taken = heard.contains(Piece.ANSWER)
                || (heard.contains(Piece.REPEAT_ANSWER) && repeated instanceof Reply.Taken);
        return taken && (heard.contains(Piece.ENDED) || heard.contains(Piece.ENDED_AGAIN));
    }

    private static void toldAllThatWasNews(List<Piece> order, Reply repeated, Story story) {
        var told = story.told();
        assertThat(told)
                .as("%s", order)
                .extracting(News::kind)
                .startsWith(Kind.ORDERED, Kind.SENT, Kind.SENT)
                .containsOnlyOnce(Kind.PROVED);
        assertThat(told)
                .as("%s: both answers, whatever came of them", order)
                .filteredOn(news -> news.trace().source() == Trace.Source.ANSWER)
                .hasSize(2);
        assertThat(told)
                .as("%s: the end, and no callback twice", order)
                .filteredOn(news -> news.trace().source() == Trace.Source.CALLBACK || news.kind() == Kind.PROVED)
                .extracting(News::reason)
                .doesNotHaveDuplicates()
                .anyMatch(reason -> reason.contains("ended"));
        if (!enough(order.subList(0, order.indexOf(Piece.LATE_SEGMENT)), repeated)) {
            assertThat(told)
                    .as("%s: the segment, for nothing was proved yet", order)
                    .extracting(News::reason)
                    .containsAnyOf("the stream is being worked on", "a segment after the silence");
        }
    }

    private static List<List<Piece>> orders(List<Piece> pieces) {
        if (pieces.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<Piece>>();
        for (var first : pieces) {
            var rest = pieces.stream().filter(piece -> piece != first).toList();
            for (var others : orders(rest)) {
                var order = new ArrayList<Piece>();
                order.add(first);
                order.addAll(others);
                all.add(List.copyOf(order));
            }
        }
        return all;
    }
}
