package io.standstill.model;

import io.standstill.domain.Callback;
import io.standstill.domain.Evidence;
import io.standstill.domain.Kind;
import io.standstill.domain.Mode;
import io.standstill.domain.Outcome;
import io.standstill.domain.Policy;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.model.Step.Sort;
import io.standstill.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** All that can happen next, each thing by itself; what breaks the promise is {@link Broken}. */
final class Steps {

    /** Longer than a call may take, and than an answer is awaited. */
    private static final long PAUSE = 15;

    /** Longer than the deadline. */
    private static final long AGE = 660;

    private static final int MOST_FLIGHTS = 3;

    private final Core core;
    private final Policy policy;

    Steps(Core core, Policy policy) {
        this.core = core;
        this.policy = policy;
    }

    List<Step> from(Moment moment) {
        var steps = new ArrayList<Step>();
        people(moment, steps);
        node(moment, steps);
        for (var flight : moment.flights()) {
            if (flight instanceof Flight.Send send) {
                send(moment, send, steps);
            } else if (flight instanceof Flight.Look look) {
                look(moment, look, steps);
            }
        }
        vendor(moment, steps);
        misfortune(moment, steps);
        time(moment, steps);
        return steps;
    }

    // ---- what people do

    private void people(Moment moment, List<Step> steps) {
        var left = moment.left();
        if (left.orders() > 0) {
            steps.add(order(moment.leaving(left.lessOrders()), Mode.GRACEFUL));
        }
        if (left.forces() > 0 && policy.knows(Mode.FORCE)) {
            steps.add(order(moment.leaving(left.lessForces()), Mode.FORCE));
        }
        if (left.releases() > 0 && moment.known() != null) {
            var release = new Evidence.Release(null, "ops");
            steps.add(
                    heard(Sort.CHANCE, "a person accepts it as running", moment.leaving(left.lessReleases()), release));
        }
    }

    private Step order(Moment moment, Mode mode) {
        var before = moment.known();
        var outcome = hear(moment, new Evidence.Order(mode, null, "ops", null, null));
        var says = "a person orders a " + mode.word() + " stop";
        var known = Objects.requireNonNull(outcome.resource());
        if (outcome.news() == null) {
            return new Step(Sort.CHANCE, says + ", which changes nothing", moment);
        }
        var anew = before == null || known.generation() != before.generation();
        var ledger = anew ? moment.ledger().orderedAnew() : moment.ledger().acted();
        return new Step(Sort.CHANCE, says, acted(judged(says, moment, outcome)).noting(ledger));
    }

    // ---- what the node does that holds the account

    private void node(Moment moment, List<Step> steps) {
        var known = moment.known();
        if (!moment.held()) {
            steps.add(new Step(Sort.WORK, "a node takes the account", moment.held(true)));
            return;
        }
        if (known == null) {
            return;
        }
        var looking = policy.readable() && (known.state().inFlight() || known.state() == State.STOPPED);
        if (looking && moment.left().looks() > 0 && moment.flights().size() < MOST_FLIGHTS) {
            steps.add(new Step(
                    Sort.LOOK,
                    "the node begins a look",
                    moment.leaving(moment.left().lessLooks()).with(new Flight.Look(known.vantage(), false, null))));
        }
        // Whatever the node has read of it before: the machine alone grants.
        if (known.state().inFlight() && moment.flights().size() < MOST_FLIGHTS) {
            steps.add(granted(moment, known));
        }
        var timeDue = known.timeDueAt();
        if (timeDue != null && !timeDue.isAfter(moment.time())) {
            steps.add(timePassed(moment));
        }
    }

    private Step granted(Moment moment, Resource known) {
        var says = "the node asks to send, and sends";
        var outcome = hear(moment, new Evidence.Sending(known.vantage(), Samples.AGAIN));
        if (outcome.news() == null || outcome.news().kind() != Kind.SENT) {
            return new Step(Sort.WORK, "the node asks to send, and is denied", judged(says, moment, outcome));
        }
        var sent = Objects.requireNonNull(outcome.resource());
        var mode = Objects.requireNonNull(sent.stop()).mode();
        var counted = moment.flights().stream()
                .anyMatch(flight -> flight instanceof Flight.Send other
                        && other.waited()
                        && !other.late()
                        && other.mode() == mode
                        && other.vantage().generation() == sent.generation());
        if (counted) {
            throw new Broken(says, "two sends of one order are under way at once");
        }
        var send = new Flight.Send(sent.vantage(), mode, true, false, false);
        return new Step(Sort.WORK, says, acted(judged(says, moment, outcome)).with(send));
    }

