package io.standstill.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each thing may happen in one story.
 *
 * @param orders ordinary stops ordered
 * @param forces forced ones
 * @param releases by a person
 * @param losses answers that never come, or requests
 * @param blindLooks looks that tell nothing
 * @param restarts by somebody else
 * @param vanishings it is taken away by somebody else
 * @param crashes of the node that holds the account
 * @param lapses of its lease, while it goes on with what it has begun
 * @param callbacks true or forged
 * @param looks begun
 * @param pauses short times that pass, longer than any call may take
 * @param ages long times that pass, longer than the deadline
 */
record Bounds(
        int orders,
        int forces,
        int releases,
        int losses,
        int blindLooks,
        int restarts,
        int vanishings,
        int crashes,
        int lapses,
        int callbacks,
        int looks,
        int pauses,
        int ages) {

    /** What can go wrong together, a few things at a time: all of it is visited in every build. */
    static final Map<String, Bounds> SLICES = slices();

    /** As much at once as an hour of patience allows. */
    static final Bounds LARGE = new Bounds(1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 4, 2, 1);

    private static Map<String, Bounds> slices() {
        var slices = new LinkedHashMap<String, Bounds>();
        slices.put(
                "an answer is lost, a node dies, somebody starts it anew",
                new Bounds(1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 3, 1, 0));
        slices.put("it is forced while its node freezes", new Bounds(1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 3, 1, 0));
        slices.put("true and forged callbacks, an answer is lost", new Bounds(1, 0, 0, 1, 0, 0, 0, 0, 0, 2, 2, 2, 0));
        slices.put(
                "it is ordered twice, accepted as running, started anew",
                new Bounds(2, 0, 1, 0, 0, 1, 0, 0, 0, 0, 3, 0, 1));
        slices.put("somebody takes it away", new Bounds(1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4, 2, 0));
        slices.put("a look tells nothing, and a node dies", new Bounds(1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 3, 1, 0));
        return slices;
    }

    Bounds lessOrders() {
        return new Bounds(
                orders - 1,
                forces,
                releases,
                losses,
                blindLooks,
                restarts,
                vanishings,
                crashes,
                lapses,
                callbacks,
                looks,
                pauses,
                ages);
    }

    Bounds lessForces() {
        return new Bounds(
                orders,
                forces - 1,
                releases,
                losses,
                blindLooks,
                restarts,
                vanishings,
                crashes,
                lapses,
                callbacks,
                looks,
                pauses,
                ages);
    }

    Bounds lessReleases() {
        return new Bounds(
                orders,
                forces,
                releases - 1,
                losses,
                blindLooks,
                restarts,
                vanishings,
                crashes,
                lapses,
                callbacks,
                looks,
                pauses,
                ages);
    }

    Bounds lessLosses() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses - 1,
                blindLooks,
                restarts,
                vanishings,
                crashes,
                lapses,
                callbacks,
                looks,
                pauses,
                ages);
    }

    Bounds lessBlindLooks() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses,
                blindLooks - 1,
                restarts,
                vanishings,
                crashes,
                lapses,
                callbacks,
                looks,
                pauses,
                ages);
    }

    Bounds lessRestarts() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses,
                blindLooks,
                restarts - 1,
                vanishings,
                crashes,
                lapses,
                callbacks,
                looks,
                pauses,
                ages);
    }

    Bounds lessVanishings() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses,
                blindLooks,
                restarts,
                vanishings - 1,
                crashes,
                lapses,
                callbacks,
                looks,
                pauses,
                ages);
    }

    Bounds lessCrashes() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses,
                blindLooks,
                restarts,
                vanishings,
                crashes - 1,
                lapses,
                callbacks,
                looks,
                pauses,
                ages);
    }

    Bounds lessLapses() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses,
                blindLooks,
                restarts,
                vanishings,
                crashes,
                lapses - 1,
                callbacks,
                looks,
                pauses,
                ages);
    }

    Bounds lessCallbacks() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses,
                blindLooks,
                restarts,
                vanishings,
                crashes,
                lapses,
                callbacks - 1,
                looks,
                pauses,
                ages);
    }

    Bounds lessLooks() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses,
                blindLooks,
                restarts,
                vanishings,
                crashes,
                lapses,
                callbacks,
                looks - 1,
                pauses,
                ages);
    }

    Bounds lessPauses() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses,
                blindLooks,
                restarts,
                vanishings,
                crashes,
                lapses,
                callbacks,
                looks,
                pauses - 1,
                ages);
    }

    Bounds lessAges() {
        return new Bounds(
                orders,
                forces,
                releases,
                losses,
                blindLooks,
                restarts,
                vanishings,
                crashes,
                lapses,
                callbacks,
                looks,
                pauses,
                ages - 1);
    }
}
