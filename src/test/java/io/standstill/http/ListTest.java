package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of resources, against a small world of 60 in two accounts that stands still while it is read. */
class ListTest {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private static final JsonObject STUBBORN = new JsonObject().put("behaviour", new JsonObject().put("never", true));

    private static Running running;
    private static List<JsonObject> all;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
        running.post("/v1/accounts/demo/pause");
        running.post("/v1/accounts/storm/pause");
        for (var i = 0; i < 60; i++) {
            running.put(
                    path(i),
                    "{\"labels\":{\"show\":\"%s\",\"n\":\"%d\"}}".formatted(i % 2 == 0 ? "morning" : "eve 50%", i));
        }
        // By now it is known that sends are held.
        for (var i = 0; i < 60; i += 4) {
            running.thing(path(i).replace("/v1/resources/", "").replace("demo", "feldera"), STUBBORN);
            running.post(path(i) + "/stop", "{\"deadline\":\"%dm\"}".formatted(1 + (i * 7) % 60));
        }
        // Sends are held, so each order comes as far as its first look.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> items("/v1/resources?state=requested&limit=1000"), orders -> orders.stream()
                        .allMatch(one -> one.getString("vendorStatus") != null));
        // And each account is known to have been looked at as a whole, the overdue included.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(ListTest::isAllLookedAt);
        all = items("/v1/resources?limit=1000");
    }

    private static boolean isAllLookedAt() {
        try (var direct = Sql.on(running.database())) {
            return "t"
                    .equals(
                            direct.one(
                                    "SELECT bool_and(overdue_looked_at IS NOT NULL) FROM account WHERE name IN ('demo', 'storm')"));
        }
    }

    private static String path(int number) {
        return "/v1/resources/%s/Thing-%02d".formatted(number % 3 == 0 ? "storm" : "demo", (number * 37) % 60);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static void sql(String statement) {
        try (var direct = Sql.on(running.database())) {
            direct.run(statement);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static List<JsonObject> items(String path) {
        return objects(json(running.get(path)).getJsonArray("items"));
    }

    private static List<JsonObject> objects(JsonArray items) {
        return items.stream().map(JsonObject.class::cast).toList();
    }

    private static List<String> names(List<JsonObject> resources) {
        return resources.stream()
                .map(one -> one.getString("account") + "/" + one.getString("id"))
                .toList();
    }

    private static List<String> those(Predicate<JsonObject> fits) {
        return names(all.stream().filter(fits).toList());
    }

    private static String label(JsonObject resource, String name) {
        return resource.getJsonObject("labels").getString(name);
    }

    // ---- what is shown

    @Test
    void all_are_there_by_account_and_id() {
        assertThat(all).hasSize(60);
        assertThat(names(all)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void each_filter_shows_what_fits_it_and_nothing_else() {
        assertThat(names(items("/v1/resources?account=storm")))
                .isEqualTo(those(one -> one.getString("account").equals("storm")));
        assertThat(names(items("/v1/resources?vendor=feldera&limit=1000")))
                .isEqualTo(those(one -> one.getString("vendor").equals("feldera")));
        assertThat(names(items("/v1/resources?vendor=nomad"))).isEmpty();
        assertThat(names(items("/v1/resources?state=active")))
                .isEqualTo(those(one -> one.getString("state").equals("active")))
                .isNotEmpty();
        assertThat(names(items("/v1/resources?state=requested&state=overdue")))
                .isEqualTo(those(one -> one.getString("state").equals("requested")))
                .isNotEmpty();
        assertThat(names(items("/v1/resources?verdict=gone"))).isEmpty();
        assertThat(names(items("/v1/resources?label=show:morning")))
                .isEqualTo(those(one -> label(one, "show").equals("morning")))
                .hasSize(30);
        assertThat(names(items("/v1/resources?label=n:3&label=n:7")))
                .isEqualTo(those(one -> List.of("3", "7").contains(label(one, "n"))))
                .hasSize(2);
        assertThat(names(items("/v1/resources?label=show:morning&label=n:4")))
                .isEqualTo(those(one -> label(one, "n").equals("4")))
                .hasSize(1);
        assertThat(names(items("/v1/resources?label=show:morning&label=n:5"))).isEmpty();
        assertThat(names(items("/v1/resources?state=active&account=demo&label=show:morning")))
                .isEqualTo(those(one -> one.getString("state").equals("active")
                        && one.getString("account").equals("demo")
                        && label(one, "show").equals("morning")))
                .isNotEmpty();
    }

    @Test
    void a_piece_of_an_id_or_of_a_label_finds_it_whatever_its_case_and_signs_mean_themselves() {
        assertThat(names(items("/v1/resources?q=THING-4")))
                .isEqualTo(those(one -> one.getString("id").startsWith("Thing-4")))
                .hasSize(10);
        assertThat(names(items("/v1/resources?q=50%25")))
                .isEqualTo(those(one -> label(one, "show").equals("eve 50%")))
                .hasSize(30);
        assertThat(names(items("/v1/resources?q=_"))).isEmpty();
        assertThat(names(items("/v1/resources?q=%5C"))).isEmpty();
    }

    @Test
    void labels_that_are_taken_off_find_it_no_more() {
        running.put("/v1/resources/demo/relabelled", "{\"labels\":{\"mark\":\"before\"}}");
        running.put("/v1/resources/demo/relabelled", "{\"labels\":{\"mark\":\"after\"}}");
        try {
            assertThat(items("/v1/resources?label=mark:before")).isEmpty();
            assertThat(names(items("/v1/resources?label=mark:after"))).containsExactly("demo/relabelled");
            assertThat(names(items("/v1/resources?q=relabel"))).containsExactly("demo/relabelled");
        } finally {
            forgotten("relabelled");
        }
    }

    /** So that the world is as it was. */
    private static void forgotten(String id) {
        sql("DELETE FROM resource WHERE id = '" + id + "'");
        assertThat(items("/v1/resources?q=" + id)).isEmpty();
        assertThat(running.get("/v1/resources/demo/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_out_of_sight_can_be_asked_for_alone() throws SQLException {
        try (var direct = Sql.on(running.database())) {
            // Until the end the lock of all who write is held here: looks go on, and one would see it at once.
            direct.run("""
                    SELECT pg_advisory_lock(hashtextextended('standstill.journal', 0));
                    UPDATE resource
                       SET ordered_at = ordered_at - interval '1 hour', observed_at = NULL,
                           pursuit = pursuit || '{"looked": false}'
                     WHERE id = 'Thing-00' AND account = 'storm'
                    """);

            var stale = items("/v1/resources?stale=true");
            var others = items("/v1/resources?stale=false&limit=1000");

            assertThat(stale).allMatch(one -> one.getBoolean("stale"));
            assertThat(others).noneMatch(one -> one.getBoolean("stale"));
            assertThat(names(stale)).containsExactly("storm/Thing-00");
            assertThat(stale.size() + others.size()).isEqualTo(60);
        }
    }

    @Test
    void what_is_overdue_is_out_of_sight_only_if_the_slow_looks_did_not_see_it_either() throws SQLException {
        try (var direct = Sql.on(running.database())) {
            // Nobody writes meanwhile. Of the account's three, one was looked at with it, one alone and lately, one
            // never.
            direct.run("""
                    SELECT pg_advisory_lock(hashtextextended('standstill.journal', 0));
                    CREATE TABLE before AS
                    SELECT account, id, state, ordered_at, observed_at, pursuit
                      FROM resource
                     WHERE account = 'demo' AND id IN ('Thing-28', 'Thing-56', 'Thing-52');
                    UPDATE resource
                       SET state = 'overdue', ordered_at = ordered_at - interval '1 hour',
                           observed_at = CASE id WHEN 'Thing-56' THEN clock_timestamp() - interval '2 minutes' END,
                           pursuit = pursuit || jsonb_build_object('looked', id = 'Thing-28')
                     WHERE (account, id) IN (SELECT account, id FROM before)
                    """);
            try {
                var overdue = items("/v1/resources?account=demo&state=overdue");
                var stale = items("/v1/resources?account=demo&stale=true");
                var others = items("/v1/resources?account=demo&stale=false&limit=1000");

                assertThat(names(overdue)).containsExactly("demo/Thing-28", "demo/Thing-52", "demo/Thing-56");
                assertThat(names(stale)).containsExactly("demo/Thing-52");
                assertThat(stale).allMatch(one -> one.getBoolean("stale"));
                assertThat(others).noneMatch(one -> one.getBoolean("stale"));
                assertThat(names(others)).contains("demo/Thing-28", "demo/Thing-56");
                assertThat(overdue.get(0).getInstant("observedAt"))
                        .isAfter(overdue.get(2).getInstant("observedAt"));
            } finally {
                direct.run("""
                        UPDATE resource
                           SET state = before.state, ordered_at = before.ordered_at, observed_at = before.observed_at,
                               pursuit = before.pursuit
                          FROM before
                         WHERE (resource.account, resource.id) = (before.account, before.id);
                        DROP TABLE before
                        """);
            }
        }
    }

    // ---- in which order

    private static final String LAST = "9999";

    private static Function<JsonObject, String> key(String by) {
        return switch (by) {
            case "since" -> one -> one.getString("since");
            case "updated" ->
                one -> "%015d".formatted(Long.valueOf(one.getString("position").replaceAll(".*-", "")));
            case "deadline" ->
                one -> one.getJsonObject("stop") == null
                        ? LAST
                        : one.getJsonObject("stop").getString("deadlineAt");
            default -> one -> "";
        };
    }

    @ParameterizedTest
    @CsvSource({"id,1", "-id,7", "since,7", "-since,7", "updated,7", "-updated,60", "deadline,7", "-deadline,4"})
    void pages_follow_each_other_in_every_order_and_show_each_once(String sort, int limit) {
        for (var filter : List.of("", "&state=requested&state=active", "&account=demo", "&label=show:morning")) {
            var whole = new ArrayList<JsonObject>();
            var path = "/v1/resources?sort=%s&limit=%d%s".formatted(sort, limit, filter);
            String position = null;
            while (path != null) {
                var answer = running.get(path);
                var page = json(answer);
                position = position == null ? page.getString("position") : position;
                assertThat(page.getString("position")).isEqualTo(position);
                whole.addAll(objects(page.getJsonArray("items")));
                var link = answer.headers().firstValue("Link").map(NEXT::matcher);
                assertThat(link.isPresent()).isEqualTo(page.getString("next") != null);
                path = link.filter(matcher -> matcher.matches())
                        .map(matcher -> matcher.group(1))
                        .orElse(null);
            }

            var by = sort.replace("-", "");
            Comparator<JsonObject> order = Comparator.comparing(key(by))
                    .thenComparing(one -> one.getString("account"))
                    .thenComparing(one -> one.getString("id"));
            if (sort.startsWith("-") && by.equals("deadline")) {
                assertThat(whole.stream().map(key(by)).filter(one -> !one.equals(LAST)))
                        .isSortedAccordingTo(Comparator.reverseOrder());
                assertThat(whole.stream().map(key(by)).dropWhile(one -> !one.equals(LAST)))
                        .allMatch(LAST::equals);
            } else {
                assertThat(whole).isSortedAccordingTo(sort.startsWith("-") ? order.reversed() : order);
            }
            assertThat(names(whole))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(names(items("/v1/resources?limit=1000" + filter)));
        }
    }

    @Test
    void a_place_in_one_order_is_none_in_another() {
        var cursor = json(running.get("/v1/resources?sort=since&limit=5")).getString("next");

        assertThat(running.get("/v1/resources?sort=-since&limit=5&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.get("/v1/resources?limit=5&cursor=" + cursor).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=name",
                "sort=",
                "sort=id&sort=since",
                "stale=yes",
                "verdict=sure",
                "label=show",
                "label=:x",
                "q=",
                "account=",
                "unheard=of",
                "cursor=e30",
                "cursor=bm9uZQ"
            })
    void what_makes_no_sense_is_named(String query) {
        var answer = running.get("/v1/resources?" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        var detail = new JsonObject(answer.body()).getString("detail");
        assertThat(detail).contains(query.replaceAll("=.*", "")).contains("expected");
    }

    // ---- as a table and as lines

    private static HttpResponse<String> as(String type, String query) {
        return running.send(HttpRequest.newBuilder(URI.create(running.url() + "/v1/resources" + query))
                .header("Accept", type)
                .GET());
    }

    @Test
    void as_lines_all_come_each_as_in_the_list() {
        var answer = as("application/x-ndjson", "?sort=-updated");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(answer.headers().firstValue("Standstill-Position"))
                .contains(json(running.get("/v1/resources?limit=1")).getString("position"));
        var lines = answer.body().lines().map(JsonObject::new).toList();
        assertThat(names(lines)).isEqualTo(names(items("/v1/resources?sort=-updated&limit=1000")));
        assertThat(lines.get(0).fieldNames()).isEqualTo(all.get(0).fieldNames());
    }

    @Test
    void as_a_table_every_cell_is_what_the_list_tells() {
        running.put("/v1/resources/demo/" + URLEncoder.encode("a,\"b\"", StandardCharsets.UTF_8), "{}");

        var answer = as("text/csv", "?q=%2C");

        assertThat(answer.headers().firstValue("Content-Type").orElseThrow().toLowerCase(Locale.ROOT))
                .startsWith("text/csv");
        var lines = answer.body().split("\r\n", 0);
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("account,vendor,id,state,verdict");
        assertThat(lines[1]).startsWith("demo,feldera,\"a,\"\"b\"\"\",active,");
        sql("DELETE FROM resource WHERE id = 'a,\"b\"'");
    }

    @Test
    void what_is_not_wanted_is_not_given() {
        var answer = as("text/csv;q=0", "?limit=1");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void a_table_ends_at_a_limit_and_says_where_it_goes_on() {
        var first = as("text/csv", "?limit=7");
        var next = NEXT.matcher(first.headers().firstValue("Link").orElseThrow());
        assertThat(next.matches()).isTrue();

        var second = running.send(HttpRequest.newBuilder(URI.create(running.url() + next.group(1)))
                .header("Accept", "text/csv")
                .GET());

        var ids = new ArrayList<String>();
        for (var answer : List.of(first, second)) {
            answer.body()
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 4)[0] + "/" + line.split(",", 4)[2])
                    .forEach(ids::add);
        }
        assertThat(ids).isEqualTo(names(all).subList(0, 14));
        assertThat(second.headers().firstValue("Standstill-Position"))
                .isEqualTo(first.headers().firstValue("Standstill-Position"));
    }
}