    private Step timePassed(Moment moment) {
        var says = "what is due by time alone takes effect";
        var outcome = hear(moment, new Evidence.TimePassed());
        var next = judged(says, moment, outcome);
        var escalated = outcome.news() != null && outcome.news().kind() == Kind.ESCALATED;
        return new Step(Sort.WORK, says, escalated ? acted(next) : next);
    }

    // ---- what becomes of a send

    private void send(Moment moment, Flight.Send send, List<Step> steps) {
        if (!send.taken()) {
            var taken = new Flight.Send(send.vantage(), send.mode(), true, send.late(), true);
            var effect = effect(moment.without(send), send.mode());
            steps.add(
                    send.waited()
                            ? new Step(Sort.CALL, "the vendor takes the stop", effect.with(taken))
                            : new Step(Sort.CALL, "a stop nobody waits for any more reaches the vendor", effect));
        }
        if (!send.waited()) {
            return;
        }
        if (send.taken()) {
            steps.add(answered(Sort.CALL, "its answer comes", moment.without(send), send, new Reply.Taken(false)));
        }
        if (moment.left().losses() > 0) {
            var lost = moment.leaving(moment.left().lessLosses()).without(send);
            var under =
                    send.taken() ? lost : lost.with(new Flight.Send(send.vantage(), send.mode(), false, true, false));
            steps.add(answered(Sort.CHANCE, "its answer is lost", under, send, new Reply.Unsure("no answer")));
        }
    }

    private static Moment effect(Moment moment, Mode mode) {
        var world = moment.world();
        return world.lives()
                ? moment.in(world.being(mode == Mode.FORCE ? World.Life.FORCED : World.Life.STOPPING))
                : moment;
    }

    private Step answered(Sort sort, String says, Moment moment, Flight.Send send, Reply reply) {
        var ours = moment.known() != null
                && moment.known().generation() == send.vantage().generation();
        var truly = ours && reply instanceof Reply.Taken ? moment.ledger().wasTaken() : moment.ledger();
        var outcome = hear(moment, new Evidence.Answer(send.vantage(), reply, Samples.AGAIN, Samples.ANSWER));
        var news = outcome.news();
        var next = judged(says, moment.noting(truly), outcome);
        var acts = news != null && news.kind() != Kind.IGNORED;
        return new Step(sort, says, acts ? acted(next) : next);
    }

    // ---- what becomes of a look

    private void look(Moment moment, Flight.Look look, List<Step> steps) {
        if (look.read() == null) {
            steps.add(new Step(
                    Sort.CALL,
                    "the vendor answers the look",
                    read(moment, look, moment.world().read())));
            if (moment.left().blindLooks() > 0) {
                var blind = moment.leaving(moment.left().lessBlindLooks());
                steps.add(new Step(
                        Sort.CHANCE,
                        "the vendor answers the look with nonsense",
                        read(blind, look, new Reading.Unsure("nonsense", null))));
            }
            return;
        }
        var says = "the look ends, which " + (look.outdated() ? "began before the last act" : "is fresh") + ": "
                + word(look.read());
        var rests =
                !look.outdated() && (look.read() instanceof Reading.AtRest || look.read() instanceof Reading.Absent);
        var ledger = look.outdated() ? moment.ledger() : moment.ledger().read(rests);
        var evidence = new Evidence.Look(look.vantage(), look.read(), Samples.SEEN_AS, Samples.LOOK);
        steps.add(heard(Sort.CALL, says, moment.without(look).noting(ledger), evidence));
    }

    private static Moment read(Moment moment, Flight.Look look, Reading reading) {
        return moment.without(look).with(new Flight.Look(look.vantage(), look.outdated(), reading));
    }

    private static String word(Reading reading) {
        var word = reading.word();
        return word == null ? reading.getClass().getSimpleName() : word;
    }

    // ---- what the vendor does, and others at the vendor

