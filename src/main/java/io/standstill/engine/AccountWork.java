package io.standstill.engine;

import io.standstill.domain.Evidence;
import io.standstill.domain.Kind;
import io.standstill.domain.Outcome;
import io.standstill.domain.Policy;
import io.standstill.domain.Reading;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Vantage;
import io.standstill.journal.Submission;
import io.standstill.journal.Tracker;
import io.standstill.vendor.Answered;
import io.standstill.vendor.Looked;
import io.standstill.vendor.Vendor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work for one account that this node holds: what is in flight there, and what to call next. */
final class AccountWork {

    private static final Logger LOG = LoggerFactory.getLogger(AccountWork.class);

    /** A call is begun only if the lease outlives it, and then some. */
    private static final Duration CALL = Duration.ofSeconds(6);

    private final String account;
    private final Vendor vendor;
    private final Policy policy;
    private final Tracker tracker;
    private final Tenure tenure;
    private final Engine.Limits limits;
    private final Ticker ticker;
    private final RandomGenerator random;

    /** What is in flight, and when it is to be looked at. */
    private final Map<ResourceId, Sight> sights = new HashMap<>();

    /** What is being called for right now; one call a resource. */
    private final Map<ResourceId, Future<Void>> busy = new HashMap<>();

    AccountWork(
            String account,
            Vendor vendor,
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
        var sight = sights.get(id);
        if (sight != null && sight.resource.seq() > resource.seq()) {
            return;
        }
        if (!resource.state().inFlight()) {
            sights.remove(id);
        } else if (sight == null) {
            sights.put(id, new Sight(resource, ticker.nanos()));
        } else {
            sight.know(resource, ticker.nanos());
        }
    }

    /** Does what is due, then looks where it is time to; answers with what it started. */
    List<Future<Void>> act(List<Resource> due) {
        var started = new ArrayList<Future<Void>>();
        for (var resource : due) {
            if (free(resource.id())) {
                know(resource);
                started.add(start(resource.id(), dueStep(resource)));
            }
        }
        if (policy.readable()) {
            var now = ticker.nanos();
            sights.values().stream()
                    .filter(sight -> sight.lookAtNanos - now <= 0)
                    .sorted(Comparator.comparingLong(sight -> sight.lookAtNanos - now))
                    .map(sight -> sight.resource)
                    .toList()
                    .forEach(resource -> {
                        if (free(resource.id())) {
                            started.add(start(resource.id(), look(resource)));
                        }
                    });
        }
        return started;
    }

    /** When all that is being called for has come to its end. */
    Future<Void> settled() {
        return Future.join(new ArrayList<>(busy.values())).mapEmpty();
    }

    private boolean free(ResourceId id) {
        return busy.size() < limits.callsAtOnce() && !busy.containsKey(id) && tenure.outlives(account, CALL);
    }

    private Future<Void> start(ResourceId id, Future<Void> step) {
        // What could not be written is learned again at the next look.
        var done = step.otherwise(fault -> {
            LOG.atWarn()
                    .addKeyValue("account", account)
                    .addKeyValue("resource", id.id())
                    .addKeyValue("fault", fault.toString())
                    .log("step not finished");
            return null;
        });
        if (!done.isComplete()) {
            busy.put(id, done);
            done.onComplete(ended -> busy.remove(id));
        }
        return done;
    }

    private Future<Void> dueStep(Resource resource) {
        var sendDue = resource.sendDueAt();
        if (sendDue != null && sendDue.equals(resource.dueAt())) {
            return send(resource);
        }
        var watch = resource.pursuit().watchAt();
        if (resource.state() == State.STOPPED && watch != null && watch.equals(resource.dueAt())) {
            return look(resource);
        }
        return tracker.apply(resource.id(), resource.vendor(), new Evidence.TimePassed())
                .map(this::learned);
    }

    // ---- looks

    private Future<Void> look(Resource resource) {
        var vantage = resource.vantage();
        return vendor.look(resource.id().id()).compose(looked -> {
            lookedAt(resource.id(), looked);
            return bring(resource, vantage, looked);
        });
    }

    private void lookedAt(ResourceId id, Looked looked) {
        var sight = sights.get(id);
        if (sight != null) {
            var wait = sight.nextWait(policy);
            var asked = looked.notBefore();
            sight.lookAtNanos = ticker.nanos() + (asked == null || asked.compareTo(wait) < 0 ? wait : asked).toNanos();
        }
    }

    /** Where the look shows it alive and a stop is to be sent, both go in one commit. */
    private Future<Void> bring(Resource resource, Vantage vantage, Looked looked) {
        var look = item(resource, new Evidence.Look(vantage, looked.reading(), looked.trace()));
        if (!resource.state().inFlight() || !(looked.reading() instanceof Reading.Alive)) {
            return tracker.apply(new Submission(List.of(look))).map(outcomes -> learned(outcomes.get(0)));
        }
        var sending = item(resource, sending(resource));
        return tracker.apply(new Submission(List.of(look, sending))).compose(outcomes -> {
            learned(outcomes.get(0));
            return granted(outcomes.get(1));
        });
    }

    // ---- sends

    private Future<Void> send(Resource resource) {
        return tracker.apply(resource.id(), resource.vendor(), sending(resource))
                .compose(this::granted);
    }

    private Evidence.Sending sending(Resource resource) {
        var attempts = resource.stop() == null ? 0 : resource.stop().attempts();
        return new Evidence.Sending(
                resource.vantage(),
                policy.awaited().plus(jittered(policy.retry().after(attempts + 1))));
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
            return tracker.apply(resource.id(), resource.vendor(), answer(resource, answered))
                    .map(this::learned);
        });
    }

    private Evidence.Answer answer(Resource sent, Answered answered) {
        var attempts = Objects.requireNonNull(sent.stop()).attempts();
        var wait = jittered(policy.retry().after(attempts));
        var asked = answered.notBefore();
        return new Evidence.Answer(
                sent.vantage(),
                answered.reply(),
                asked == null || asked.compareTo(wait) < 0 ? wait : asked,
                answered.trace());
    }

    private void logged(Resource resource, Answered answered, long beganNanos) {
        LOG.atInfo()
                .addKeyValue("account", resource.id().account())
                .addKeyValue("resource", resource.id().id())
                .addKeyValue("generation", resource.generation())
                .addKeyValue("attempt", Objects.requireNonNull(resource.stop()).attempts())
                .addKeyValue("mode", resource.stop().mode().word())
                .addKeyValue("status", answered.trace().status())
                .addKeyValue(
                        "tookMs", Duration.ofNanos(ticker.nanos() - beganNanos).toMillis())
                .addKeyValue("reply", answered.reply().getClass().getSimpleName())
                .log("stop sent");
    }

    // ---- what they share

    private @Nullable Void learned(Outcome outcome) {
        if (outcome.resource() != null) {
            know(outcome.resource());
        }
        return null;
    }

    /** Full jitter: what failed together does not come back together. */
    private Duration jittered(Duration longest) {
        return Duration.ofMillis(1 + (long) (random.nextDouble() * longest.toMillis()));
    }

    private static Submission.Item item(Resource resource, Evidence evidence) {
        return new Submission.Item(resource.id(), resource.vendor(), evidence);
    }
}
