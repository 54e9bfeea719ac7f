package io.standstill.vendor.memories;

import io.standstill.domain.Finding;
import io.standstill.domain.Problem;
import io.standstill.domain.Reply;
import io.standstill.vendor.Advice;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.memories.Task.Product;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table from what memories.ai answers to a stop to what that amounts to.
 *
 * <p>A code counts only where the HTTP status does not speak against it: an error may ride on a 200, but nothing rides on
 * an error.
 */
final class MemoriesAnswers {

    /** What the body's own code says. */
    private enum Says {
        WELL,
        UNPAID,
        UNKNOWN_TASK,
        SOMETHING_ELSE
    }

    /** Codes of moderation: the numbers of today, and the texts of the API before it. */
    private static final Set<String> WELL = Set.of("200", "0000");

    private static final Set<String> UNPAID = Set.of("402", "0402");
    private static final Set<String> UNKNOWN_TASK = Set.of("400", "0001", "0003");

    /** What a status is beside a code that says well, and beside no other. */
    private static final Set<String> WELL_BESIDE = Set.of("0", "14");

    /** The code for an unknown task also stands for too many calls, and for a webhook that is missing. */
    private static final Pattern NOT_ABOUT_THE_TASK = Pattern.compile(
            "exceed|limit|quota|throttl|too many|too frequent|busy|again|webhook", Pattern.CASE_INSENSITIVE);

    private MemoriesAnswers() {}

    static Reply toStop(Exchange exchange, Task task) {
        var answered = exchange.object();
        if (answered.isEmpty()) {
            return new Reply.Unsure(
                    exchange.fault() == null ? exchange.inShort() + ", but not in its own words" : exchange.inShort());
        }
        var body = new Body(answered.get());
        return switch (says(body, task.product())) {
            case WELL -> taken(exchange, body, task);
            case UNPAID -> unpaid(exchange, body, task);
            case UNKNOWN_TASK -> unknown(exchange, body, task);
            case SOMETHING_ELSE -> unsure(exchange, body);
        };
    }

    // ---- codes

    private static Says says(Body body, Product product) {
        if (product == Product.UNDERSTANDING) {
            return body.tells("status") ? saysByStatus(body) : saysByCodeAlone(body);
        }
        var byCode = byCode(body);
        var agrees = Stream.of(body, body.data())
                .filter(part -> part.tells("status"))
                .allMatch(part -> WELL_BESIDE.contains(part.text("status")) == (byCode == Says.WELL));
        return agrees ? byCode : Says.SOMETHING_ELSE;
    }

    private static Says saysByStatus(Body body) {
        var byStatus =
                switch (body.text("status")) {
                    case "14" -> Says.WELL;
                    case "-1" -> Says.UNKNOWN_TASK;
                    default -> Says.SOMETHING_ELSE;
                };
        var agrees = !body.tells("code") || byCode(body) == Says.WELL || byCode(body) == byStatus;
        return agrees ? byStatus : Says.SOMETHING_ELSE;
    }

    /** What stands before understanding speaks in codes; that a task was stopped is not for it to say. */
    private static Says saysByCodeAlone(Body body) {
        var byCode = byCode(body);
        return byCode == Says.WELL ? Says.SOMETHING_ELSE : byCode;
    }

    private static Says byCode(Body body) {
        var code = body.text("code");
        if (WELL.contains(code)) {
            return Says.WELL;
        }
        if (UNPAID.contains(code)) {
            return Says.UNPAID;
        }
        return UNKNOWN_TASK.contains(code) ? Says.UNKNOWN_TASK : Says.SOMETHING_ELSE;
    }

    // ---- what they amount to

    private static Reply taken(Exchange exchange, Body body, Task task) {
        if (exchange.status() != 200 || body.saysFailed()) {
            return new Reply.Unsure("the vendor contradicts itself");
        }
        return names(body).findAny().isPresent() && isOf(task, body)
                ? new Reply.Taken(false)
                : new Reply.Unsure("the vendor says that it stopped something, but not that it was this");
    }

    private static Reply unpaid(Exchange exchange, Body body, Task task) {
        return isRefusal(402, exchange, body, task)
                ? new Reply.Refused(Problem.of(
                        "payment-required",
                        "The vendor does not act for an account without balance",
                        told(exchange, body)))
                : unsure(exchange, body);
    }

    private static Reply unknown(Exchange exchange, Body body, Task task) {
        var ofTheTask = isRefusal(400, exchange, body, task)
                && !NOT_ABOUT_THE_TASK.matcher(body.message()).find();
        return ofTheTask ? new Reply.NotFound(told(exchange, body)) : unsure(exchange, body);
    }

    /** Whether line and body agree that this, and nothing else, is refused. */
    private static boolean isRefusal(int status, Exchange exchange, Body body, Task task) {
        return (exchange.status() == 200 || exchange.status() == status) && !body.saysWell() && isOf(task, body);
    }

    private static Reply unsure(Exchange exchange, Body body) {
        return new Reply.Unsure(inShort(exchange, body));
    }

    /** Whether it names no other task. */
    private static boolean isOf(Task task, Body body) {
        return names(body).allMatch(task.id()::equals);
    }

    private static Stream<String> names(Body body) {
        return Stream.of(body.text("task_id"), body.data().text("task_id")).filter(name -> !name.isEmpty());
    }

    // ---- in words

    private static String told(Exchange exchange, Body body) {
        var message = body.message();
        return message.isEmpty()
                ? inShort(exchange, body)
                : inShort(exchange, body) + ": " + exchange.blotter().blot(message);
    }

    private static String inShort(Exchange exchange, Body body) {
        return Stream.of("status", "code")
                .filter(body::tells)
                .map(field -> exchange.inShort() + ", " + field + " " + Body.word(body.text(field)))
                .findFirst()
                .orElse(exchange.inShort());
    }

    // ---- without a stop

    /** What an answer to a call that does nothing shows to be wrong with the account. */
    static Optional<Finding> findingOfAccount(Exchange exchange, String address) {
        var code = exchange.object().map(body -> new Body(body).text("code")).orElse("");
        if (exchange.fault() != null) {
            return wrong(
                    address, "it could not be reached: " + exchange.inShort(), Advice.on(exchange, "apiKey", "/serve"));
        }
        if (exchange.status() == 401 || code.equals("401") || code.equals("0401")) {
            return wrong(
                    address,
                    "it does not accept the apiKey",
                    "See whether apiKey is the key as the vendor shows it, whole");
        }
        if (exchange.status() == 403 || code.equals("403") || code.equals("0403")) {
            return wrong(
                    address,
                    "it answers 403: the account is disabled, or calls from this address are not allowed",
                    "See at the vendor whether the account has points left, and which addresses may call");
        }
        // Any other refusal of such a call is to be expected, and shows that somebody is there.
        var elsewhere = exchange.status() >= 300 && exchange.status() < 400;
        return elsewhere || exchange.status() >= 500
                ? wrong(address, "it answers " + exchange.status(), Advice.on(exchange, "apiKey", "/serve or /v1"))
                : Optional.empty();
    }

    private static Optional<Finding> wrong(String address, String told, String remedy) {
        return Optional.of(Finding.fault("of %s: %s".formatted(address, told), remedy));
    }
}
