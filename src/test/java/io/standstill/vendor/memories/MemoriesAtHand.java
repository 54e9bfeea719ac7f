package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.engine.Engine;
import io.standstill.testing.Desk;
import io.standstill.testing.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An account at the simulated vendor, its callbacks, and a node that stops its tasks. */
@ExtendWith(VertxExtension.class)
abstract class MemoriesAtHand {

    static final String VENDOR = "memories";
    static final String TASK = "550e8400-e29b-41d4-a716-446655440000";

    Desk desk;
    Mailbox mailbox;
    Engine node;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        desk = new Desk(vertx, folder);
        var account = desk.account("m", new Memories(), Map.of("apiKey", "sk-mavi-desk"));
        mailbox = new Mailbox(vertx, desk, "m", account);
        node = desk.node("one");
    }

    @AfterEach
    void end() {
        mailbox.close();
        desk.close();
    }

    static JsonObject ways() {
        return new JsonObject();
    }

    static ResourceId id(String id) {
        return new ResourceId("m", id);
    }

    void task(String id, JsonObject ways) {
        desk.thing(VENDOR, id, ways);
    }

    void vendor(JsonObject manners) {
        desk.control("/" + VENDOR, manners);
    }

    void ordered(String id) {
        desk.hears(id(id), Samples.order());
        desk.settle(node);
    }

    /** So much time goes by, in which whatever is due is done: whoever sleeps through it has heard no silence. */
    void after(int seconds) {
        for (var second = 0; second < seconds; second++) {
            desk.pass(Duration.ofSeconds(1));
            desk.settle(node);
        }
    }

    State state(String id) {
        return desk.find(id(id)).state();
    }

    JsonObject truth(String id) {
        return desk.truth(VENDOR, id);
    }

    void isAsserted(String id) {
        assertThat(state(id)).isEqualTo(State.STOPPED);
        assertThat(desk.find(id(id)).verdict()).isEqualTo(Verdict.ASSERTED);
        assertThat(desk.find(id(id)).residue()).isEmpty();
        assertThat(truth(id).getBoolean("running")).isFalse();
    }
}
