package io.standstill.vendor.nomad;

import io.standstill.domain.Problem;
import io.standstill.domain.Reply;
import io.standstill.vendor.Exchange;

/** The table from what Nomad answers to a command to what that amounts to. */
final class NomadAnswers {

    private NomadAnswers() {}

    /**
     * None of Nomad's refusals is final: what it answers to a stop of an idle channel is written down nowhere, and an
     * ended login reads as 401 or as 403. A look decides.
     */
    static Reply toStop(Exchange exchange) {
        return took(exchange) ? new Reply.Taken(false) : new Reply.Unsure(whyNot(exchange));
    }

    /** It did what it was told. */
    static boolean took(Exchange exchange) {
        return exchange.status() == 200 && inItsOwnWords(exchange);
    }

    /** Why it cannot be said that it did. */
    static String whyNot(Exchange exchange) {
        return exchange.status() == 200 ? "the vendor answered 200, but not in its own words" : exchange.inShort();
    }

    /** Nothing or JSON; a page is from something in between, which says 200 or 404 to anything. */
    static boolean inItsOwnWords(Exchange exchange) {
        return isNothing(exchange) || exchange.json().isPresent();
    }

    /** True if it knows no such channel, in any of the ways that its own client takes for that. */
    static boolean saysUnknown(Exchange exchange) {
        return switch (exchange.status()) {
            case 404 -> inItsOwnWords(exchange);
            case 204 -> true;
            case 200 -> isNothing(exchange);
            default -> false;
        };
    }

    private static boolean isNothing(Exchange exchange) {
        var text = exchange.body().toString().strip();
        return text.isEmpty() || text.equals("null");
    }

    /** What a person can do where this bars every stop. */
    static String advice(Problem barred) {
        return barred.name().equals(Problem.SAFETY_CLASS)
                ? "Say environment: nonprod if that is what it is, or allowClassC: true if it may be stopped all the same"
                : "Use a login at the vendor's admin API, and say apiType: admin";
    }
}
