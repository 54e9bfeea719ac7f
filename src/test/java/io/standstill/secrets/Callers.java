package io.standstill.secrets;

import static io.standstill.secrets.Asking.OPS;
import static io.standstill.secrets.Chosen.CALLBACK_NEW;
import static io.standstill.secrets.Chosen.CALLBACK_OLD;
import static io.standstill.secrets.Chosen.CALLBACK_WRONG;
import static io.standstill.secrets.Chosen.MEMORIES_KEY;
import static io.standstill.secrets.Chosen.QUERY;
import static io.standstill.secrets.Chosen.TOKEN;
import static io.standstill.secrets.Chosen.TOKEN_WRONG;
import static io.standstill.secrets.Chosen.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.http.door.Issuer;
import io.standstill.testing.Disclosed;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Callers and callbacks that bring wrong secrets, and put right ones where they do not belong. */
final class Callers {

    private final Ground ground;
    private final Asking asking;
    private final Disclosed disclosed;

    /** Signs under the name of the one who is believed, and is not the one. */
    private final Issuer.Signer stranger = Issuer.Signer.rsa("k1");

    Callers(Ground ground, Asking asking, Disclosed disclosed) {
        this.ground = ground;
        this.asking = asking;
        this.disclosed = disclosed;
    }

    void callBackInEveryWay() throws Exception {
        var telling = new ArrayList<String>();
        List.of(CALLBACK_OLD, CALLBACK_NEW, MEMORIES_KEY).forEach(secret -> telling.addAll(Disclosed.written(secret)));
        var heard = String.join(" | ", telling);
        var known = Parrots.id("memories", Parrots.HONEST);
        for (var task : List.of(known, "7b0c1a34-0000-4000-8000-00000000abcd")) {
            var body = new JsonObject()
                    .put("task_id", task)
                    .put("status", CALLBACK_OLD)
                    .put("callback", ground.url() + "/callbacks/memories/" + encoded(CALLBACK_OLD))
                    .put("message", heard)
                    .put("token", MEMORIES_KEY)
                    .put("data", new JsonObject().put("status", heard).put("key", MEMORIES_KEY));
            for (var secret : List.of(CALLBACK_OLD, CALLBACK_NEW, CALLBACK_WRONG)) {
                var taken = asking.send("POST", "/callbacks/memories/" + encoded(secret), body.encode(), "");
                assertThat(taken.statusCode()).isEqualTo(secret.equals(CALLBACK_WRONG) ? 404 : 200);
                disclosed.answer(taken);
            }
        }
        disclosed.answer(asking.send("POST", "/callbacks/memories/" + encoded(CALLBACK_OLD), heard, ""));
        disclosed.answer(asking.send("POST", "/callbacks/nobody/" + encoded(CALLBACK_OLD), "{}", ""));
        disclosed.answer(asking.send("GET", "/callbacks/memories/" + encoded(CALLBACK_OLD), "", ""));
        disclosed.answer(asking.send("POST", "/callbacks/memories/" + encoded(CALLBACK_OLD) + "/more", "{}", ""));
        disclosed.answer(asking.send("POST", "/callbacks/memories/" + encoded(CALLBACK_OLD), "x".repeat(300_000), ""));
    }

    void callInEveryWay() throws Exception {
        var signer = ground.signer();
        var jwt = signer.signs(Issuer.claims("somebody", "read", "stop"));
        var forged = stranger.signs(Issuer.claims("somebody", "read", "stop"));
        var late = signer.signs(Issuer.claims("somebody", "read").put("exp", 1_000_000_000));
        Map.of("jwt", jwt, "jwt, forged", forged, "jwt, late", late).forEach(disclosed::secret);
        var answers = new LinkedHashMap<String, HttpResponse<String>>();
        answers.put("jwt", asking.send("GET", "/v1/session", "", "Bearer " + jwt));
        answers.put("forged", asking.send("GET", "/v1/session", "", "Bearer " + forged));
        answers.put("late", asking.send("GET", "/v1/session", "", "Bearer " + late));
        answers.put("wrong", asking.send("POST", "/v1/session", "", "Bearer " + TOKEN_WRONG));
        answers.put("basic", asking.send("GET", "/v1/session", "", "Basic " + base64("ops:" + TOKEN)));
        answers.put("bare", asking.send("GET", "/v1/session", "", TOKEN));
        answers.put("query", asking.send("GET", "/v1/resources?token=" + encoded(QUERY), "", OPS));
        answers.put("cursor", asking.send("GET", "/v1/resources?cursor=" + encoded(QUERY), "", OPS));
        answers.put("after", asking.send("GET", "/v1/journal?after=" + encoded(QUERY), "", OPS));
        answers.put("follow", asking.send("GET", "/v1/nowhere?access_token=" + encoded(QUERY), "", OPS));
        assertThat(answers.get("jwt").statusCode()).isEqualTo(200);
        for (var turnedAway : List.of("forged", "late", "wrong", "basic", "bare")) {
            assertThat(answers.get(turnedAway).statusCode()).as(turnedAway).isEqualTo(401);
        }
        for (var key : List.of("", "the-same-key", "the-same-key")) {
            var traded = key.isEmpty()
                    ? asking.send("POST", "/v1/session", "", OPS)
                    : asking.send("POST", "/v1/session", "", OPS, "Idempotency-Key", key);
            traded.headers().firstValue("Set-Cookie").ifPresent(cookie -> {
                var value = cookie.substring(cookie.indexOf('=') + 1).split(";", 2)[0];
                disclosed.secret("session", value);
            });
            answers.put("traded " + answers.size(), traded);
        }
        assertThat(disclosed.secrets()).contains("session");
        answers.values().forEach(disclosed::answer);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
