package io.standstill.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.domain.Callback;
import io.standstill.domain.Evidence;
import io.standstill.domain.ResourceId;
import io.standstill.testing.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every journal must keep of what comes in from outside, and may come twice or too early. */
@ExtendWith(VertxExtension.class)
public abstract class InboxContract {

    private JournalContract.Kept kept;
    private Tracker tracker;

    protected abstract JournalContract.Kept open(Vertx vertx);

    @BeforeEach
    void begin(Vertx vertx) {
        kept = open(vertx);
        tracker = new Tracker(vertx, kept.journal(), Samples.RULES, Tracker.Limits.DEFAULT);
    }

    private void hears(ResourceId id, Evidence evidence) {
        tracker.apply(id, evidence).await();
    }

    private List<String> kinds(ResourceId id) {
        return kept.journal().history(id, 0, 100).await().stream()
                .map(Entry::kind)
                .toList();
    }

    // ---- callbacks

    private static Letter letter(Callback callback, String... ids) {
        return new Letter("feldera-eu", List.of(ids), callback, Samples.CALLBACK, Buffer.buffer("{\"raw\":true}"));
    }

    @Test
    void a_callback_about_something_known_is_judged_in_its_own_commit() {
        hears(Samples.ORDERS, new Evidence.Introduction("ops", null, null));

        var outcomes = tracker.apply(Submission.of(letter(new Callback.Ended(), "orders")))
                .await();

        assertThat(outcomes).hasSize(1);
        assertThat(kinds(Samples.ORDERS)).containsExactly("known", "ended-by-itself");
    }

    @Test
    void a_callback_about_something_unknown_waits_and_is_heard_once_it_becomes_known() {
        var early = letter(new Callback.Segment(Samples.NOON), "audio:orders", "orders");
        assertThat(tracker.apply(Submission.of(early)).await()).isEmpty();
        tracker.apply(Submission.of(letter(new Callback.Ended(), "orders"))).await();
        assertThat(kinds(Samples.ORDERS)).isEmpty();

        hears(Samples.ORDERS, Samples.order());

        assertThat(kinds(Samples.ORDERS)).containsExactly("ordered", "called-back", "ended-by-itself");
        hears(Samples.ORDERS, new Evidence.Introduction("ops", Map.of("a", "b"), null));
        assertThat(kinds(Samples.ORDERS)).as("and not twice").hasSize(4);
    }

    @Test
    void a_callback_of_another_account_is_not_joined() {
        var elsewhere =
                new Letter("elsewhere", List.of("orders"), new Callback.Ended(), Samples.CALLBACK, Buffer.buffer("{}"));
        tracker.apply(Submission.of(elsewhere)).await();

        hears(Samples.ORDERS, Samples.order());

        assertThat(kinds(Samples.ORDERS)).containsExactly("ordered");
    }

    // ---- requests that come twice

    private static Receipt receipt(String key, String fingerprint) {
        return new Receipt(
                new Receipt.Key("ops", key),
                fingerprint,
                outcomes -> "{\"seq\": " + outcomes.get(0).resource().seq() + "}");
    }

    @Test
    void a_request_that_comes_twice_takes_effect_once_and_is_told_its_first_answer() {
        var order = List.of(new Submission.Item(Samples.ORDERS, Samples.order()));
        tracker.apply(Submission.of(order, receipt("k", "first"))).await();
        hears(Samples.ORDERS, new Evidence.Introduction("ops", Map.of("a", "b"), null));

        var again = tracker.apply(Submission.of(order, receipt("k", "second")));

        assertThatThrownBy(again::await).isInstanceOfSatisfying(AlreadyAnswered.class, answered -> {
            assertThat(answered.kept().answer()).isEqualTo("{\"seq\": 1}");
            assertThat(answered.kept().fingerprint()).isEqualTo("first");
        });
        assertThat(kept.resources().find(Samples.ORDERS).await().orElseThrow().seq())
                .isEqualTo(2);
    }

    @Test
    void the_same_request_twice_in_one_commit_takes_effect_once() {
        var force = List.of(new Submission.Item(Samples.ORDERS, Samples.order()));
        var first = tracker.apply(Submission.of(force, receipt("k", "one")));
        var second = tracker.apply(Submission.of(force, receipt("k", "one")));

        first.await();
        assertThatThrownBy(second::await).isInstanceOf(AlreadyAnswered.class);
    }
}
