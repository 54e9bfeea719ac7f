package io.standstill.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.ResourceId;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an entry concerns, found by what it is about. */
class IndexTest {

    private static final List<String> ACCOUNTS = List.of("eu", "us", "asia");
    private static final List<String> VENDORS = List.of("feldera", "storm");
    private static final List<String> STATES = List.of("active", "requested", "stopped");

    private final Index index = new Index();

    private static Frame frame(long position, String account, String id, String to, Map<String, String> labels) {
        var resource = id == null ? null : new ResourceId(account, id);
        return new Frame(position, position % 2 == 0, account, "feldera", resource, to, labels, Buffer.buffer("x"));
    }

    // ---- it finds whoever wants it

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void it_finds_exactly_those_whose_filter_fits(long seed) {
        var random = new Random(seed);
        var filters =
                IntStream.range(0, 400).mapToObj(i -> filter(random)).distinct().toList();
        var frames = IntStream.range(1, 300).mapToObj(at -> frame(random, at)).toList();
        var groups = filters.stream().map(index::group).toList();

        var sorted = index.sort(frames);

        for (var group : groups) {
            var wanted = frames.stream().filter(group.filter()::fits).toList();
            assertThat(sorted.getOrDefault(group, List.of()))
                    .as("what %s is told", group.filter())
                    .isEqualTo(wanted);
        }
        assertThat(sorted).hasSizeGreaterThan(50);
        groups.forEach(index::forget);
        assertThat(index.size()).isZero();
    }

    private static Filter filter(Random random) {
        return new Filter(
                some(ACCOUNTS, random),
                some(VENDORS, random),
                random.nextInt(4) == 0
                        ? IntStream.range(0, 1 + random.nextInt(3))
                                .mapToObj(i -> new ResourceId(one(ACCOUNTS, random), "r" + random.nextInt(9)))
                                .collect(Collectors.toSet())
                        : Set.of(),
                some(STATES, random),
                random.nextInt(3) == 0
                        ? Map.of("show", values(random), "room", values(random))
                        : random.nextInt(2) == 0 ? Map.of("show", values(random)) : Map.of(),
                random.nextInt(4) == 0);
    }

    private static Set<String> values(Random random) {
        return random.nextBoolean() ? Set.of("1", "2") : Set.of("" + random.nextInt(3));
    }

    private static Set<String> some(List<String> words, Random random) {
        var some = new HashSet<String>();
        for (var i = random.nextInt(6); i < 2; i++) {
            some.add(one(words, random));
        }
        return some;
    }

    private static String one(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private static Frame frame(Random random, int position) {
        if (random.nextInt(10) == 0) {
            return frame(position, one(ACCOUNTS, random), null, null, Map.of());
        }
        var labels = new HashMap<String, String>();
        for (var label : List.of("show", "room", "rank")) {
            if (random.nextBoolean()) {
                labels.put(label, "" + random.nextInt(3));
            }
        }
        return frame(position, one(ACCOUNTS, random), "r" + random.nextInt(9), one(STATES, random), labels);
    }

    // ---- and looks at few others

    private static List<Filter> manyOfOneSort() {
        var none = Set.<String>of();
        var all = new ArrayList<Filter>();
        for (var i = 0; i < 1_000; i++) {
            var word = Set.of("w" + i);
            all.add(new Filter(none, none, Set.of(new ResourceId("w1", "w" + i)), none, Map.of(), false));
            all.add(new Filter(word, none, Set.of(), Set.of("active"), Map.of(), false));
            all.add(new Filter(none, Set.of("feldera"), Set.of(), none, Map.of("show", word), false));
            all.add(new Filter(none, none, Set.of(), none, Map.of("show", word, "room", Set.of("1", "2")), false));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("frames")
    void an_entry_is_tried_on_no_more_than_have_a_word_in_common_with_it(Frame frame, int most) {
        manyOfOneSort().forEach(index::group);

        assertThat(index.candidates(frame)).hasSizeLessThanOrEqualTo(most).doesNotHaveDuplicates();
    }

    private static List<Arguments> frames() {
        return List.of(
                Arguments.of(frame(1, "w1", "w7", "active", Map.of("show", "w9", "room", "1")), 4),
                Arguments.of(frame(1, "w5", "w7", "active", Map.of()), 1),
                Arguments.of(frame(1, "other", null, null, Map.of()), 0));
    }
}
