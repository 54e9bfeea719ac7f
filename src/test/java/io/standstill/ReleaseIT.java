package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Child;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The built jar as it is given out. */
class ReleaseIT {

    private static final Path JAR = Child.jar();

    private static List<JarEntry> entries() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            return Collections.list(jar.entries());
        }
    }

    private static String found(Path file, String pattern) throws IOException {
        var matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    /** Nothing of the hour it was built in: two builds of the same sources are the same bytes. */
    @Test
    void nothing_in_it_tells_when_it_was_built() throws IOException {
        var moment = OffsetDateTime.parse(found(
                        Path.of("pom.xml"), "<project.build.outputTimestamp>([^<]+)</project.build.outputTimestamp>"))
                .toLocalDateTime();
        // What others made keeps the time they gave it; whatever is made here has the one of pom.xml.
        assertThat(entries().stream().map(JarEntry::getTimeLocal))
                .contains(moment)
                .noneMatch(moment::isBefore);
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().keySet().stream().map(Object::toString))
                    .doesNotContain("Built-By", "Build-Date", "Build-Timestamp", "Build-Jdk");
        }
    }

    @Test
    void its_version_is_that_of_the_build_and_the_changelog_begins_with_it() throws IOException {
        var version = found(Path.of("pom.xml"), "<artifactId>standstill</artifactId>\\s*<version>([^<]+)</version>");
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
                    .isEqualTo(version);
        }
        assertThat(found(Path.of("README.md"), "\\n## CHANGELOG\\n+### ([0-9.]+)"))
                .isEqualTo(version);
        assertThat(Files.readString(Path.of("conf/deploy/kubernetes.yaml"))).contains("/standstill:" + version + "\n");
    }

    @Test
    void what_is_to_be_copied_is_not_in_it() throws IOException {
        assertThat(entries())
                .extracting(JarEntry::getName)
                .contains("conf/demo.yaml")
                .noneMatch(name -> name.startsWith("conf/deploy"));
    }

    /** What is found at run time only is named besides, and whatever is missing would be missed there. */
    @Test
    void the_container_has_every_module_it_needs() throws IOException {
        var jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        var out = new StringWriter();
        var exit = jdeps.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "--ignore-missing-deps",
                "--multi-release",
                "17",
                "--print-module-deps",
                JAR.toString());
        assertThat(exit).as(out.toString()).isZero();
        var needed = new TreeSet<>(List.of(out.toString().strip().split(",", -1)));
        needed.add("jdk.crypto.ec");

        assertThat(new TreeSet<>(List.of(found(Path.of("conf/deploy/Containerfile"), "--add-modules (\\S+)")
                        .split(",", -1))))
                .isEqualTo(needed);
    }
}
