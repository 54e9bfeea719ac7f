package io.standstill.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.domain.Descent;
import io.standstill.domain.Evidence;
import io.standstill.domain.Kind;
import io.standstill.domain.News;
import io.standstill.domain.Outcome;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Trace;
import io.standstill.domain.Verdict;
import io.standstill.testing.Samples;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every journal must keep, whatever it is made of. */
@ExtendWith(VertxExtension.class)
public abstract class JournalContract {

    /** A journal with all that stands beside it, empty. */
    public record Kept(Journal journal, Resources resources, Leases leases, Accounts accounts) {}

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
    void what_is_due_elsewhere_is_left_to_its_own_node_for_a_while() {
        kept.leases().register(Map.of("feldera-eu", "feldera")).await();
        hears(Samples.ORDERS, new Evidence.Introduction("ops", null, new Evidence.Handle(Samples.NOON)));
        var age = Duration.between(
                Samples.NOON, kept.resources().sight("feldera-eu").await().now());

        assertThat(kept.resources().timeDue(Set.of(), age.plusHours(1), 10).await())
                .isEmpty();
        assertThat(kept.resources().timeDue(Set.of(), age.minusHours(1), 10).await())
                .extracting(Resource::id)
                .containsExactly(Samples.ORDERS);
        assertThat(kept.resources()
                        .timeDue(Set.of("feldera-eu"), age.plusHours(1), 10)
                        .await())
                .extracting(Resource::id)
                .containsExactly(Samples.ORDERS);
    }

    @Test
    void nothing_is_due_in_an_account_that_was_never_registered() {
        hears(Samples.ORDERS, new Evidence.Introduction("ops", null, new Evidence.Handle(Samples.NOON)));

        assertThat(kept.resources()
                        .timeDue(Set.of("feldera-eu"), Duration.ZERO, 10)
                        .await())
                .isEmpty();
    }

    @Test
    void what_the_vendor_is_to_be_called_for_is_found_by_account_and_up_to_a_limit() {
        for (var name : List.of("a", "b", "c")) {
            var id = new ResourceId("feldera-eu", name);
            hears(id, Samples.order());
            sees(id, Samples.running());
        }
        hears(new ResourceId("feldera-us", "d"), Samples.order());
        sees(new ResourceId("feldera-us", "d"), Samples.running());

        assertThat(kept.resources().callDue(Set.of("feldera-eu"), 2).await())
                .extracting(resource -> resource.id().id())
                .containsExactly("a", "b");
        assertThat(kept.resources().callDue(Set.of(), 2).await()).isEmpty();
    }

    @Test
    void the_newest_of_one_resource_come_first() {
        stopped(Samples.ORDERS);
        hears(new ResourceId("feldera-eu", "clicks"), Samples.order());

        assertThat(kept.journal().newest(Samples.ORDERS, 2).await())
                .extracting(Entry::kind)
                .containsExactly("proved", "acknowledged");
    }

    @Test
    void what_is_rehearsed_is_told_and_not_written() {
        hears(Samples.ORDERS, Samples.order());
        var before = kept.journal().head().await();

        var outcomes = tracker.rehearse(List.of(new Submission.Item(Samples.ORDERS, Samples.force())))
                .await();

        assertThat(outcomes.get(0).news().kind()).isEqualTo(Kind.ESCALATED);
        assertThat(kept.journal().head().await()).isEqualTo(before);
        assertThat(find(Samples.ORDERS).seq()).isEqualTo(1);
    }

    @Test
    void those_that_bear_all_of_these_labels_are_chosen() {
        hears(Samples.ORDERS, new Evidence.Introduction("ops", Map.of("show", "one", "env", "test"), null));
        hears(new ResourceId("feldera-eu", "clicks"), new Evidence.Introduction("ops", Map.of("show", "one"), null));

        var chosen = kept.resources()
                .choose(Set.of("feldera-eu"), Set.of("active"), Map.of("show", "one", "env", "test"), 10)
                .await();

        assertThat(chosen).containsExactly(Samples.ORDERS);
    }

    @Test
    void what_breaks_the_table_of_moves_is_refused_as_a_whole() {
        hears(Samples.ORDERS, Samples.order());
        var known = find(Samples.ORDERS);

        var refused = kept.journal().commit(new Forged(known));

        assertThatThrownBy(refused::await).isInstanceOf(Unwritable.class);
        assertThat(find(Samples.ORDERS)).isEqualTo(known);
        assertThat(kept.journal().head().await().position()).isEqualTo(1);
    }

    /** Tells that what was only ordered has been known anew, which nothing can. */
    private record Forged(Resource known) implements Journal.Batch {

        @Override
        public Set<ResourceId> about() {
            return Set.of(known.id());
        }

        @Override
        public Set<ResourceId> introduces() {
            return Set.of();
        }

        @Override
        public Set<String> accounts() {
            return Set.of();
        }

        @Override
        public Set<Receipt.Key> receipts() {
            return Set.of();
        }

        @Override
        public Journal.Writes decide(Journal.Ground ground) {
            var news = new News(Kind.KNOWN, State.REQUESTED, State.ACTIVE, null, Trace.PERSON);
            var after = known.at(ground.position() + 1);
            return new Journal.Writes(
                    List.of(after),
                    List.of(Entry.of(after, news, ground.now(), Samples.READABLE)),
                    List.of(),
                    Set.of(),
                    List.of(),
                    List.of());
        }
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

    // ---- accounts that are seen, or not

    @Test
    void an_account_that_goes_out_of_sight_is_told_once_and_once_when_it_is_seen_again() {
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
