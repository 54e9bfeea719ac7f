package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A login is shared, renewed in time, made anew when refused, and not hammered when it fails. */
class SessionTest {

    private long nanos = 1;
    private int granted;
    private @Nullable Promise<Session.Grant> gate;
    private @Nullable String fault;
    private final List<String> shown = new ArrayList<>();
    private final List<@Nullable String> renewing = new ArrayList<>();
    private final Session session = new Session(this::login, () -> nanos, Duration.ofSeconds(30));

    private Future<Session.Grant> login(Session.@Nullable Token last) {
        renewing.add(last == null ? null : last.text().reveal());
        if (gate != null) {
            return gate.future();
        }
        return Future.succeededFuture(fault == null ? next() : Session.Grant.none(fault));
    }

    private Session.Grant next() {
        var name = "token-" + ++granted;
        return Session.Grant.of(new Session.Token(new Secret(name), null, Duration.ofMinutes(15)));
    }

    private static Exchange answer(int status) {
        return new Exchange(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(), null, Blotter.NOTHING);
    }

    private Exchange call() {
        return call(200).result();
    }

    private Future<Exchange> call(int status) {
        return session.call(
                Span.longest(() -> nanos),
                (token, atMost) -> {
                    shown.add(token.text().reveal());
                    return Future.succeededFuture(answer(status));
                },
                exchange -> exchange.status() == 401);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void one_login_serves_all_calls() {
        gate = Promise.promise();
        var first = call(200);
        var second = call(200);
        gate.complete(next());

        assertThat(first.result().status()).isEqualTo(200);
        assertThat(second.result().status()).isEqualTo(200);
        gate = null;
        call();
        assertThat(renewing).hasSize(1);
        assertThat(shown).containsOnly("token-1");
    }

    @Test
    void a_token_is_renewed_before_it_ends() {
        call();
        pass(Duration.ofMinutes(13));
        call();

        assertThat(shown).containsExactly("token-1", "token-2");
        assertThat(renewing).containsExactly(null, "token-1");
    }

    @Test
    void a_token_renewed_early_and_in_vain_is_good_until_it_ends() {
        call();
        fault = "the vendor answered 503";
        pass(Duration.ofMinutes(13));

        assertThat(call().status()).isEqualTo(200);
        assertThat(call().status()).isEqualTo(200);
        assertThat(renewing).as("nor is it asked for again at once").hasSize(2);
        pass(Duration.ofMinutes(3));
        assertThat(call().inShort()).isEqualTo("the login failed: the vendor answered 503");
    }

    @Test
    void a_refused_token_is_replaced_once_and_not_for_ever() {
        var answered = call(401).result();

        assertThat(answered.status()).isEqualTo(401);
        assertThat(shown).containsExactly("token-1", "token-2");
        assertThat(renewing).as("a refused one is nothing to renew").containsExactly(null, null);
    }

    @Test
    void a_login_that_failed_is_a_fault_and_is_not_tried_again_at_once() {
        fault = "the vendor answered 404";

        assertThat(call().inShort()).isEqualTo("the login failed: the vendor answered 404");
        pass(Duration.ofSeconds(29));
        assertThat(call().inShort()).contains("404");
        assertThat(renewing).hasSize(1);

        fault = null;
        pass(Duration.ofSeconds(2));
        assertThat(call().status()).isEqualTo(200);
    }

    @Test
    void a_login_that_took_all_the_time_leaves_none_for_the_call() {
        gate = Promise.promise();
        var waiting = call(200);
        pass(Duration.ofMillis(4_500));
        gate.complete(next());

        assertThat(waiting.result().inShort()).contains("no time was left");
        assertThat(shown).as("nothing was sent").isEmpty();
        gate = null;
        assertThat(call().status()).as("but the next call need not log in").isEqualTo(200);
        assertThat(renewing).hasSize(1);
    }
}
