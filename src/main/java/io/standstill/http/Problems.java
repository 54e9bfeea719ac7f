package io.standstill.http;

import io.standstill.domain.Problem;
import io.standstill.http.door.Denied;
import io.standstill.journal.Overloaded;
import io.standstill.journal.Unwritable;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults as RFC 9457 problems. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** What the configuration alone refuses. */
    static Fault of(Problem problem) {
        var status = problem.name().equals(Problem.SAFETY_CLASS) ? 403 : 422;
        return new Fault(status, problem.name(), problem.title(), problem.detail());
    }

    /** Answers whatever went wrong with this request. */
    static void give(RoutingContext request) {
        if (ours(request)) {
            LOG.atWarn()
                    .addKeyValue("method", request.request().method())
                    .addKeyValue(
                            "route",
                            request.currentRoute() == null
                                    ? null
                                    : request.currentRoute().getPath())
                    .addKeyValue("fault", String.valueOf(request.failure()))
                    .log("request not answered");
        }
        give(request, of(request));
    }

    /** Nobody asked wrongly. */
    private static boolean ours(RoutingContext request) {
        return request.failure() != null
                && request.statusCode() >= 500
                && expected(request.failure()).isEmpty();
    }

    /** What went wrong with this request. */
    static Fault of(RoutingContext request) {
        if (ours(request)) {
            return Fault.unavailable("the database is away, or something went wrong here; nothing is lost");
        }
        return expected(request.failure()).orElseGet(() -> ofStatus(request.statusCode()));
    }

    private static Optional<Fault> expected(@Nullable Throwable thrown) {
        if (thrown instanceof Fault fault) {
            return Optional.of(fault);
        }
        if (thrown instanceof Denied denied) {
            return Optional.of(new Fault(
                    denied.status(),
                    denied.name(),
                    denied.title(),
                    Objects.requireNonNull(denied.getMessage()),
                    denied.headers()));
        }
        if (thrown instanceof Overloaded) {
            return Optional.of(Fault.unavailable(Objects.requireNonNull(thrown.getMessage())));
        }
        return thrown instanceof Unwritable
                ? Optional.of(new Fault(
                        422,
                        "unwritable",
                        "It cannot be kept",
                        "a shorter id, or fewer and shorter labels, were expected"))
                : Optional.empty();
    }

    private static Fault ofStatus(int status) {
        return switch (status) {
            case 400 -> Fault.malformed("the request line or its parameters make no sense");
            case 404 -> Fault.noSuchPath();
            case 413 -> Fault.tooLarge("a smaller body was expected");
            case 415 -> Fault.mediaType("Content-Type: application/json was expected");
            default -> new Fault(status, "http-" + status, "The request was refused", "status " + status);
        };
    }

    private static void give(RoutingContext request, Fault fault) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // Too late to say anything; an answer that is cut off at least is not taken for the whole.
            if (request.request().version() == HttpVersion.HTTP_2) {
                response.reset();
            } else {
                request.request().connection().close();
            }
            return;
        }
        fault.headers().forEach(response::putHeader);
        response.setStatusCode(fault.status())
                .putHeader("Content-Type", Answer.PROBLEM)
                .putHeader("Cache-Control", "no-store")
                .end(body(fault).toBuffer());
    }

    /** A fault as an answer like any other, where it is to be kept. */
    static Answer answer(Fault fault) {
        return Answer.problem(fault.status(), body(fault).encode()).with(fault.headers());
    }

    static JsonObject body(Fault fault) {
        return new JsonObject()
                .put("type", Problem.type(fault.name()))
                .put("title", fault.title())
                .put("status", fault.status())
                .put("detail", fault.getMessage());
    }
}
