package io.standstill.vendor.nomad;

import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.engine.Engine;
import io.standstill.journal.Entry;
import io.standstill.testing.Desk;
import io.standstill.testing.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A desk with one account at the simulated vendor, and one channel that most tests are about. */
@ExtendWith(VertxExtension.class)
abstract class AtNomadDesk {

    static final String NOMAD = "nomad";
    static final ResourceId STUDIO = new ResourceId("n", FarNomad.ID);
    static final Duration REFRESHED = Duration.ofSeconds(10);

    Desk desk;
    Engine node;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        desk = new Desk(vertx, folder);
        desk.account("n", new Nomad(), Map.of("username", "u@x", "password", "p", "apiType", "admin"));
        node = desk.node("one");
    }

    @AfterEach
    void end() {
        desk.close();
    }

    void channel(JsonObject behaviour) {
        desk.thing(NOMAD, FarNomad.ID, behaviour);
    }

    void vendor(String knob, Object value) {
        desk.control("/nomad", new JsonObject().put(knob, value));
    }

    void order() {
        desk.hears(STUDIO, Samples.order());
        desk.settle(node);
    }

    void pass(Duration time) {
        desk.pass(time);
        desk.settle(node);
    }

    State state() {
        return desk.find(STUDIO).state();
    }

    JsonObject truth() {
        return desk.truth(NOMAD, FarNomad.ID);
    }

    List<String> reasons() {
        return desk.journal.history(STUDIO, 0, 1_000).await().stream()
                .map(Entry::toString)
                .toList();
    }
}
