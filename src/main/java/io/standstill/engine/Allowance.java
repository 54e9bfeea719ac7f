package io.standstill.engine;

import io.standstill.domain.Policy;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How much one account's vendor may be asked for now: so many calls at once, so many a second, as late as it wishes, and
 * one now and then while it is in trouble.
 */
final class Allowance {

    /** So many calls in a row that were not answered with sense make a vendor that is in trouble. */
    private static final int TROUBLE = 5;

    private static final Policy.Backoff PAUSES = new Policy.Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));

    private static final int TOO_MANY_REQUESTS = 429;

    private final Policy.Limits limits;
    private final Ticker ticker;
    private final RandomGenerator random;

    private int underWay;
    private double tokens;
    private long filledNanos;
    private long notBeforeNanos;
    private int faults;
    private @Nullable String lastFault;
    private long lastFaultNanos;

    Allowance(Policy.Limits limits, Ticker ticker, RandomGenerator random) {
        this.limits = limits;
        this.ticker = ticker;
        this.random = random;
        this.tokens = limits.callsPerSecond();
        this.filledNanos = ticker.nanos();
        this.notBeforeNanos = ticker.nanos();
    }

    /** Whether something that calls may begin now. */
    boolean allows() {
        fill();
        var atOnce = inTrouble() ? 1 : limits.callsAtOnce();
        return underWay < atOnce && tokens >= 1 && ticker.nanos() - notBeforeNanos >= 0;
    }

    /** Something that calls begins, and has a place until it ends. */
    void begun() {
        underWay++;
    }

    void ended() {
        underWay--;
    }

    /** A call is made; whoever began may make two in a row, and the next to begin then waits the longer. */
    void called() {
        tokens--;
    }

    /** What a call came to decides how the next ones go. */
    void answered(Returned<?> returned) {
        var status = returned.trace().status();
        var tooMany = status != null && status == TOO_MANY_REQUESTS;
        if (status != null && status < 500 && !tooMany) {
            faults = 0;
            return;
        }
        faults++;
        lastFault = status == null ? "no whole answer came" : "the vendor answered " + status;
        lastFaultNanos = ticker.nanos();
        var pause = inTrouble() ? jittered(PAUSES.after(faults - TROUBLE + 1)) : Duration.ZERO;
        var wish = tooMany ? returned.notBefore() : null;
        waits(wish == null || wish.compareTo(pause) < 0 ? pause : wish);
    }

    private void waits(Duration pause) {
        var until = ticker.nanos() + pause.toNanos();
        if (until - notBeforeNanos > 0) {
            notBeforeNanos = until;
        }
    }

    /** Calls are few and far between until one is answered with sense again; they never end. */
    boolean inTrouble() {
        return faults >= TROUBLE;
    }

    @Nullable
    String lastFault() {
        return lastFault;
    }

    Duration sinceLastFault() {
        return Duration.ofNanos(ticker.nanos() - lastFaultNanos);
    }

    private void fill() {
        var now = ticker.nanos();
        var grown = (now - filledNanos)
                * (double) limits.callsPerSecond()
                / Duration.ofSeconds(1).toNanos();
        tokens = Math.min(limits.callsPerSecond(), tokens + grown);
        filledNanos = now;
    }

    private Duration jittered(Duration longest) {
        return longest.dividedBy(2).plusMillis((long) (random.nextDouble() * longest.toMillis() / 2));
    }
}
