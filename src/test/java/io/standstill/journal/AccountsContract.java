package io.standstill.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.domain.ResourceId;
import io.standstill.testing.Samples;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every journal must keep of accounts: who works for which, and how each stands. */
@ExtendWith(VertxExtension.class)
public abstract class AccountsContract {

    private Vertx vertx;
    private JournalContract.Kept kept;

    protected abstract JournalContract.Kept open(Vertx vertx);

    @BeforeEach
    void begin(Vertx running) {
        vertx = running;
        kept = open(running);
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

    // ---- how they stand

    private Accounts.Standing standing(String account) {
        return kept.accounts().of(account).await().orElseThrow();
    }

    @Test
    void only_its_holder_says_how_an_account_stands() {
        hold("one", accounts(1));
        var report =
                new Accounts.Report("a0", Duration.ofSeconds(5), Duration.ofSeconds(50), "{\"breaker\": \"open\"}");

        kept.accounts().report("two", List.of(report)).await();
        assertThat(standing("a0").lookedAt()).isNull();
        kept.accounts().report("one", List.of(report)).await();
        var lookedAt = standing("a0").lookedAt();
        assertThat(standing("a0").health()).contains("open");
        var sight = kept.resources().sight("a0").await();
        assertThat(sight.lookedAt()).isEqualTo(lookedAt);
        assertThat(sight.overdueLookedAt()).isNotNull().isBefore(lookedAt);

        kept.accounts()
                .report("one", List.of(new Accounts.Report("a0", null, null, "{}")))
                .await();
        assertThat(standing("a0").lookedAt()).as("not unknown again").isEqualTo(lookedAt);
        assertThat(kept.resources().sight("a0").await().overdueLookedAt()).isEqualTo(sight.overdueLookedAt());
        assertThat(kept.accounts().of("nowhere").await()).isEmpty();
    }

    @Test
    void what_a_vendor_listed_replaces_what_it_listed_before() {
        hold("one", accounts(1));
        var tracker = new Tracker(vertx, kept.journal(), Samples.RULES, Tracker.Limits.DEFAULT);
        tracker.apply(new ResourceId("a0", "known"), Samples.order()).await();
        var first = Map.of("known", Optional.of("Running"), "stray", Optional.<String>empty());

        kept.accounts().took("two", "a0", Duration.ZERO, first).await();
        assertThat(kept.accounts().listedAt("a0").await()).as("not its holder").isEmpty();
        kept.accounts().took("one", "a0", Duration.ZERO, first).await();
        kept.accounts()
                .took("one", "a0", Duration.ofHours(1), Map.of("old", Optional.of("Running")))
                .await();

        assertThat(kept.accounts().inventory("a0", null, 10).await())
                .containsExactly(
                        new Accounts.Listed("known", "Running", true), new Accounts.Listed("stray", null, false));
        assertThat(kept.accounts().inventory("a0", "known", 10).await()).hasSize(1);
        assertThat(kept.accounts().strays(Set.of("a0"), 10).await()).containsExactly(new ResourceId("a0", "stray"));
        assertThat(standing("a0").strays()).isEqualTo(1);
        kept.accounts().took("one", "a0", Duration.ZERO, Map.of()).await();
        assertThat(kept.accounts().inventory("a0", null, 10).await()).isEmpty();
    }

    @Test
    void whoever_held_an_accounts_sends_still_does_until_they_are_freed() {
        hold("one", accounts(1));
        var first = kept.accounts().pause("a0", "ops", null).await().orElseThrow();

        assertThat(kept.accounts().pause("a0", "another", null).await()).contains(first);
        assertThat(hold("one", Set.of("a0")).paused()).containsExactly("a0");
        assertThat(kept.accounts().resume("a0", null).await()).isEmpty();
        assertThat(hold("one", Set.of("a0")).paused()).isEmpty();
        assertThatThrownBy(kept.accounts().pause("nowhere", "ops", null)::await).isNotNull();
    }

    @Test
    void a_pause_that_is_asked_for_twice_takes_effect_once() {
        accounts(1);
        var kept1 = new Receipt.Kept(new Receipt.Key("ops", "k"), "print", "{\"is\": \"first\"}");
        kept.accounts().pause("a0", "ops", pause -> kept1).await();
        kept.accounts().resume("a0", null).await();

        var again = kept.accounts().pause("a0", "ops", pause -> kept1);

        assertThatThrownBy(again::await).isInstanceOf(AlreadyAnswered.class);
        assertThat(standing("a0").pausedAt()).isNull();
    }
}
