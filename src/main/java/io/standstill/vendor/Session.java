package io.standstill.vendor;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A login that all calls of an account share: one at a time, renewed before it ends, made anew once when it is refused,
 * and not tried again too soon after it failed. Used from one context only.
 *
 * <p>Whatever a login takes is taken off the time the call has, so that both together end in time.
 */
public final class Session {

    /** With less than this left, nothing is sent any more. */
    private static final Duration LEAST_TIME = Duration.ofSeconds(1);

    /** How a vendor logs in. */
    public interface Login {

        /**
         * Logs in.
         *
         * @param last what was granted before, and may be renewed; null: nothing, or it was refused
         */
        Future<Grant> begin(@Nullable Token last);
    }

    /**
     * What a login came to.
     *
     * @param token null: none was granted
     * @param status the HTTP status that refused it; 0: none did
     * @param why none was granted, in words
     */
    public record Grant(@Nullable Token token, int status, String why) {

        public static Grant of(Token token) {
            return new Grant(token, 0, "");
        }

        public static Grant none(String why) {
            return none(0, why);
        }

        public static Grant none(int status, String why) {
            return new Grant(null, status, why);
        }
    }

    /**
     * What is shown with each call.
     *
     * @param renewal what a new one is asked for with; null: nothing but another login
     * @param lasts how long it is good, from when it was asked for
     */
    public record Token(Secret text, @Nullable Secret renewal, Duration lasts) {}

    /** A call that shows a token and may take so long. */
    public interface Call {
        Future<Exchange> with(Token token, Duration atMost);
    }

    private final Login login;
    private final Ticker ticker;
    private final Duration pauseAfterFailure;

    private @Nullable Token token;
    private @Nullable Future<Grant> beginning;
    private @Nullable Grant failed;
    private long grantedNanos;
    private long failedNanos;

    /**
     * Not yet logged in.
     *
     * @param pauseAfterFailure how long a login that failed is not tried again
     */
    public Session(Login login, Ticker ticker, Duration pauseAfterFailure) {
        this.login = login;
        this.ticker = ticker;
        this.pauseAfterFailure = pauseAfterFailure;
    }

    /** Calls with a token, and once more with a new one if the first is refused; all of it within the span. */
    public Future<Exchange> call(Span span, Call call, Predicate<Exchange> refuses) {
        return once(span, call, refuses)
                .compose(first -> refuses.test(first) ? once(span, call, refuses) : Future.succeededFuture(first));
    }

    private Future<Exchange> once(Span span, Call call, Predicate<Exchange> refuses) {
        return granted().compose(grant -> {
            var shown = grant.token();
            if (shown == null) {
                return Future.succeededFuture(Exchange.faulty(new Fault.OfLogin(grant.status(), grant.why())));
            }
            var left = span.left();
            if (left.compareTo(LEAST_TIME) < 0) {
                return Future.succeededFuture(Exchange.faulty(Fault.OfCall.NO_TIME_TO_ASK));
            }
            return call.with(shown, left).onSuccess(exchange -> {
                if (refuses.test(exchange)) {
                    forget(shown);
                }
            });
        });
    }

    private Future<Grant> granted() {
        if (beginning != null) {
            return beginning;
        }
        if (token != null && isYoung(token)) {
            return Future.succeededFuture(Grant.of(token));
        }
        if (failed != null && age(failedNanos).compareTo(pauseAfterFailure) < 0) {
            return Future.succeededFuture(stillGoodOr(failed));
        }
        var asked = ticker.nanos();
        var begun = login.begin(token)
                .otherwise(broken -> Grant.none("the login broke"))
                .map(grant -> {
                    beginning = null;
                    if (grant.token() == null) {
                        failed = grant;
                        failedNanos = ticker.nanos();
                        return stillGoodOr(grant);
                    }
                    token = grant.token();
                    grantedNanos = asked;
                    failed = null;
                    return grant;
                });
        if (!begun.isComplete()) {
            beginning = begun;
        }
        return begun;
    }

    /** A token renewed early and in vain is good until it ends. */
    private Grant stillGoodOr(Grant none) {
        return token != null && age(grantedNanos).compareTo(token.lasts()) < 0 ? Grant.of(token) : none;
    }

    private boolean isYoung(Token granted) {
        return age(grantedNanos).compareTo(freshFor(granted)) < 0;
    }

    /** A token is renewed a good while before it ends. */
    private static Duration freshFor(Token token) {
        return token.lasts().multipliedBy(4).dividedBy(5);
    }

    private Duration age(long nanos) {
        return Duration.ofNanos(ticker.nanos() - nanos);
    }

    private void forget(Token refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }
}
