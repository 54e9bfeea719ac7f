package io.standstill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways a service can be started for a test. */
class RunningTest {

    @TempDir
    private Path folder;

    private static int answeredTo(Running service, String token, String method, String path) {
        return service.send(HttpRequest.newBuilder(URI.create(service.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }

    @Test
    void with_tokens_each_may_what_its_roles_say_and_the_test_itself_is_ops() {
        try (var service = Running.planned(folder).allVendors().tokens().start()) {
            var stop = "/v1/resources/feldera/one/stop";

            assertThat(answeredTo(service, "nobody", "GET", "/v1/summary")).isEqualTo(401);
            assertThat(answeredTo(service, Plan.VIEWER, "GET", "/v1/summary")).isEqualTo(200);
            assertThat(answeredTo(service, Plan.VIEWER, "POST", stop)).isEqualTo(403);
            assertThat(answeredTo(service, Plan.OPS, "POST", stop)).isEqualTo(202);

            assertThat(new JsonObject(service.get("/v1/resources/feldera/one").body())
                            .getJsonObject("stop")
                            .getString("requestedBy"))
                    .isEqualTo("ops");
        }
    }

    @Test
    void all_four_vendors_are_stopped_and_the_one_that_calls_back_reaches_the_service() {
        try (var service = Running.planned(folder).allVendors().start()) {
            var things = Map.of(
                    "feldera", "orders",
                    "nomad", "5a9f1c1e-0c5b-4c8e-9a51-1f0d7d1b2c3e",
                    "storm", "show",
                    "memories", "0c1d2e3f-4a5b-4c6d-8e7f-a0b1c2d3e4f5");
            things.forEach((vendor, id) -> service.thing(vendor + "/" + id, new JsonObject()));

            things.forEach((vendor, id) -> assertThat(service.post("/v1/resources/" + vendor + "/" + id + "/stop")
                            .statusCode())
                    .as(vendor)
                    .isEqualTo(202));

            things.forEach((vendor, id) -> service.awaits(
                    "/v1/resources/" + vendor + "/" + id, one -> "stopped".equals(one.getString("state"))));
            try (var sql = Sql.on(service.database())) {
                Awaitility.await().until(() -> !"0".equals(sql.one("SELECT count(*) FROM inbox")));
            }
        }
    }

    @Test
    void started_again_it_is_where_it_was_and_knows_what_it_knew() {
        try (var service = Running.planned(folder).allVendors().start()) {
            var url = service.url();
            service.thing("feldera/kept", new JsonObject());
            assertThat(service.put("/v1/resources/feldera/kept", "{}").statusCode())
                    .isEqualTo(201);
            List<String> before;
            try (var follower = Follower.of(url + "/v1/events?after=0")) {
                follower.awaits(events -> events.size() == 1);
                before = List.of(follower.lastId());

                service.stop();

                Awaitility.await().until(follower::ended);
            }
            service.again();

            assertThat(service.url()).isEqualTo(url);
            assertThat(new JsonObject(service.get("/v1/resources/feldera/kept").body()).getString("position"))
                    .isIn(before);
            assertThat(service.truth("feldera/kept").getBoolean("running")).isTrue();
        }
    }

    @Test
    void what_an_hour_costs_is_reckoned_at_every_account() {
        try (var service =
                Running.planned(folder).allVendors().costPerHour("3.20").start()) {
            assertThat(new JsonObject(service.get("/v1/summary").body())
                            .getJsonArray("accounts").stream()
                                    .map(account -> ((JsonObject) account).getValue("exposureCost")))
                    .hasSize(4)
                    .doesNotContainNull();
        }
    }
}
