package io.standstill.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.journal.Entry;
import io.standstill.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RingTest {

    private static final int HELD = frame(1).held();

    private static Frame frame(long position) {
        // Always nine digits, so that all are of one size.
        return Frame.of(
                new Entry(
                        100_000_000 + position,
                        Samples.NOON,
                        "a",
                        "feldera",
                        "x",
                        "seen",
                        "active",
                        "active",
                        null,
                        "{}",
                        "{\"labels\":{}}"),
                "e1");
    }

    private static List<Frame> frames(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(RingTest::frame).toList();
    }

    private static Ring ring(int frames) {
        return new Ring((long) frames * HELD, 100_000_000);
    }

    private static List<Long> after(Ring ring, long position, int limit) {
        var found = ring.after(100_000_000 + position, limit);
        return found == null
                ? null
                : found.stream().map(frame -> frame.position() - 100_000_000).toList();
    }

    @Test
    void it_gives_what_comes_after_a_place_and_says_where_it_does_not_reach() {
        var ring = ring(10);
        ring.add(frames(1, 5));

        assertThat(after(ring, 0, 10)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(after(ring, 3, 10)).containsExactly(4L, 5L);
        assertThat(after(ring, 1, 2)).containsExactly(2L, 3L);
        assertThat(after(ring, 5, 10)).isEmpty();
        assertThat(after(ring, -1, 10)).isNull();
    }

    @Test
    void the_oldest_make_room_for_the_newest_and_its_bound_is_true() {
        var ring = ring(100);

        for (var position = 1; position <= 10_000; position += 7) {
            ring.add(frames(position, position + 6));
            assertThat(ring.held()).isLessThanOrEqualTo(100L * HELD);
        }

        assertThat(after(ring, 9_896, 200)).isNull();
        assertThat(after(ring, 9_996, 200)).containsExactly(9_997L, 9_998L, 9_999L, 10_000L, 10_001L, 10_002L, 10_003L);
        assertThat(after(ring, 9_903, 200)).hasSize(100).isSorted();
    }

    @Test
    void one_entry_larger_than_all_of_it_is_held_alone() {
        var ring = new Ring(10, 100_000_000);

        ring.add(frames(1, 3));

        assertThat(after(ring, 2, 10)).containsExactly(3L);
        assertThat(after(ring, 1, 10)).isNull();
    }

    @Test
    void what_was_never_read_is_not_passed_over() {
        var ring = ring(10);
        ring.add(frames(1, 3));

        ring.add(frames(7, 8));

        assertThat(after(ring, 3, 10)).isNull();
        assertThat(after(ring, 6, 10)).containsExactly(7L, 8L);
    }

    @Test
    void a_reader_beside_the_writer_never_misses_an_entry_it_was_not_told_of() throws Exception {
        var ring = ring(50);
        var last = 40_000L;
        var written = new AtomicLong();
        var writer = new Thread(() -> {
            for (var position = 1L; position <= last; position += 20) {
                ring.add(frames(position, position + 19));
                written.set(position + 19);
            }
        });
        var holes = new ArrayList<String>();
        writer.start();

        var served = 0L;
        while (served < last) {
            var found = after(ring, served, 30);
            if (found == null) {
                // What the journal would be read for.
                served = Math.max(served, written.get() - 40);
            } else if (!found.isEmpty()) {
                if (found.get(0) != served + 1) {
                    holes.add("after " + served + " came " + found.get(0));
                }
                served = found.get(found.size() - 1);
            }
        }
        writer.join();

        assertThat(holes).isEmpty();
    }
}
