package io.standstill.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.domain.Callback;
import io.standstill.domain.Descent;
import io.standstill.domain.Evidence;
import io.standstill.domain.Kind;
import io.standstill.domain.Outcome;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.testing.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every journal must keep, whatever it is made of. */
@ExtendWith(VertxExtension.class)
public abstract class JournalContract {

    /** A journal with its readers and leases, empty. */
    public record Kept(Journal journal, Resources resources, Leases leases) {}

    private Kept kept;
    private Tracker tracker;

    protected abstract Kept open(Vertx vertx);

    @BeforeEach
    void begin(Vertx vertx) {
        kept = open(vertx);
        tracker = new Tracker(vertx, kept.journal(), Samples.RULES, Tracker.Limits.DEFAULT);
    }

    private Outcome hears(ResourceId id, Evidence evidence) {
        return tracker.apply(id, evidence).await();
    }

    private Resource stopped(ResourceId id) {
        hears(id, Samples.order());
        sees(id, Samples.running());
        var sent = hears(id, new Evidence.Sending(find(id).vantage(), Samples.AGAIN))
                .resource();
        hears(id, new Evidence.Answer(sent.vantage(), new Reply.Taken(false), Samples.AGAIN, Samples.ANSWER));
        return sees(id, new Reading.AtRest("Stopped", null, "Suspend\u0000Error", List.of("storage")))
                .resource();
    }

    private Outcome sees(ResourceId id, Reading reading) {
        return hears(id, new Evidence.Look(find(id).vantage(), reading, Samples.SEEN_AS, Samples.LOOK));
    }

    private List<String> kinds(ResourceId id) {
        return kept.journal().history(id, 0, 100).await().stream()
                .map(Entry::kind)
                .toList();
    }

    private static List<Resource> resources(Resources.Page page) {
        return page.found().stream().map(Seen::resource).toList();
    }

    private Resource find(ResourceId id) {
        return kept.resources().find(id).await().orElseThrow();
    }

