package io.standstill.simulator.feldera;

import io.standstill.simulator.Thing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a pipeline looks when it is read. */
final class Pipelines {

    private static final String RUNNING = "Running";
    private static final String STOPPED = "Stopped";
    private static final String STOPPING = "Stopping";
    private static final String PROVISIONED = "Provisioned";
    private static final String SUSPENDED = "Suspended";

    private Pipelines() {}

    /** Its resources, what they are to be, and how it runs on them. */
    private record Deployment(String resources, String resourcesDesired, String runtime, String desired, long since) {

        String combined() {
            return resources.equals(PROVISIONED) ? runtime : resources;
        }
    }

    static boolean provisioned(Thing thing, long now) {
        return deployment(thing, now).resources().equals(PROVISIONED);
    }

    private static Deployment deployment(Thing thing, long now) {
        var runs = thing.memo().getBoolean("paused", false) ? "Paused" : RUNNING;
        if (thing.atRest(now)) {
            return new Deployment(STOPPED, STOPPED, "", STOPPED, thing.endsAt());
        }
        var hiddenFor = thing.duration("oldStatusFor");
        if (!thing.stopAsked() || (hiddenFor != null && now < thing.stopAskedAt() + hiddenFor.toMillis())) {
            return new Deployment(PROVISIONED, PROVISIONED, runs, runs, thing.livesSince());
        }
        if (!thing.forced() && suspending(thing, now)) {
            return new Deployment(PROVISIONED, PROVISIONED, runs, SUSPENDED, thing.livesSince());
        }
        return new Deployment(STOPPING, STOPPED, "", STOPPED, thing.stopAskedAt());
    }

    /** The first half of a graceful stop: the checkpoint is being taken. */
    private static boolean suspending(Thing thing, long now) {
        if (thing.flag("stuckUntilForce")) {
            return true;
        }
        return thing.endsAt() != Thing.NEVER && now < thing.stopAskedAt() + (thing.endsAt() - thing.stopAskedAt()) / 2;
    }

    /** Names the life it lives, from provisioning until it is stopping. */
    static @Nullable String deploymentId(Thing thing, long now) {
        return deployment(thing, now).resources().equals(PROVISIONED) ? uuid(thing, thing.life()) : null;
    }

    static String uuid(Thing thing, int life) {
        var seed = thing.id() + " " + thing.livesSince() + " " + life;
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static JsonObject status(Thing thing, long now, String dialect) {
        var deployment = deployment(thing, now);
        return switch (dialect) {
            case "0.96" -> before097(thing, deployment, now);
            case "0.97" -> before0148(thing, deployment, now);
            default -> newest(thing, deployment, now);
        };
    }

    private static JsonObject newest(Thing thing, Deployment deployment, long now) {
        var told = thing.behaviour().getString("status");
        var since = time(deployment.since());
        var runtime = deployment.resources().equals(PROVISIONED) ? deployment.runtime() : null;
        return common(thing, now)
                .put("deployment_id", deploymentId(thing, now))
                .put("deployment_initial", deployment.resources().equals(STOPPED) ? null : RUNNING)
                .put("deployment_status", told == null ? deployment.combined() : told)
                .put("deployment_status_since", since)
                .put("deployment_desired_status", deployment.desired())
                .put("deployment_desired_status_since", since)
                .put("deployment_resources_status", told == null ? deployment.resources() : told)
                .put("deployment_resources_status_details", details(thing, deployment))
                .put("deployment_resources_status_since", since)
                .put("deployment_resources_desired_status", deployment.resourcesDesired())
                .put("deployment_resources_desired_status_since", since)
                .put("deployment_runtime_status", runtime)
                .put("deployment_runtime_status_details", runtime == null ? null : new JsonObject())
                .put("deployment_runtime_status_since", runtime == null ? null : since)
                .put("deployment_runtime_desired_status", runtime == null ? null : deployment.desired())
                .put("deployment_runtime_desired_status_since", runtime == null ? null : since);
    }

    /** A failing end is never an error: it is retried for ever, and said so here. */
    private static @Nullable String details(Thing thing, Deployment deployment) {
        return deployment.resources().equals(STOPPING) && thing.flag("never")
                ? "Unable to stop (will retry) due to: Pipeline stop failed (will retry): deployment still exists"
                : null;
    }

    private static JsonObject before0148(Thing thing, Deployment deployment, long now) {
        var suspending = deployment.desired().equals(SUSPENDED);
        return common(thing, now)
                .put("deployment_status", suspending ? "Suspending" : deployment.combined())
                .put("deployment_status_since", time(deployment.since()))
                .put("deployment_desired_status", deployment.desired());
    }

    private static JsonObject before097(Thing thing, Deployment deployment, long now) {
        var status =
                switch (deployment.combined()) {
                    case STOPPED -> "Shutdown";
                    case STOPPING -> "ShuttingDown";
                    default -> deployment.combined();
                };
        return common(thing, now)
                .put("deployment_status", status)
                .put("deployment_status_since", time(deployment.since()))
                .put("deployment_desired_status", deployment.desired().equals(STOPPED) ? "Shutdown" : RUNNING);
    }

    private static JsonObject common(Thing thing, long now) {
        return new JsonObject()
                .put("id", uuid(thing, 0))
                .put("name", thing.id())
                .put("description", "")
                .put("tags", new JsonArray())
                .put("created_at", time(0))
                .put("version", 4)
                .put("platform_version", "0.337.0")
                .put(
                        "program_config",
                        new JsonObject()
                                .put("profile", "optimized")
                                .put("cache", true)
                                .putNull("runtime_version")
                                .put("use_platform_compiler", false))
                .put("program_version", 2)
                .put("program_status", "Success")
                .put("program_status_since", time(0))
                .put("deployment_error", error(thing, now))
                .put("refresh_version", 4)
                .put("storage_status", cleared(thing) ? "Cleared" : "InUse")
                .putNull("storage_status_details");
    }

    private static boolean cleared(Thing thing) {
        return thing.memo().getInteger("cleared", 0) == thing.life();
    }

    private static @Nullable JsonObject error(Thing thing, long now) {
        if (thing.memo().getInteger("dismissed", 0) == thing.life()) {
            return null;
        }
        if (thing.flag("checkpointFails") && thing.atRest(now) && !thing.forced()) {
            return Errors.body(
                    "SuspendError", "The pipeline could not be suspended: checkpoint failed", new JsonObject());
        }
        return thing.flag("staleError")
                ? Errors.body("RuntimeError.WorkerPanic", "A worker panicked in an earlier run", new JsonObject())
                : null;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
