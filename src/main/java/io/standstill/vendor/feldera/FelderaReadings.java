package io.standstill.vendor.feldera;

import io.standstill.domain.Descent;
import io.standstill.domain.Reading;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Lists;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table from what Feldera says of a pipeline to what that amounts to. */
final class FelderaReadings {

    private static final String STOPPED = "Stopped";
    private static final String SUSPENDED = "Suspended";

    /** Words of the versions up to 0.96, whose stop destroys what was stored. */
    private static final Set<String> TOO_OLD =
            Set.of("Shutdown", "ShuttingDown", "SuspendingCircuit", "SuspendingCompute");

    /** What a pipeline's resources can be since 0.148. */
    private static final Set<String> RESOURCES = Set.of(STOPPED, "Provisioning", "Provisioned", "Stopping");

    /** What a pipeline can be from 0.97 to 0.147, besides stopped and on its way there. */
    private static final Set<String> LIVING_BEFORE_0_148 = Set.of(
            "Provisioning",
            "Unavailable",
            "Initializing",
            "Bootstrapping",
            "Replaying",
            "Paused",
            "Running",
            SUSPENDED,
            "Failed",
            "Standby");

    private FelderaReadings() {}

    /** True if the vendor, in its own words, knows no such pipeline. */
    static boolean saysUnknown(Exchange exchange) {
        return exchange.status() == 404 && FelderaAnswers.errorCode(exchange).equals("UnknownPipelineName");
    }

    static Reading of(Exchange exchange, String name) {
        if (exchange.status() != 200) {
            var code = FelderaAnswers.errorCode(exchange);
            return unsure(code.isEmpty() ? exchange.inShort() : exchange.inShort() + " " + code);
        }
        var read = exchange.object();
        if (read.isEmpty()) {
            return unsure("the vendor's answer makes no sense");
        }
        return name.equals(text(read.get(), "name"))
                ? of(read.get())
                : unsure("the vendor's answer is about something else");
    }

    /** Every pipeline of a list; one that makes no sense spoils only itself. */
    static Lists.Listing ofAll(JsonArray pipelines) {
        var readings = new HashMap<String, Reading>();
        var whole = true;
        for (var listed : pipelines) {
            var name = listed instanceof JsonObject pipeline ? text(pipeline, "name") : null;
            if (name == null) {
                whole = false;
            } else {
                readings.merge(
                        name,
                        of((JsonObject) listed),
                        (one, other) -> one.equals(other) ? one : unsure("the vendor's list contradicts itself"));
            }
        }
        return new Lists.Listing(readings, whole ? null : "the vendor's list makes no sense in part");
    }

    private static Reading of(JsonObject pipeline) {
        var status = text(pipeline, "deployment_status");
        if (status == null) {
            return unsure("the vendor's answer tells no status");
        }
        return pipeline.containsKey("deployment_resources_status")
                ? since0148(pipeline, status)
                : before0148(pipeline, status);
    }

    private static Reading since0148(JsonObject pipeline, String status) {
        var resources = text(pipeline, "deployment_resources_status");
        if (resources == null || !RESOURCES.contains(resources)) {
            return new Reading.Unsure("the vendor uses an unknown word", resources);
        }
        // The combined status is the resources' own unless they are provisioned; anything else contradicts itself.
        if (resources.equals(STOPPED) != status.equals(STOPPED)) {
            return unsure("the vendor contradicts itself");
        }
        var wanted = text(pipeline, "deployment_resources_desired_status");
        var desired = text(pipeline, "deployment_desired_status");
        if (resources.equals(STOPPED)) {
            return STOPPED.equals(wanted) && STOPPED.equals(desired)
                    ? atRest(pipeline)
                    : alive(pipeline, "Stopped, about to run", null);
        }
        if (resources.equals("Stopping")) {
            return alive(pipeline, status, Descent.UNTOLD);
        }
        // A suspended one is told to stop for good by the vendor itself: that is how a graceful end goes on.
        if (STOPPED.equals(wanted)) {
            return alive(pipeline, status, status.equals(SUSPENDED) ? Descent.UNTOLD : Descent.FORCED);
        }
        return alive(pipeline, status, SUSPENDED.equals(desired) ? Descent.GRACEFUL : null);
    }

    private static Reading before0148(JsonObject pipeline, String status) {
        if (TOO_OLD.contains(status)) {
            return new Reading.Unsure("versions up to 0.96 are not supported", status);
        }
        var desired = text(pipeline, "deployment_desired_status");
        return switch (status) {
            case STOPPED -> STOPPED.equals(desired) ? atRest(pipeline) : alive(pipeline, "Stopped, about to run", null);
            case "Stopping" -> alive(pipeline, status, Descent.UNTOLD);
            case "Suspending" -> alive(pipeline, status, Descent.GRACEFUL);
            default -> {
                if (!LIVING_BEFORE_0_148.contains(status)) {
                    yield new Reading.Unsure("the vendor uses an unknown word", status);
                }
                yield alive(pipeline, status, onItsWay(desired));
            }
        };
    }

    private static @Nullable Descent onItsWay(@Nullable String desired) {
        if (STOPPED.equals(desired)) {
            return Descent.UNTOLD;
        }
        return SUSPENDED.equals(desired) ? Descent.GRACEFUL : null;
    }

    private static Reading alive(JsonObject pipeline, String status, @Nullable Descent descent) {
        return new Reading.Alive(status, text(pipeline, "deployment_id"), descent, error(pipeline));
    }

    private static Reading atRest(JsonObject pipeline) {
        var storage = text(pipeline, "storage_status");
        var residue = storage == null || storage.equals("Cleared") ? List.<String>of() : List.of("storage");
        return new Reading.AtRest(STOPPED, text(pipeline, "deployment_id"), error(pipeline), residue);
    }

    private static Reading unsure(String why) {
        return new Reading.Unsure(why, null);
    }

    /** The error it bears: a name to know it again by, for it has no time of its own. */
    private static @Nullable String error(JsonObject pipeline) {
        var error = pipeline.getValue("deployment_error");
        if (error == null) {
            return null;
        }
        var code = error instanceof JsonObject object ? text(object, "error_code") : null;
        var digest = Blotter.digest(Json.encodeToBuffer(error));
        return (code == null ? "error" : code) + " " + digest;
    }

    private static @Nullable String text(JsonObject object, String field) {
        return object.getValue(field) instanceof String text ? text : null;
    }
}
