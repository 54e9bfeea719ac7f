package io.standstill.domain;

import java.util.EnumSet;
import java.util.List;

/** What a person can do with a resource as it stands. */
public enum NextMove {
    /** Order the vendor's ordinary stop. */
    STOP("stop"),
    /** Order a forced stop, or make the running one forced. */
    FORCE("force"),
    /** Accept it as running. */
    RELEASE("release");

    private final String word;

    NextMove(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static NextMove of(String word) {
        return Words.find(values(), NextMove::word, word);
    }

    /** The moves open to a person by the account's rules. */
    public static List<NextMove> of(Resource resource, Policy policy) {
        var open = EnumSet.noneOf(NextMove.class);
        switch (resource.state()) {
            case ACTIVE -> open.addAll(List.of(STOP, FORCE));
            case REQUESTED, STOPPING -> {
                if (resource.stop() != null && resource.stop().mode() == Mode.GRACEFUL) {
                    open.add(FORCE);
                }
            }
            case OVERDUE -> {
                open.addAll(List.of(STOP, FORCE, RELEASE));
                if (resource.stop() != null && resource.stop().mode() == Mode.FORCE) {
                    open.remove(FORCE);
                }
            }
            case STOPPED, REAPPEARED -> open.addAll(List.of(STOP, FORCE, RELEASE));
            case FAILED ->
                open.addAll(
                        resource.problem() == null
                                ? List.of(STOP, FORCE, RELEASE)
                                : resource.problem().nextMoves());
        }
        if (policy.refuses(Mode.FORCE).isPresent()) {
            open.remove(FORCE);
        }
        if (policy.refuses(Mode.GRACEFUL).isPresent()) {
            open.remove(STOP);
        }
        return List.copyOf(open);
    }
}