    private void vendor(Moment moment, List<Step> steps) {
        var world = moment.world();
        var left = moment.left();
        if (world.life() == World.Life.STOPPING || world.life() == World.Life.FORCED) {
            steps.add(new Step(Sort.VENDOR, "it comes to rest", moment.in(world.being(World.Life.AT_REST))));
        }
        if (left.restarts() > 0 && !world.lives()) {
            steps.add(new Step(
                    Sort.CHANCE,
                    "somebody starts it anew",
                    moment.leaving(left.lessRestarts()).in(world.anew())));
        }
        if (left.vanishings() > 0 && world.life() != World.Life.VANISHED) {
            steps.add(new Step(
                    Sort.CHANCE,
                    "somebody takes it away",
                    moment.leaving(left.lessVanishings()).in(world.being(World.Life.VANISHED))));
        }
        if (left.callbacks() > 0 && moment.known() != null) {
            var called = moment.leaving(left.lessCallbacks());
            steps.add(heard(
                    Sort.CHANCE,
                    world.lives() ? "somebody forges a callback that it ended" : "the vendor calls back that it ended",
                    called,
                    new Evidence.CalledBack(new Callback.Ended(), Samples.CALLBACK)));
            steps.add(heard(
                    Sort.CHANCE,
                    "a segment is called back",
                    called,
                    new Evidence.CalledBack(new Callback.Segment(null), Samples.CALLBACK)));
        }
    }

    // ---- what goes wrong

    private static void misfortune(Moment moment, List<Step> steps) {
        var left = moment.left();
        if (!moment.held()) {
            return;
        }
        if (left.crashes() > 0) {
            // What was asked of the vendor is on its way; nobody hears the answers.
            var alone = moment.flights().stream()
                    .filter(flight -> flight instanceof Flight.Send send && !send.taken())
                    .<Flight>map(flight ->
                            new Flight.Send(flight.vantage(), ((Flight.Send) flight).mode(), false, true, false))
                    .toList();
            steps.add(new Step(
                    Sort.CHANCE,
                    "the node dies",
                    moment.leaving(left.lessCrashes()).flying(alone).held(false)));
        }
        if (left.lapses() > 0) {
            steps.add(new Step(
                    Sort.CHANCE,
                    "the node freezes and loses the account",
                    aged(moment.leaving(left.lessLapses())).held(false)));
        }
    }

    private static void time(Moment moment, List<Step> steps) {
        var left = moment.left();
        if (left.pauses() > 0) {
            steps.add(new Step(
                    Sort.TIME,
                    PAUSE + " s pass",
                    aged(moment.leaving(left.lessPauses())).later(PAUSE)));
        }
        if (left.ages() > 0) {
            steps.add(new Step(
                    Sort.TIME,
                    AGE + " s pass",
                    aged(moment.leaving(left.lessAges())).later(AGE)));
        }
    }

    /** Whoever began these does not count on them any more; what they learn may still be told, ever so late. */
    private static Moment aged(Moment moment) {
        return moment.flying(moment.flights().stream()
                .map(flight -> flight instanceof Flight.Send send
                        ? new Flight.Send(send.vantage(), send.mode(), send.waited(), true, send.taken())
                        : flight)
                .toList());
    }

    // ---- how it is heard, and judged

    private Outcome hear(Moment moment, Evidence evidence) {
        return core.hear(moment.known(), evidence, policy, moment.time());
    }

    private Step heard(Sort sort, String says, Moment moment, Evidence evidence) {
        return new Step(sort, says, judged(says, moment, hear(moment, evidence)));
    }

    /** Looks that are under way began before this. */
    private static Moment acted(Moment moment) {
        var outdated = moment.flights().stream()
                .map(flight -> flight instanceof Flight.Look look
                        ? new Flight.Look(look.vantage(), true, look.read())
                        : flight)
                .toList();
        return moment.flying(outdated).noting(moment.ledger().acted());
    }

    /** The promise, by the world's own bookkeeping. */
    private Moment judged(String says, Moment moment, Outcome outcome) {
        var before = moment.known();
        var known = outcome.resource();
        var ends = known != null
                && known.state() == State.STOPPED
                && (before == null || before.state() != State.STOPPED || before.generation() != known.generation());
        if (ends) {
            prove(says, moment.ledger(), Objects.requireNonNull(known.verdict()));
        }
        if (before != null && known != null && known.seq() < before.seq()) {
            throw new Broken(says, "its history has grown shorter");
        }
        return moment.knowing(known);
    }

    private void prove(String says, Ledger ledger, Verdict verdict) {
        if (verdict == Verdict.ASSERTED) {
            if (!ledger.taken()) {
                throw new Broken(says, "it counts as stopped, and the vendor never took a stop of this order");
            }
            return;
        }
        var rules = (Policy.ByLooks) policy.means();
        var needed = verdict == Verdict.GONE
                ? rules.absences().times()
                : rules.rest().times();
        if (ledger.restRow() < needed) {
            throw new Broken(
                    says,
                    "it counts as stopped (%s) by %d looks that began after the last act and truly read so, of %d"
                            .formatted(verdict.word(), ledger.restRow(), needed));
        }
    }
}
