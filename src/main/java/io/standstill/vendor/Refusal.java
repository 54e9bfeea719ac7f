package io.standstill.vendor;

import io.standstill.domain.Problem;

/**
 * An order that is refused at once, with nothing written or sent.
 *
 * @param status the HTTP status that says so
 */
public record Refusal(int status, Problem problem) {

    /** Modes are a vendor's own: most have only their ordinary stop. */
    public static Refusal modeNotSupported(String vendor) {
        return new Refusal(
                422,
                Problem.of(
                        "mode-not-supported",
                        "The vendor has no such way of stopping",
                        "%s knows only its ordinary stop; order it with mode graceful".formatted(vendor)));
    }

    public static Refusal invalidId(String whatWasExpected) {
        return new Refusal(400, Problem.of("invalid-id", "The vendor cannot have such an id", whatWasExpected));
    }
}
