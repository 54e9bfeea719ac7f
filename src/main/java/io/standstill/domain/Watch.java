package io.standstill.domain;

/** The looks that follow a proof, to see that what stopped stays so. */
final class Watch {

    private Watch() {}

    /** Sets the next look of the watch; those whose time went by unseen are not made up for. */
    static void schedule(Draft draft) {
        var looks = draft.policy.looks();
        var proved = draft.stoppedAt;
        draft.watchAt = null;
        if (looks == null || proved == null) {
            return;
        }
        var steps = looks.watch();
        while (draft.watchStep < steps.size()) {
            var at = proved.plus(steps.get(draft.watchStep));
            if (at.isAfter(draft.now)) {
                draft.watchAt = at;
                return;
            }
            draft.watchStep++;
        }
    }

    /** A look found it still at rest: on to the next, if this one was due. */
    static void seenAtRest(Draft draft) {
        if (due(draft)) {
            draft.watchStep++;
            schedule(draft);
        }
    }

    /** A look told nothing: try again soon, for the watch is not done. */
    static void seenNothing(Draft draft) {
        if (due(draft)) {
            draft.watchAt = draft.now.plus(draft.policy.pace().retry().longest());
        }
    }

    /** Only the vendor's memory was read: try again at once, or another's reads might always come in between. */
    static void seenMemory(Draft draft) {
        if (due(draft)) {
            draft.watchAt = draft.now.plus(draft.policy.pace().lookEvery());
        }
    }

    private static boolean due(Draft draft) {
        return draft.watchAt != null && !draft.now.isBefore(draft.watchAt);
    }
}
