package io.standstill.vendor.storm;

import io.standstill.domain.Command;
import io.standstill.domain.Reply;
import io.standstill.vendor.Advice;
import io.standstill.vendor.Commands;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Fault;
import io.vertx.core.json.JsonObject;

/** The table from what Storm answers to what was sent to what that amounts to. */
final class StormAnswers {

    private static final String DELETED = "Stream has been deleted";
    private static final String NOT_FOUND = "Stream not found";
    private static final int TOO_MANY = 429;
    private static final int LONGEST_MESSAGE = 200;

    private StormAnswers() {}

    /**
     * Nothing but the vendor's own word for it is taken, and no refusal is final: an unknown stream is for a look to
     * decide, and every error has causes that pass.
     */
    static Reply toStop(Exchange exchange) {
        return exchange.status() == 200 && message(exchange).equals(DELETED)
                ? new Reply.Taken(false)
                : new Reply.Unsure(inShort(exchange));
    }

    /** An error in the vendor's own words means that it was not carried out; any other answer means nothing. */
    static Commands.Result toCommand(Exchange exchange, String done) {
        var message = message(exchange);
        if (exchange.status() == 200 && message.equals(done)) {
            return new Commands.Result(Command.End.DONE, message);
        }
        return exchange.status() >= 400 && exchange.status() < 500 && !message.isEmpty()
                ? new Commands.Result(Command.End.REFUSED, shown(exchange, message))
                : new Commands.Result(Command.End.UNSURE, inShort(exchange));
    }

    /** True if the vendor, in its own words, knows no such stream. */
    static boolean saysUnknown(Exchange exchange) {
        return exchange.status() == 404 && message(exchange).equals(NOT_FOUND);
    }

    /**
     * True if another login may help.
     *
     * <p>The words are not looked at: a token that is not told to be dead in the documented ones would be shown until
     * its time is over, and a login too many is counted.
     */
    static boolean refusesToken(Exchange exchange) {
        return exchange.status() == 401;
    }

    /** What came of it, with the vendor's own words if it said any. */
    static String inShort(Exchange exchange) {
        var message = message(exchange);
        return message.isEmpty() ? exchange.inShort() : exchange.inShort() + " " + shown(exchange, message);
    }

    /** What a person can do where a call that only asked came to nothing. */
    static String advice(Exchange exchange) {
        // Whoever tries too often is told so instead of being let in, however right the password is.
        return exchange.fault() instanceof Fault.OfLogin login && login.status() == TOO_MANY
                ? "Wait a minute: the vendor lets nobody log in more than five times in one; see who else does from here"
                : Advice.on(exchange, "password", "/api");
    }

    private static String shown(Exchange exchange, String message) {
        var blotted = exchange.blotter().blot(message);
        return blotted.codePointCount(0, blotted.length()) <= LONGEST_MESSAGE
                ? blotted
                : blotted.substring(0, blotted.offsetByCodePoints(0, LONGEST_MESSAGE));
    }

    /** What the vendor says in words, or nothing. */
    private static String message(Exchange exchange) {
        return exchange.object()
                .map(object -> object.getValue("message"))
                .filter(String.class::isInstance)
                .map(Object::toString)
                .orElse("");
    }

    /** What the vendor tells, or nothing. */
    static JsonObject data(Exchange exchange) {
        return exchange.object()
                .map(object -> object.getValue("data"))
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .orElseGet(JsonObject::new);
    }
}
