package io.standstill.vendor.feldera;

import io.standstill.domain.NextMove;
import io.standstill.domain.Problem;
import io.standstill.domain.Reply;
import io.standstill.vendor.Exchange;
import java.util.List;
import java.util.regex.Pattern;

/** The table from what Feldera answers to a stop to what that amounts to. */
final class FelderaAnswers {

    static final String COMMUNITY_EDITION = "Open source";

    private static final Pattern OF_A_VERSION = Pattern.compile("0\\.([0-9]{1,6})\\b");
    private static final int FIRST_WITH_A_STOP = 97;

    private FelderaAnswers() {}

    static Reply toStop(Exchange exchange) {
        if (exchange.status() == 202) {
            return exchange.json()
                    .filter(String.class::isInstance)
                    .<Reply>map(said -> new Reply.Taken(said.toString().contains("forcefully")))
                    // Something in between answers 202 to anything.
                    .orElse(new Reply.Unsure("the vendor answered 202, but not in its own words"));
        }
        var code = errorCode(exchange);
        return switch (exchange.status() + " " + code) {
            case "501 EnterpriseFeature" -> new Reply.Refused(noGracefulStop());
            case "405 UnsupportedPipelineAction" ->
                new Reply.Refused(new Problem(
                        "unsupported-by-vendor",
                        "The pipeline does not support a graceful stop",
                        message(exchange),
                        List.of(NextMove.FORCE)));
            case "403 InsufficientPermissions" ->
                new Reply.Refused(Problem.of(
                        "insufficient-permissions", "The account's key may not stop pipelines", message(exchange)));
            default -> new Reply.Unsure(code.isEmpty() ? exchange.inShort() : exchange.inShort() + " " + code);
        };
    }

    static Problem noGracefulStop() {
        return new Problem(
                "enterprise-feature",
                "This edition of the vendor has no graceful stop",
                "the community edition only stops by force, which loses what was not checkpointed",
                List.of(NextMove.FORCE));
    }

    /** What edition it says it is, or nothing. */
    static String edition(Exchange exchange) {
        return exchange.status() == 200 ? field(exchange, "edition") : "";
    }

    /** True if it says that it is of a version whose only stop destroys what was stored. */
    static boolean tooOld(Exchange exchange) {
        var version = OF_A_VERSION.matcher(exchange.status() == 200 ? field(exchange, "version") : "");
        return version.lookingAt() && Integer.parseInt(version.group(1)) < FIRST_WITH_A_STOP;
    }

    /** True if it says that the key may only read; not every version says what it may. */
    static boolean mayOnlyRead(Exchange exchange) {
        return exchange.status() == 200 && field(exchange, "role").equals("read");
    }

    /** The tenant it says the key acts in, or nothing. */
    static String tenant(Exchange exchange) {
        return exchange.status() == 200 ? field(exchange, "tenant_id") : "";
    }

    /** The vendor's own name for an error, or nothing. */
    static String errorCode(Exchange exchange) {
        return field(exchange, "error_code");
    }

    private static String message(Exchange exchange) {
        return field(exchange, "message");
    }

    private static String field(Exchange exchange, String name) {
        return exchange.object()
                .map(object -> object.getValue(name))
                .filter(String.class::isInstance)
                .map(Object::toString)
                .orElse("");
    }
}
