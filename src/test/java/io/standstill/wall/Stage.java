package io.standstill.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Chromium;
import io.standstill.testing.Plan;
import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One service and one browser for all that a class tells; after each test the browser's console must be silent. */
final class Stage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final Supplier<Path> folder;
    private final UnaryOperator<Plan> planned;
    private @Nullable Running service;
    private @Nullable Chromium browser;

    Stage(Supplier<Path> folder, UnaryOperator<Plan> planned) {
        this.folder = folder;
        this.planned = planned;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // The browser first: without one, nothing need be started.
        browser = Chromium.open(folder.get());
        service = planned.apply(Running.planned(folder.get())).start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(browser().console()).as("the browser's console").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (service != null) {
            service.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    Running service() {
        return Objects.requireNonNull(service);
    }

    Chromium browser() {
        return Objects.requireNonNull(browser);
    }

    Wall wall() {
        return new Wall(browser(), service().url());
    }

    /** Running at its vendor, and known here. */
    void runs(String account, String id, JsonObject behaviour) {
        service().thing(account + "/" + encoded(id), new JsonObject().put("behaviour", behaviour));
        known(account, id, new JsonObject());
    }

    void known(String account, String id, JsonObject labels) {
        assertThat(service()
                        .put(
                                path(account, id),
                                new JsonObject().put("labels", labels).encode())
                        .statusCode())
                .as(id)
                .isEqualTo(201);
    }

    /** As if the vendor's list had just been taken again, and showed this one too. */
    void lists(String account, String id) {
        try (var sql = Sql.on(service().database())) {
            sql.run("INSERT INTO inventory (account, id, vendor_status) VALUES ('%s', '%s', 'Running')"
                    .formatted(account, id));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** How often it was ordered to stop, as its journal has it. */
    long ordered(String account, String id) {
        return new JsonObject(
                        service().get(path(account, id) + "/journal?limit=1000").body())
                .getJsonArray("items").stream()
                        .filter(entry -> "ordered".equals(((JsonObject) entry).getString("kind")))
                        .count();
    }

    static String path(String account, String id) {
        return "/v1/resources/" + account + "/" + encoded(id);
    }

    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
