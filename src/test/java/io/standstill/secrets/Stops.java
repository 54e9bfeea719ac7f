package io.standstill.secrets;

import static io.standstill.secrets.Asking.OPS;
import static io.standstill.secrets.Parrots.HONEST;
import static io.standstill.secrets.Parrots.MANNERS;
import static io.standstill.secrets.Parrots.VENDORS;
import static io.standstill.secrets.Parrots.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Disclosed;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Stops at every vendor: those that succeed, and those of which the vendor repeats whatever it was sent. */
final class Stops {

    private final Ground ground;
    private final Parrots parrots;
    private final Asking asking;
    private final Disclosed disclosed;

    /** Where a thing is made: no surface of the service. */
    private final Asking world;

    Stops(Ground ground, Parrots parrots, Asking asking, Disclosed disclosed) {
        this.ground = ground;
        this.parrots = parrots;
        this.asking = asking;
        this.disclosed = disclosed;
        this.world = new Asking(ground.control());
    }

    void ofEverySort() throws Exception {
        for (var vendor : VENDORS) {
            order(vendor, id(vendor, HONEST));
        }
        for (var vendor : VENDORS) {
            Awaitility.await(vendor + " stops").atMost(Duration.ofSeconds(90)).until(() -> stateOf(vendor, HONEST)
                    .equals("stopped"));
        }
        for (var vendor : VENDORS) {
            for (var manner : MANNERS) {
                parrots.repeatAllAbout(id(vendor, manner), manner);
                order(vendor, id(vendor, manner));
            }
        }
        for (var vendor : VENDORS) {
            for (var manner : MANNERS) {
                var id = id(vendor, manner);
                Awaitility.await(vendor + " is called for " + manner)
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> ground.between().count(call -> Parrots.isAbout(call, id)) >= 1
                                && entries(vendor, id) > 1);
            }
        }
    }

    private void order(String vendor, String id) throws Exception {
        thing(vendor, id);
        disclosed.answer(asking.send("PUT", "/v1/resources/" + vendor + "/" + id, "{}", OPS));
        var ordered = asking.send("POST", "/v1/resources/" + vendor + "/" + id + "/stop", "", OPS);
        assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
        disclosed.answer(ordered);
    }

    private void thing(String vendor, String id) throws Exception {
        var behaviour = new JsonObject().put("stopAfter", "100ms");
        if (vendor.equals("memories")) {
            behaviour.put("callbackUrl", ground.url() + "/callbacks/memories/" + Chosen.encoded(Chosen.CALLBACK_NEW));
        }
        var made = world.send(
                "PUT",
                "/" + vendor + "/" + id,
                new JsonObject().put("behaviour", behaviour).encode(),
                "");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    }

    private String stateOf(String vendor, String manner) throws Exception {
        var told = asking.send("GET", "/v1/resources/" + vendor + "/" + id(vendor, manner), "", OPS);
        return new JsonObject(told.body()).getString("state");
    }

    private int entries(String vendor, String id) throws Exception {
        var told = asking.send("GET", "/v1/resources/%s/%s/journal".formatted(vendor, id), "", OPS);
        return new JsonObject(told.body()).getJsonArray("items").size();
    }
}