    @Test
    void what_was_committed_is_read_back_whole() {
        hears(Samples.ORDERS, new Evidence.Introduction("ops", Map.of("show", "mörgen \"1\""), null));
        var told = stopped(Samples.ORDERS);

        assertThat(find(Samples.ORDERS)).isEqualTo(told);
        assertThat(told.state()).isEqualTo(State.STOPPED);
        assertThat(told.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(told.clean()).isFalse();
        assertThat(told.residue()).containsExactly("storage");
        assertThat(told.position()).isEqualTo(told.seq());
    }

    @Test
    void a_refusal_with_its_problem_is_read_back_whole() {
        hears(Samples.ORDERS, Samples.order());
        var told = sees(Samples.ORDERS, Samples.absent()).resource();

        assertThat(find(Samples.ORDERS)).isEqualTo(told);
        assertThat(told.problem().name()).isEqualTo(Problem.UNKNOWN_AT_VENDOR);
    }

    @Test
    void positions_follow_on_one_another_and_the_head_is_the_newest() {
        stopped(Samples.ORDERS);

        var entries = kept.journal().entries(0, 100).await();

        assertThat(entries).extracting(Entry::position).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(entries)
                .extracting(Entry::kind)
                .containsExactly("ordered", "seen", "sent", "acknowledged", "proved");
        assertThat(kept.journal().head().await().position()).isEqualTo(5);
    }

    @Test
    void entries_are_read_after_a_position_and_up_to_a_limit() {
        stopped(Samples.ORDERS);

        assertThat(kept.journal().entries(2, 2).await())
                .extracting(Entry::position)
                .containsExactly(3L, 4L);
        assertThat(kept.journal().entries(5, 2).await()).isEmpty();
    }

    @Test
    void a_resources_history_holds_its_own_entries_only() {
        var other = new ResourceId("feldera-eu", "clicks");
        hears(other, Samples.order());
        stopped(Samples.ORDERS);

        var history = kept.journal().history(Samples.ORDERS, 0, 100).await();

        assertThat(history).hasSize(5).allMatch(told -> "orders".equals(told.id()));
        assertThat(history.get(0).from()).isNull();
        assertThat(history.get(4).to()).isEqualTo("stopped");
    }

    @Test
    void nothing_new_writes_nothing() {
        hears(Samples.ORDERS, Samples.order());
        hears(Samples.ORDERS, Samples.order());

        assertThat(kept.journal().head().await().position()).isEqualTo(1);
    }

    @Test
    void what_the_machine_remembers_is_kept_without_an_entry() {
        hears(Samples.ORDERS, Samples.order());
        sees(Samples.ORDERS, Samples.stopping(Descent.UNTOLD));
        var before = kept.journal().head().await().position();

        var outcome = sees(Samples.ORDERS, Samples.stopping(Descent.GRACEFUL));

        assertThat(outcome.news()).isNull();
        assertThat(kept.journal().head().await().position()).isEqualTo(before);
        assertThat(find(Samples.ORDERS)).isEqualTo(outcome.resource());
    }

    @Test
    void evidence_of_one_submission_sees_what_the_pieces_before_it_changed() {
        hears(Samples.ORDERS, Samples.order());
        var vantage = find(Samples.ORDERS).vantage();

        var outcomes = tracker.apply(Submission.of(List.of(
                        new Submission.Item(
                                Samples.ORDERS,
                                new Evidence.Look(vantage, Samples.running(), Samples.SEEN_AS, Samples.LOOK)),
                        new Submission.Item(Samples.ORDERS, new Evidence.Sending(vantage, Samples.AGAIN)))))
                .await();

        assertThat(outcomes.get(1).news().kind()).isEqualTo(Kind.SENT);
        assertThat(find(Samples.ORDERS).seq()).isEqualTo(3);
    }

    @Test
    void what_changed_since_and_what_is_in_flight_is_found_by_position() {
        var clicks = new ResourceId("feldera-eu", "clicks");
        var elsewhere = new ResourceId("feldera-us", "orders");
        stopped(Samples.ORDERS);
        hears(clicks, Samples.order());
        hears(elsewhere, Samples.order());

        var accounts = Set.of("feldera-eu");
        assertThat(kept.resources().changed(accounts, 0, 10).await())
                .extracting(Resource::id)
                .containsExactly(Samples.ORDERS, clicks);
        assertThat(kept.resources().changed(accounts, 5, 10).await())
                .extracting(Resource::id)
                .containsExactly(clicks);
        assertThat(kept.resources().inFlight(accounts, 0, 10).await())
                .extracting(Resource::id)
                .containsExactly(clicks);
    }

    @Test
    void what_is_due_is_found_by_the_databases_clock() {
        kept.leases().register(Map.of("feldera-eu", "feldera")).await();
        hears(Samples.ORDERS, new Evidence.Introduction("ops", null, new Evidence.Handle(Samples.NOON)));
        hears(
                new ResourceId("feldera-eu", "clicks"),
                new Evidence.Introduction("ops", null, new Evidence.Handle(Instant.parse("2999-01-01T00:00:00Z"))));

        var due = kept.resources()
                .timeDue(Set.of("feldera-eu"), Duration.ZERO, 10)
                .await();

        assertThat(due).extracting(Resource::id).containsExactly(Samples.ORDERS);
    }

    @Test
    void one_accounts_crowd_of_due_resources_does_not_hide_anothers() {
        kept.leases()
                .register(Map.of("crowded", "feldera", "feldera-eu", "feldera"))
                .await();
        for (var i = 0; i < 5; i++) {
            hears(
                    new ResourceId("crowded", "r" + i),
                    new Evidence.Introduction("ops", null, new Evidence.Handle(Samples.NOON.minusSeconds(i))));
        }
        hears(Samples.ORDERS, new Evidence.Introduction("ops", null, new Evidence.Handle(Samples.NOON)));

        var both = Set.of("crowded", "feldera-eu");
        var due = kept.resources().timeDue(both, Duration.ZERO, 2).await();

        assertThat(due).hasSize(3).extracting(Resource::id).contains(Samples.ORDERS);
    }

    @Test
    void a_list_goes_on_after_a_place_and_keeps_to_accounts_and_states() {
        for (var name : List.of("c", "a", "b")) {
            hears(new ResourceId("feldera-eu", name), Samples.order());
        }
        stopped(Samples.ORDERS);

        var first = kept.resources()
                .list(Wanted.ALL.of(Set.of("requested")).goingOn(null, 2))
                .map(JournalContract::resources)
                .await();
        var rest = kept.resources()
                .list(Wanted.ALL.goingOn(new Wanted.After(first.get(1).id(), null), 10))
                .map(JournalContract::resources)
                .await();

        assertThat(first).extracting(resource -> resource.id().id()).containsExactly("a", "b");
        assertThat(rest).extracting(resource -> resource.id().id()).containsExactly("c", "orders");
    }

    @Test
    void what_is_read_says_when_its_account_was_last_looked_at() {
        hears(Samples.ORDERS, Samples.order());
        var unseen = kept.resources().see(Samples.ORDERS).await().orElseThrow();

        assertThat(unseen.sight().lookedAt()).isNull();
        assertThat(unseen.sight().now()).isAfterOrEqualTo(unseen.resource().since());
        assertThat(kept.resources().sight("feldera-eu").await().lookedAt()).isNull();
        assertThat(kept.resources().see(new ResourceId("feldera-eu", "nobody")).await())
                .isEmpty();
    }

    @Test
    void what_is_refused_by_one_submission_does_not_spoil_the_others() {
        var spoiled = new ResourceId("feldera-eu", "\u0000");
        var fine = tracker.apply(Samples.ORDERS, Samples.order());
        var wrong = tracker.apply(spoiled, Samples.order());
        var alsoFine = tracker.apply(new ResourceId("feldera-eu", "clicks"), Samples.order());

        assertThat(fine.await().news()).isNotNull();
        assertThat(alsoFine.await().news()).isNotNull();
        assertThatThrownBy(wrong::await).isNotNull();
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

    // ---- leases

    private static final Duration TERM = Duration.ofMinutes(1);

    private Leases.Tenancy hold(String node, Set<String> wanted) {
        return kept.leases().hold(node, wanted, TERM, true).await();
    }

    private Set<String> accounts(int number) {
        var accounts = new HashMap<String, String>();
        for (var i = 0; i < number; i++) {
            accounts.put("a" + i, "feldera");
        }
        kept.leases().register(accounts).await();
        return accounts.keySet();
    }

    @Test
    void an_account_has_one_holder_until_its_lease_ends_or_is_handed_back() {
        var both = accounts(2);

        assertThat(hold("one", both).held()).isEqualTo(both);
        assertThat(hold("two", both).held()).isEmpty();
        kept.leases().hold("one", both, Duration.ZERO, true).await();
        assertThat(hold("two", both).held()).as("the leases have ended").isEqualTo(both);

        kept.leases().leave("two").await();
        assertThat(hold("one", both).held()).isEqualTo(both);
    }

    @Test
    void who_comes_later_is_given_a_fair_share() {
        var four = accounts(4);
        assertThat(hold("one", four).surplus()).isNull();
        hold("two", four);
        assertThat(hold("one", four).surplus()).isNotNull();

        for (var step = 0; step < 10; step++) {
            for (var node : List.of("one", "two", "three")) {
                var surplus = hold(node, four).surplus();
                if (surplus != null) {
                    kept.leases().handBack(node, Set.of(surplus)).await();
                }
            }
        }

        assertThat(List.of("one", "two", "three"))
                .extracting(node -> hold(node, four).held().size())
                .containsExactlyInAnyOrder(1, 1, 2);
    }

    @Test
    void nobody_hands_back_what_no_other_could_work_for() {
        var eight = accounts(8);
        hold("one", eight);

        for (var step = 0; step < 10; step++) {
            hold("two", Set.of("a3"));
            var surplus = hold("one", eight).surplus();
            if (surplus != null) {
                assertThat(surplus).isEqualTo("a3");
                kept.leases().handBack("one", Set.of(surplus)).await();
            }
        }

        assertThat(hold("one", eight).held()).hasSize(7);
        assertThat(hold("two", Set.of("a3")).held()).containsExactly("a3");
    }

    @Test
    void who_goes_without_a_word_is_named() {
        kept.leases().hold("dead", accounts(1), Duration.ZERO, true).await();
        kept.leases().leave("gone").await();

        assertThat(hold("one", accounts(1)).lapsed()).containsExactly("dead");
    }

    @Test
    void a_node_keeps_what_nobody_else_could_work_for() {
        var all = accounts(2);
        hold("one", Set.of("a0"));

        assertThat(hold("two", all).held()).containsExactly("a1");
    }

    @Test
    void who_asks_without_saying_that_it_is_there_takes_nothing() {
        var one = accounts(1);
        kept.leases().hold("one", one, Duration.ofMillis(1), true).await();

        var later = kept.leases().hold("one", one, TERM, false).await();

        assertThat(later.held()).isEmpty();
        assertThat(hold("two", one).held()).isEqualTo(one);
    }

    @Test
    void nobody_holds_an_account_that_was_never_registered() {
        assertThat(hold("one", Set.of("nowhere")).held()).isEmpty();
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

    // ---- accounts that are seen, or not

    @Test
    void an_account_that_goes_out_of_sight_is_told_once_and_once_when_it_is_seen_again() {
        accounts(1);
        kept.leases().register(Map.of("feldera-eu", "feldera")).await();
        var lost = new Sighting("feldera-eu", true, "nothing could be looked at");
        var seen = new Sighting("feldera-eu", false, "it can be looked at again");

        for (var turned : List.of(seen, lost, lost, seen, seen)) {
            tracker.apply(Submission.of(turned)).await();
        }

        assertThat(kept.journal().entries(0, 10).await())
                .extracting(Entry::kind)
                .containsExactly("lost-sight", "sighted");
        assertThat(kept.journal().entries(0, 10).await()).allMatch(entry -> entry.id() == null);
    }
}
