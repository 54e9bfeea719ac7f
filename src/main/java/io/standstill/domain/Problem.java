package io.standstill.domain;

import java.util.List;

/**
 * Why a resource needs a person: a stable name, a title for its sort, a detail for this case, and the moves that make
 * sense after it.
 */
public record Problem(String name, String title, String detail, List<NextMove> nextMoves) {

    public static final String UNKNOWN_AT_VENDOR = "unknown-at-vendor";
    public static final String REAPPEARED = "reappeared";
    public static final String SAFETY_CLASS = "safety-class";
    public static final String MODE_NOT_SUPPORTED = "mode-not-supported";

    private static final String URN = "urn:standstill:problem:";

    public Problem {
        detail = Shortened.sentence(detail);
        nextMoves = List.copyOf(nextMoves);
    }

    /** A problem after which the same order may simply be given again. */
    public static Problem of(String name, String title, String detail) {
        return new Problem(name, title, detail, List.of(NextMove.STOP, NextMove.FORCE, NextMove.RELEASE));
    }

    public static Problem unknownAtVendor(String detail) {
        return of(UNKNOWN_AT_VENDOR, "The vendor does not know it", detail);
    }

    public static Problem modeNotSupported() {
        return new Problem(
                MODE_NOT_SUPPORTED,
                "The vendor has no such way of stopping",
                "this vendor knows only its ordinary stop; order it with mode graceful",
                List.of(NextMove.STOP));
    }

    /** The name as the outside world spells it. */
    public String type() {
        return type(name);
    }

    public static String type(String name) {
        return URN + name;
    }
}
