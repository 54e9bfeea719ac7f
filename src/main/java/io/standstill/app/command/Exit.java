package io.standstill.app.command;

import java.util.Objects;

/** With what a command ends: what it found, as a pipeline can ask for it. */
public final class Exit {

    /** Done; where a verdict was asked for, proved: {@code confirmed} or {@code gone}. */
    public static final int DONE = 0;

    /** A fault at run time: not reached, refused, or not understood. */
    public static final int FAULT = 1;

    /** Wrong usage, or a wrong configuration: nothing was sent. */
    public static final int WRONG_USAGE = 2;

    static final int ASSERTED = 3;
    static final int OVERDUE = 4;
    static final int FAILED = 5;
    static final int REAPPEARED = 6;
    static final int NOT_CLEAN = 7;
    static final int IN_FLIGHT = 8;

    /** Nobody's order is pending: not stopped, and not about to. */
    static final int ACTIVE = 9;

    static final String TABLE = """
            exit codes of stop --wait and of status:
              0  confirmed or gone: it is proved to stand still
              3  asserted: the vendor said so, and offers no way to read it back
              4  overdue: the deadline passed without proof
              5  failed: refused for good, a person must act
              6  reappeared: it lives again
              7  stopped, but not clean: it ended with an error, and something may be lost
              8  still in flight
              9  active: nobody ordered a stop, or a person accepted it as running
              1  a fault: not reached, refused, not known, not understood
              2  wrong usage; nothing was sent
            """;

    private Exit() {}

    /** Of a resource as the service told it; a word that is not known here is never a stop. */
    static int of(Json resource) {
        return switch (Objects.requireNonNullElse(resource.at("state").text(), "")) {
            case "stopped" -> stopped(resource);
            case "overdue" -> OVERDUE;
            case "failed" -> FAILED;
            case "reappeared" -> REAPPEARED;
            case "requested", "stopping" -> IN_FLIGHT;
            case "active" -> ACTIVE;
            default -> FAULT;
        };
    }

    private static int stopped(Json resource) {
        if (resource.at("clean").is(false)) {
            return NOT_CLEAN;
        }
        return switch (Objects.requireNonNullElse(resource.at("verdict").text(), "")) {
            case "confirmed", "gone" -> DONE;
            case "asserted" -> ASSERTED;
            default -> FAULT;
        };
    }
}
