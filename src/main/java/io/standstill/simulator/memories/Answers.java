package io.standstill.simulator.memories;

import io.standstill.simulator.Answer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The vendor's answers to calls, to the letter of its pages. */
record Answers(JsonObject manners) {

    static final int INVALID = -1;
    static final int TOO_MANY_TASKS = 1001;
    static final int NO_CREDIT = 2001;
    static final int INTERNAL = 5000;
    static final int ENDED = 14;

    static final String INVALID_REQUEST = "Invalid request parameters";
    static final String UNKNOWN_TASK = "Invalid task_id or task not found";

    // ---- well

    Answer started(Product product, String task) {
        if (product != Product.UNDERSTANDING) {
            return moderated(task, product.started());
        }
        var dialect = new Dialect(manners);
        return Answer.json(
                200,
                dialect.old()
                        ? dialect.answer(200, "msg", "success", new JsonObject().put("task_id", task))
                        : new JsonObject().put("status", 0).put("task_id", task).put("text", ""));
    }

    Answer stopped(Product product, String task) {
        return product == Product.UNDERSTANDING
                ? Answer.json(200, new JsonObject().put("status", ENDED).put("task_id", task))
                : moderated(task, product.stopped());
    }

    private Answer moderated(String task, String words) {
        return Answer.json(
                200,
                new Dialect(manners)
                        .answer(
                                200,
                                "message",
                                "success",
                                new JsonObject().put("task_id", task).put("message", words)));
    }

    // ---- not well

    /** Nobody started such a task, or it is no longer known. */
    Answer unknown(Product product, String task) {
        return product == Product.UNDERSTANDING ? inBand(INVALID, task, null) : refused(400, UNKNOWN_TASK);
    }

    Answer invalid(Product product) {
        return product == Product.UNDERSTANDING ? inBand(INVALID, "", INVALID_REQUEST) : refused(400, INVALID_REQUEST);
    }

    /** A refusal of a moderation call, or of any call before it gets anywhere. */
    Answer refused(int code, @Nullable String words) {
        var status = code >= 400 && code <= 599 ? code : 500;
        // Authentication comes before any dialect of the status line.
        var ridesOn200 = manners.getBoolean("inBand", false) && status != 401;
        return Answer.json(
                ridesOn200 ? 200 : status,
                new Dialect(manners).answer(status, "msg", words == null ? usual(status) : words, null));
    }

    /** A refusal of an understanding call: it rides on a 200 unless told otherwise. */
    Answer inBand(int status, String task, @Nullable String words) {
        var body = new JsonObject().put("status", status).put("task_id", task);
        if (words != null) {
            body.put("text", words);
        }
        return Answer.json(manners.getBoolean("inBand", true) ? 200 : http(status), body);
    }

    private static int http(int status) {
        return switch (status) {
            case INVALID -> 400;
            case TOO_MANY_TASKS -> 429;
            case NO_CREDIT -> 402;
            default -> 500;
        };
    }

    /** What a call that is told to fail answers; an understanding call says in its own words what it has words for. */
    Answer failing(Product product, String task, int status, @Nullable String words) {
        if (product != Product.UNDERSTANDING) {
            return refused(status, words);
        }
        return switch (status) {
            case 400 -> inBand(INVALID, task, words);
            case 402, NO_CREDIT -> inBand(NO_CREDIT, task, words);
            case 500, INTERNAL -> inBand(INTERNAL, task, words);
            case TOO_MANY_TASKS -> inBand(TOO_MANY_TASKS, task, words);
            default -> refused(status, words);
        };
    }

    private static String usual(int status) {
        return switch (status) {
            // The one sentence stands for true rate limits and for failed validations alike.
            case 400 -> "Request has exceeded the limit.";
            case 401 -> "Unauthorized";
            case 402 -> "Insufficient balance";
            case 403 -> "Access denied";
            case 405 -> "Method not allowed";
            case 409 -> "Duplicate request";
            case 415 -> "Unsupported media type";
            case 429 -> "Too many requests";
            case 503 -> "Service unavailable";
            default -> "Internal server error";
        };
    }
}
