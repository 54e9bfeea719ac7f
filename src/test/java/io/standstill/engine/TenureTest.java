package io.standstill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.journal.Leases;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a node may believe of its leases while the database takes its time to answer. */
class TenureTest {

    private static final Duration A_CALL = Duration.ofSeconds(6);

    /** Answers once it is told to. */
    private static final class Slow implements Leases {

        private final Deque<Promise<Tenancy>> asked = new ArrayDeque<>();

        void answer() {
            asked.remove().complete(new Tenancy(Instant.EPOCH, Set.of("eu"), Set.of(), Set.of(), null));
        }

        @Override
        public Future<Tenancy> hold(String node, Set<String> wanted, Duration term, boolean renew) {
            var answer = Promise.<Tenancy>promise();
            asked.add(answer);
            return answer.future();
        }

        @Override
        public Future<Void> register(Map<String, String> vendorByAccount) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> handBack(String node, Set<String> accounts) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> leave(String node) {
            return Future.succeededFuture();
        }
    }

    private final Slow leases = new Slow();
    private long now;
    private final Tenure tenure =
            new Tenure(leases, () -> now, "one", Set.of("eu"), Duration.ofSeconds(9), Duration.ofSeconds(2));

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private void take() {
        tenure.renew();
        leases.answer();
    }

    @Test
    void a_lease_that_only_wants_renewing_is_renewed() {
        take();
        pass(4);

        var holds = tenure.holds("eu", A_CALL);
        pass(1);
        leases.answer();

        assertThat(holds.result()).isTrue();
    }

    @Test
    void one_that_passed_while_the_answer_was_awaited_may_have_been_somebody_elses() {
        take();
        pass(4);
        tenure.renew();

        var holds = tenure.holds("eu", A_CALL);
        pass(6);
        leases.answer();
        leases.answer();

        assertThat(holds.result()).isFalse();
        assertThat(tenure.outlives("eu", A_CALL)).as("it is held anew").isTrue();
    }

    @Test
    void one_that_has_passed_is_not_asked_for() {
        take();
        pass(9);

        assertThat(tenure.holds("eu", Duration.ZERO).result()).isFalse();
        assertThat(leases.asked).isEmpty();
    }
}
