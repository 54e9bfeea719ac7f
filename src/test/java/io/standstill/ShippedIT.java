package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Child;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar says what it is made of, and under which licences. */
class ShippedIT {

    private static final Path JAR = Child.jar();

    @Test
    void every_part_is_on_the_bill_of_materials_and_in_the_notice_with_its_licence() throws IOException {
        var parts = new JsonObject(entry("META-INF/bom.cdx.json"))
                .getJsonArray("components").stream().map(JsonObject.class::cast).toList();
        var notice = entry("META-INF/THIRD-PARTY.txt");

        assertThat(parts)
                .extracting(part -> part.getString("name"))
                .contains("vertx-core", "netty-codec-http", "postgresql", "flyway-core", "logback-classic", "chart.js")
                .doesNotContain("assertj-core", "selenium-api", "archunit");
        for (var part : parts) {
            var name = "%s:%s:%s".formatted(part.getString("group"), part.getString("name"), part.getString("version"));
            assertThat(notice).contains(name);
        }
        var licensed = notice.lines().filter(line -> line.startsWith("     (")).toList();
        assertThat(licensed).hasSizeGreaterThanOrEqualTo(parts.size() - classifiers(parts));
        assertThat(licensed).noneMatch(line -> line.contains("Unknown"));
    }

    /** The same part for several machines is one in the notice. */
    private static int classifiers(List<JsonObject> parts) {
        return (int) parts.stream()
                .filter(part -> part.getString("purl").contains("classifier="))
                .count();
    }

    private static String entry(String name) throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var entry = jar.getEntry(name);
            assertThat(entry).as(name).isNotNull();
            return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
