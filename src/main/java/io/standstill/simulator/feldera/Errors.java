package io.standstill.simulator.feldera;

import io.standstill.simulator.Answer;
import io.vertx.core.json.JsonObject;

/** Feldera's errors, to the letter of its documentation. */
final class Errors {

    private static final String RETRY_AFTER = "Retry-After";

    private Errors() {}

    static JsonObject body(String code, String message, JsonObject details) {
        return new JsonObject().put("message", message).put("error_code", code).put("details", details);
    }

    static Answer unknownPipeline(String name) {
        return Answer.json(
                404,
                body(
                        "UnknownPipelineName",
                        "Unknown pipeline name '%s'".formatted(name),
                        new JsonObject().put("pipeline_name", name)));
    }

    /** Unlike all others this one is plain text that holds JSON, without details. */
    static Answer unauthorized() {
        return Answer.text(
                401,
                new JsonObject()
                        .put("error_code", "AuthenticationFailed")
                        .put("message", "Unauthorized API key")
                        .encode());
    }

    static Answer insufficientPermissions() {
        return Answer.json(
                403,
                body(
                        "InsufficientPermissions",
                        "Insufficient permissions: this action requires the 'write' role, but the caller has 'read'",
                        new JsonObject().put("required", "write").put("actual", "read")));
    }

    static Answer enterpriseFeature() {
        return Answer.json(
                501,
                body(
                        "EnterpriseFeature",
                        "Cannot use enterprise-only feature (stop?force=false) in Feldera community edition.",
                        new JsonObject().put("feature", "stop?force=false")));
    }

    static Answer illegalAction() {
        var hint = "Cannot restart the pipeline while it is stopping. Wait until it is stopped before starting the"
                + " pipeline again.";
        return Answer.json(
                400,
                body(
                        "IllegalPipelineAction",
                        "Deployment resources status (current: 'Stopping', desired: 'Stopped') cannot have desired"
                                + " changed to 'Provisioned'. " + hint,
                        new JsonObject()
                                .put("status", "Stopping")
                                .put("current_desired_status", "Stopped")
                                .put("new_desired_status", "Provisioned")
                                .put("hint", hint)));
    }

    static Answer restricted(String code, String message) {
        return Answer.json(400, body(code, message, new JsonObject()));
    }

    /** What a stop that is told to fail answers. */
    static Answer failing(int status, String name) {
        return switch (status) {
            case 400 ->
                Answer.json(
                        400,
                        body(
                                "InvalidTransition",
                                "Cannot execute suspend transition starting from Standby",
                                new JsonObject()));
            case 401 -> unauthorized();
            case 403 -> insufficientPermissions();
            case 404 -> unknownPipeline(name);
            case 405 -> {
                var reason = "this pipeline does not support the suspend action for the following reason(s):\n"
                        + "    - Storage must be configured";
                yield Answer.json(
                        405,
                        body(
                                "UnsupportedPipelineAction",
                                "Unsupported pipeline action 'suspend': " + reason,
                                new JsonObject().put("action", "suspend").put("reason", reason)));
            }
            case 501 -> enterpriseFeature();
            case 503 ->
                Answer.json(
                                503,
                                body(
                                        "PipelineUnavailable",
                                        ("Unable to interact with pipeline because its status is currently 'unavailable'"
                                                        + " pipeline-id=N/A pipeline-name=\"%s\"")
                                                .formatted(name),
                                        new JsonObject().put("pipeline_name", name)))
                        .with(RETRY_AFTER, "5");
            default -> Answer.json(status, body("InternalServerError", "it went wrong", new JsonObject()));
        };
    }
}
