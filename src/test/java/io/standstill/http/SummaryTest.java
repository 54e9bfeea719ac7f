package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How everything stands in figures. */
class SummaryTest {

    private Running service;

    @BeforeEach
    void begin(@TempDir Path folder) {
        service = Running.start(folder);
        service.thing("feldera/orders", new JsonObject().put("behaviour", new JsonObject().put("stopAfter", "0s")));
        service.thing("feldera/slow", new JsonObject().put("behaviour", new JsonObject().put("never", true)));
        service.post("/v1/resources/demo/orders/stop");
        service.post("/v1/resources/demo/slow/stop");
        service.awaits("/v1/resources/demo/orders", orders -> "stopped".equals(orders.getString("state")));
        service.awaits("/v1/resources/demo/slow", slow -> "stopping".equals(slow.getString("state")));
    }

    @AfterEach
    void end() {
        service.close();
    }

    private JsonObject summary() {
        return new JsonObject(service.get("/v1/summary").body());
    }

    private static JsonObject demo(JsonObject summary) {
        return summary.getJsonArray("accounts").stream()
                .map(JsonObject.class::cast)
                .filter(account -> account.getString("account").equals("demo"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_is_known_is_counted_by_account_and_state() {
        var summary = summary();

        assertThat(summary.getJsonObject("states").getInteger("stopped")).isEqualTo(1);
        assertThat(demo(summary).getJsonObject("states").getInteger("stopping")).isEqualTo(1);
        assertThat(demo(summary).getInteger("stopCalls")).isEqualTo(2);
        assertThat(demo(summary).getString("oldestInFlight")).isNotNull();
        assertThat(summary.getJsonObject("timeToStandstill").getDouble("p99")).isPositive();
    }

    @Test
    void strays_are_counted_in_the_summary_and_for_prometheus() {
        // The demo's other pipelines are what nobody here knows.
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> demo(summary()).getInteger("strays") > 0);
        var strays = demo(summary()).getInteger("strays");

        assertThat(service.get("/metrics").body())
                .contains("standstill_strays{account=\"demo\",vendor=\"feldera\"} " + strays + ".0")
                .contains("standstill_resources{account=\"demo\",state=\"stopped\",vendor=\"feldera\"} 1.0")
                .contains("standstill_attempts{account=\"demo\",state=\"stopping\",vendor=\"feldera\"} 1.0");
    }
}
