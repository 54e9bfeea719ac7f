package io.standstill.engine;

import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Sight;
import io.standstill.domain.State;
import io.standstill.domain.Vantage;
import io.standstill.vendor.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is in flight at one account, and when each was and is to be looked at; can be lost without harm. */
final class Flights {

    private final Policy policy;
    private final Ticker ticker;
    private final Map<ResourceId, Cadence> cadences = new HashMap<>();

    /** How long what is in a state may go unseen; asked for each of them in every round. */
    private final Map<State, Long> patienceNanos = new EnumMap<>(State.class);

    /** When the newest look began that saw anything; null: none has yet. */
    private @Nullable Long sightedNanos;

    Flights(Policy policy, Ticker ticker) {
        this.policy = policy;
        this.ticker = ticker;
        for (var state : State.values()) {
            patienceNanos.put(state, policy.staleAfter(state).toNanos());
        }
    }

    private long patienceNanos(Cadence cadence) {
        return Objects.requireNonNull(patienceNanos.get(cadence.resource.state()));
    }

    /** Takes note of how a resource stands. */
    void know(Resource resource) {
        var id = resource.id();
        var cadence = cadences.get(id);
        if (cadence != null && cadence.resource.seq() > resource.seq()) {
            return;
        }
        if (!resource.state().inFlight()) {
            cadences.remove(id);
        } else if (cadence == null) {
            cadences.put(id, new Cadence(resource, ticker.nanos()));
        } else {
            cadence.know(resource, ticker.nanos());
        }
    }

    Collection<Cadence> all() {
        return cadences.values();
    }

    @Nullable
    Cadence of(ResourceId id) {
        return cadences.get(id);
    }

    /** How many it is time to look at that a look at all would show; asked in every round, however many there are. */
    int toLookAtTogether() {
        var now = ticker.nanos();
        var due = 0;
        for (var cadence : cadences.values()) {
            due += !cadence.alone && cadence.lookAtNanos - now <= 0 ? 1 : 0;
        }
        return due;
    }

    /**
     * Those it is time to look at, the longest waiting first.
     *
     * @param onlyAlone without those that a look at all would show
     */
    List<Cadence> toLookAt(boolean onlyAlone) {
        var now = ticker.nanos();
        return cadences.values().stream()
                .filter(cadence -> cadence.lookAtNanos - now <= 0 && (cadence.alone || !onlyAlone))
                .sorted(Comparator.comparingLong(cadence -> cadence.lookAtNanos - now))
                .toList();
    }

    /**
     * A look at one has ended.
     *
     * @param sees whether it told something true of now
     */
    void looked(ResourceId id, long beganNanos, boolean sees, @Nullable Duration notBefore) {
        var cadence = cadences.get(id);
        if (cadence != null) {
            cadence.looked(policy, Objects.requireNonNullElse(notBefore, Duration.ZERO), ticker.nanos());
            if (sees) {
                cadence.seenNanos = beganNanos;
            }
        }
        if (sees) {
            sighted(beganNanos);
        }
    }

    /** A look at one alone has told something. */
    void readAlone(ResourceId id, Vantage vantage) {
        var cadence = cadences.get(id);
        if (cadence != null) {
            cadence.readAlone(vantage);
        }
    }

    /** Something of the account was seen by a look that began then. */
    void sighted(long beganNanos) {
        if (sightedNanos == null || beganNanos - sightedNanos > 0) {
            sightedNanos = beganNanos;
        }
    }

    @Nullable
    Long sightedNanos() {
        return sightedNanos;
    }

    /**
     * For how long nothing at all was seen, though something should have been; empty: it was. What is overdue is waited
     * for as long as it may go unseen itself: between the slow looks nothing is seen, and nothing is amiss.
     */
    Optional<Duration> outOfSight() {
        var now = ticker.nanos();
        var least = Long.MAX_VALUE;
        for (var cadence : cadences.values()) {
            var patience = patienceNanos(cadence);
            var nothingSeen = sightedNanos == null || now - sightedNanos > patience;
            if (nothingSeen && patience < least && cadence.unseenFor(patience, now)) {
                least = patience;
            }
        }
        return least == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(least));
    }

    /**
     * Whether anything is seen of what may go unseen for the least time; also where nothing is in flight. Looks at what
     * may go unseen for longer come too seldom to speak for it: it would be out of sight again between any two of them.
     */
    boolean mostUrgentInSight() {
        var now = ticker.nanos();
        var least = Long.MAX_VALUE;
        var inSight = true;
        for (var cadence : cadences.values()) {
            var patience = patienceNanos(cadence);
            if (patience > least) {
                continue;
            }
            var seen = cadence.seenNanos != null && !cadence.unseenFor(patience, now);
            inSight = patience < least ? seen : inSight || seen;
            least = patience;
        }
        return inSight;
    }

    /**
     * Up to when everything but the overdue has been seen that takes its account's time for its own, see {@link Sight};
     * null: not yet.
     */
    @Nullable
    Long seenNanos() {
        return seenNanos(cadence -> !cadence.overdue());
    }

    /**
     * The same of everything, the overdue included. What is not overdue yet counts too, for it may be at any time: it
     * must not seem seen then because others were.
     */
    @Nullable
    Long overdueSeenNanos() {
        return seenNanos(cadence -> true);
    }

    private @Nullable Long seenNanos(Predicate<Cadence> which) {
        var oldest = sightedNanos;
        for (var cadence : cadences.values()) {
            if (!which.test(cadence) || !Sight.withItsAccount(cadence.resource)) {
                continue;
            }
            if (oldest == null || cadence.seenNanos == null) {
                return null;
            }
            oldest = Math.min(oldest, cadence.seenNanos);
        }
        return oldest;
    }
}
