package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.chaos.Call.Act;
import io.standstill.chaos.Call.Standing;
import io.standstill.chaos.Chronicle.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge of what clients were answered, tried on histories that were made by hand. */
class LinearityTest {

    private static final Target IT = new Target("feldera", "it");
    private static final Standing NONE = null;

    /** One stop, as it should be: ordered by call 1, sent, acknowledged, proved; and ordered anew by call 2. */
    private static final List<Entry> STORY = List.of(
            entry(1, 1, "ordered", null, "requested", "call-1;"),
            entry(2, 1, "sent", "requested", "requested", null),
            entry(3, 1, "acknowledged", "requested", "stopping", null),
            entry(4, 1, "proved", "stopping", "stopped", null),
            entry(5, 2, "ordered", "stopped", "requested", "call-2;"));

    private final List<Call> calls = new ArrayList<>();

    private static Entry entry(int seq, int generation, String kind, String from, String to, String reason) {
        return new Entry("e-" + seq, IT, kind, from, to, seq, generation, reason, null, Instant.EPOCH, Instant.EPOCH);
    }

    private void call(int number, Act act, long began, long ended, int status, Standing told) {
        calls.add(new Call(number, IT, act, began, ended, status, told));
    }

    private void order(int number, long began, long ended, long seq, int generation, String state) {
        call(number, Act.ORDER, began, ended, 202, new Standing(seq, generation, state));
    }

    private void read(long began, long ended, long seq, int generation, String state) {
        call(1_000 + calls.size(), Act.READ, began, ended, 200, new Standing(seq, generation, state));
    }

    private void bothOrders() {
        order(1, 10, 20, 1, 1, "requested");
        order(2, 100, 110, 5, 2, "requested");
    }

    private void assertLawful() {
        assertThat(Linearity.fault(STORY, calls)).isEmpty();
    }

    private void assertFault(String says) {
        assertThat(Linearity.fault(STORY, calls))
                .hasValueSatisfying(fault -> assertThat(fault).contains(says));
    }

    // ---- lawful

    @Test
    void orders_reads_and_refusals_each_in_their_time_are_lawful() {
        bothOrders();
        call(3, Act.READ, 1, 5, 404, NONE);
        read(12, 30, 1, 1, "requested");
        read(11, 50, 3, 1, "stopping");
        order(4, 21, 60, 3, 1, "stopping");
        call(5, Act.RELEASE, 30, 70, 409, NONE);
        call(6, Act.HEARD, Long.MIN_VALUE, 75, 0, new Standing(4, 1, "stopped"));
        read(80, 90, 4, 1, "stopped");
        assertLawful();
    }

    @Test
    void of_reads_that_meet_each_may_have_its_own_moment() {
        bothOrders();
        read(30, 60, 3, 1, "stopping");
        read(30, 60, 2, 1, "requested");
        read(30, 60, 1, 1, "requested");
        assertLawful();
    }

    @Test
    void a_call_that_nobody_answered_may_take_effect_late_or_never() {
        order(1, 10, 20, 1, 1, "requested");
        call(2, Act.ORDER, 30, Call.NEVER, 0, NONE);
        call(3, Act.ORDER, 30, Call.NEVER, 503, NONE);
        read(40, 50, 3, 1, "stopping");
        assertLawful();
    }

    // ---- unlawful

    @Test
    void an_answered_order_that_is_not_told_is_lost() {
        bothOrders();
        order(3, 200, 210, 6, 3, "requested");
        assertFault("number=3");
    }

    @Test
    void an_order_that_claims_another_s_effect_is_found() {
        bothOrders();
        order(3, 120, 130, 5, 3, "requested");
        assertFault("number=3");
    }

    @Test
    void an_order_of_something_active_or_overdue_cannot_change_nothing() {
        var overdue = List.of(
                entry(1, 1, "ordered", null, "requested", "call-1;"),
                entry(2, 1, "deadline", "requested", "overdue", null));
        order(1, 10, 20, 1, 1, "requested");
        order(2, 100, 110, 2, 1, "overdue");
        assertThat(Linearity.fault(overdue, calls))
                .hasValueSatisfying(fault -> assertThat(fault).contains("number=2"));
    }

    @Test
    void a_read_that_is_older_than_what_was_answered_before_it_is_stale() {
        bothOrders();
        read(30, 40, 4, 1, "stopped");
        read(50, 60, 3, 1, "stopping");
        assertFault("seq=3");
    }

    @Test
    void a_read_that_is_older_than_what_the_feed_told_before_it_is_stale() {
        bothOrders();
        call(6, Act.HEARD, Long.MIN_VALUE, 45, 0, new Standing(4, 1, "stopped"));
        read(50, 60, 3, 1, "stopping");
        assertFault("seq=3");
    }

    @Test
    void a_read_of_nothing_after_an_order_was_answered_is_stale() {
        bothOrders();
        call(3, Act.READ, 21, 25, 404, NONE);
        assertFault("status=404");
    }

    @Test
    void an_effect_before_its_cause_is_found() {
        order(1, 10, 20, 1, 1, "requested");
        order(2, 100, 110, 5, 2, "requested");
        read(30, 40, 5, 2, "requested");
        assertFault("number=2");
    }

    @Test
    void an_answer_before_the_commit_is_found_by_whoever_reads_between() {
        bothOrders();
        read(120, 130, 4, 1, "stopped");
        assertFault("seq=4");
    }

    @Test
    void an_order_that_nobody_gave_is_found() {
        order(1, 10, 20, 1, 1, "requested");
        assertFault("call-2;");
    }

    @Test
    void one_order_that_took_effect_twice_is_found() {
        var twice = new ArrayList<>(STORY);
        twice.add(entry(6, 3, "ordered", "stopped", "requested", "call-2;"));
        bothOrders();
        assertThat(Linearity.fault(twice, calls))
                .hasValueSatisfying(fault -> assertThat(fault).contains("nobody made"));
    }

    @Test
    void an_answer_with_another_generation_than_the_journal_is_found() {
        order(1, 10, 20, 1, 1, "requested");
        order(2, 100, 110, 5, 1, "requested");
        assertFault("answered otherwise");
    }

    @Test
    void a_state_that_never_was_is_found() {
        bothOrders();
        read(30, 40, 3, 1, "stopped");
        assertFault("state=stopped");
    }

    @Test
    void a_release_that_was_refused_though_nothing_ran_is_found() {
        bothOrders();
        call(6, Act.HEARD, Long.MIN_VALUE, 45, 0, new Standing(4, 1, "stopped"));
        call(7, Act.RELEASE, 50, 60, 409, NONE);
        assertFault("RELEASE");
    }
}
