package io.standstill.engine;

import io.standstill.domain.Evidence;
import io.standstill.domain.Kind;
import io.standstill.domain.Outcome;
import io.standstill.domain.Policy;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Vantage;
import io.standstill.journal.Submission;
import io.standstill.journal.Tracker;
import io.standstill.vendor.Account;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work for one account that this node holds: what is in flight there, and what to call next. */
final class AccountWork {

    private static final Logger LOG = LoggerFactory.getLogger(AccountWork.class);

    /** A call is begun only if the lease outlives it, and then some. */
    private static final Duration CALL = Wire.LONGEST_CALL.plusSeconds(1);

    private final String account;
    private final Account vendor;
    private final Policy policy;
    private final Tracker tracker;
    private final Tenure tenure;
    private final Engine.Limits limits;
    private final Ticker ticker;
    private final RandomGenerator random;

    /** What is in flight, and when it is to be looked at. */
    private final Map<ResourceId, Cadence> cadences = new HashMap<>();

    /** What is being called for right now; one call a resource. */
    private final Map<ResourceId, Future<Void>> busy = new HashMap<>();

    AccountWork(
            String account,
            Account vendor,
            Tracker tracker,
            Tenure tenure,
            Engine.Limits limits,
            Ticker ticker,
            RandomGenerator random) {
        this.account = account;
        this.vendor = vendor;
        this.policy = vendor.policy();
        this.tracker = tracker;
        this.tenure = tenure;
        this.limits = limits;
        this.ticker = ticker;
        this.random = random;
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

    /** Calls for what is due, then looks where it is time to; answers with what it started. */
    List<Future<Void>> act(List<Resource> due) {
        var started = new ArrayList<Future<Void>>();
        for (var resource : due) {
            know(resource);
            // What is stopped is due for a look of its watch, what is in flight for a send.
            start(resource, resource.state() == State.STOPPED ? this::look : this::send)
                    .ifPresent(started::add);
        }
        if (policy.readable()) {
            toLookAt().forEach(resource -> start(resource, this::look).ifPresent(started::add));
        }
        return started;
    }

    private List<Resource> toLookAt() {
        var now = ticker.nanos();
        return cadences.values().stream()
                .filter(cadence -> cadence.lookAtNanos - now <= 0)
                .sorted(Comparator.comparingLong(cadence -> cadence.lookAtNanos - now))
                .map(cadence -> cadence.resource)
                .toList();
    }

    /** When all that is being called for has come to its end. */
    Future<Void> settled() {
        return Future.join(new ArrayList<>(busy.values())).mapEmpty();
    }

    private interface Step {
        Future<Void> of(Resource resource);
    }

    /** Starts a step that calls the vendor, if there is room for one. */
    private Optional<Future<Void>> start(Resource resource, Step step) {
        var id = resource.id();
        if (busy.size() >= limits.callsAtOnce() || busy.containsKey(id) || !tenure.outlives(account, CALL)) {
            return Optional.empty();
        }
        Promise<Void> done = Promise.promise();
        busy.put(id, done.future());
        Future.succeededFuture(resource).compose(step::of).onComplete(ended -> {
            busy.remove(id);
            if (ended.failed()) {
                // What could not be written is learned again at the next look.
                LOG.atWarn()
                        .addKeyValue("account", account)
                        .addKeyValue("resource", id.id())
                        .addKeyValue("fault", ended.cause().toString())
                        .log("step not finished");
            }
            done.complete();
        });
        return Optional.of(done.future());
    }

    // ---- looks

    private Future<Void> look(Resource resource) {
        var vantage = resource.vantage();
        return vendor.look(resource.id().id()).compose(looked -> {
            lookedAt(resource.id(), looked);
            return bring(resource, vantage, looked);
        });
    }

    private void lookedAt(ResourceId id, Returned<Reading> looked) {
        var cadence = cadences.get(id);
        if (cadence != null) {
            cadence.lookAtNanos = ticker.nanos()
                    + longer(cadence.nextWait(policy), looked.notBefore()).toNanos();
        }
    }

    /** Where the look shows it alive and a stop is to be sent, both go in one commit. */
    private Future<Void> bring(Resource resource, Vantage vantage, Returned<Reading> looked) {
        var look = item(resource, new Evidence.Look(vantage, looked.says(), vendor.seenAs(), looked.trace()));
        if (!resource.state().inFlight() || !lives(looked.says())) {
            return tracker.apply(Submission.of(List.of(look))).map(outcomes -> learned(outcomes.get(0)));
        }
        return next(resource).compose(next -> tracker.apply(Submission.of(List.of(look, item(resource, next))))
                .compose(outcomes -> {
                    learned(outcomes.get(0));
                    return granted(outcomes.get(1));
                }));
    }

    private static boolean lives(Reading reading) {
        return reading instanceof Reading.Remembered remembered
                ? lives(remembered.was())
                : reading instanceof Reading.Alive;
    }

    // ---- sends

    private Future<Void> send(Resource resource) {
        return next(resource)
                .compose(next -> tracker.apply(resource.id(), next))
                .compose(this::granted);
    }

    /** A stop is to be sent, unless the vendor is known to refuse it. */
    private Future<Evidence> next(Resource resource) {
        var stop = resource.stop();
        if (stop == null || stop.attempts() > 0) {
            return Future.succeededFuture(sending(resource));
        }
        return vendor.objection(stop.mode()).map(objected -> objected.<Evidence>map(objection ->
                        new Evidence.Objection(resource.vantage(), stop.mode(), objection.says(), objection.trace()))
                .orElseGet(() -> sending(resource)));
    }

    private Evidence sending(Resource resource) {
        var attempts = resource.stop() == null ? 0 : resource.stop().attempts();
        return new Evidence.Sending(
                resource.vantage(),
                policy.pace().awaited().plus(jittered(policy.pace().retry().after(attempts + 1))));
    }

    /** The intent is durable now, if it was granted; only then is the vendor called. */
    private Future<Void> granted(Outcome outcome) {
        learned(outcome);
        var resource = outcome.resource();
        if (resource == null
                || resource.stop() == null
                || outcome.news() == null
                || outcome.news().kind() != Kind.SENT) {
            return Future.succeededFuture();
        }
        // Time has passed since it was asked for; whoever was frozen meanwhile must not call on an old lease.
        if (!tenure.outlives(account, CALL)) {
            return Future.succeededFuture();
        }
        var began = ticker.nanos();
        var mode = resource.stop().mode();
        return vendor.stop(resource.id().id(), mode).compose(answered -> {
            logged(resource, answered, began);
            return tracker.apply(resource.id(), answer(resource, answered)).map(this::learned);
        });
    }

    private Evidence.Answer answer(Resource sent, Returned<Reply> answered) {
        var attempts = Objects.requireNonNull(sent.stop()).attempts();
        var wait = jittered(policy.pace().retry().after(attempts));
        return new Evidence.Answer(
                sent.vantage(), answered.says(), longer(wait, answered.notBefore()), answered.trace());
    }

    private void logged(Resource resource, Returned<Reply> answered, long beganNanos) {
        LOG.atInfo()
                .addKeyValue("account", resource.id().account())
                .addKeyValue("resource", resource.id().id())
                .addKeyValue("generation", resource.generation())
                .addKeyValue("attempt", Objects.requireNonNull(resource.stop()).attempts())
                .addKeyValue("mode", resource.stop().mode().word())
                .addKeyValue("status", answered.trace().status())
                .addKeyValue(
                        "tookMs", Duration.ofNanos(ticker.nanos() - beganNanos).toMillis())
                .addKeyValue("reply", answered.says().getClass().getSimpleName())
                .log("stop sent");
    }

    // ---- what they share

    private @Nullable Void learned(Outcome outcome) {
        if (outcome.resource() != null) {
            know(outcome.resource());
        }
        return null;
    }

    private static Duration longer(Duration one, @Nullable Duration other) {
        return other == null || other.compareTo(one) < 0 ? one : other;
    }

    /** Full jitter: what failed together does not come back together. */
    private Duration jittered(Duration longest) {
        return Duration.ofMillis(1 + (long) (random.nextDouble() * longest.toMillis()));
    }

    private static Submission.Item item(Resource resource, Evidence evidence) {
        return new Submission.Item(resource.id(), evidence);
    }
}
