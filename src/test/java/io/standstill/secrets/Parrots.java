package io.standstill.secrets;

import io.standstill.testing.Between;
import io.standstill.testing.Between.Call;
import io.standstill.testing.Disclosed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Vendors that repeat whatever they were sent, in every way of writing it. */
final class Parrots {

    static final List<String> VENDORS = List.of("feldera", "nomad", "storm", "memories");

    /** How a vendor answers that repeats what it was sent. */
    static final List<String> MANNERS = List.of("says-json", "says-html", "says-401");

    /** What is called so is answered as it should be. */
    static final String HONEST = "honest";

    private static final Map<String, String> KEYS = Map.of(
            "feldera", Chosen.FELDERA_KEY,
            "nomad", Chosen.NOMAD_PASSWORD,
            "storm", Chosen.STORM_PASSWORD,
            "memories", Chosen.MEMORIES_KEY);

    private final Between between;

    Parrots(Between between) {
        this.between = between;
    }

    /** What the thing is called that its vendor answers for in this manner. */
    static String id(String vendor, String manner) {
        return switch (vendor) {
            case "nomad", "memories" -> new UUID(7, manner.hashCode()).toString();
            default -> manner;
        };
    }

    static boolean isAbout(Call call, String id) {
        return call.path().contains(id) || call.body().contains(id);
    }

    /** The next login at each vendor that has one. */
    void repeatTheNextLogins() {
        between.spoil(call -> call.isLogin() && call.path().contains("/storm/"), 1, Between.repeating());
        between.withhold(
                call -> call.isLogin() && call.path().contains("/nomad/"),
                1,
                (call, theirs, response) -> response.end(
                        new JsonObject().put("loginStatus", heard(call)).toBuffer()));
    }

    /** Every call about this one thing. */
    void repeatAllAbout(String id, String manner) {
        // A login is refused so seldom that the others are not locked out.
        between.spoil(
                call -> isAbout(call, id),
                manner.equals("says-401") ? 1 : 100,
                (call, theirs, response) -> tell(
                        response,
                        manner.equals("says-401") ? 401 : manner.equals("says-json") ? 200 : 502,
                        manner.equals("says-json"),
                        heard(call)));
    }

    private static void tell(HttpServerResponse response, int status, boolean json, String heard) {
        var object = new JsonObject()
                .put("status", heard)
                .put("message", heard)
                .put("detail", "")
                .put("deployment_status", heard)
                .put("error_code", heard)
                .put("code", heard);
        response.setStatusCode(status)
                .putHeader("Content-Type", json ? "application/json" : "text/html")
                .putHeader("X-Heard", heard.replaceAll("[^ -~]", "?"))
                .end(
                        json
                                ? Buffer.buffer(escaping(object, heard))
                                : Buffer.buffer("<html><pre>" + heard + "</pre></html>"));
    }

    private static String escaping(JsonObject object, String heard) {
        return object.encode()
                .replace("\"detail\":\"\"", "\"detail\":\"" + Disclosed.escaped(heard) + "\"")
                .replace("/", "\\/");
    }

    /** What was sent, in every way of writing it. */
    private static String heard(Call call) {
        var all = new ArrayList<String>();
        var shown = call.authorization().substring(call.authorization().lastIndexOf(' ') + 1);
        // No vendor knows what another was sent.
        for (var sent : List.of(shown, keyOf(call), call.body())) {
            if (!sent.isEmpty()) {
                all.addAll(Disclosed.written(sent));
            }
        }
        all.add(Base64.getEncoder().encodeToString(("user:" + keyOf(call)).getBytes(StandardCharsets.UTF_8)));
        return String.join(" | ", all);
    }

    private static String keyOf(Call call) {
        return KEYS.get(call.path().split("/", -1)[1]);
    }
}
