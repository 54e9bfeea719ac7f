package io.standstill.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.standstill.simulator.Simulators;
import io.standstill.vendor.Vendor;
import io.standstill.vendor.VendorContract;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A vendor is one folder, one line of the roster, one simulator and one contract test: none of them without the others. */
@ExtendWith(VertxExtension.class)
class RosterTest {

    private static final Path VENDORS = Path.of("src/main/java/io/standstill/vendor");

    private static List<String> folders() throws IOException {
        try (var all = Files.list(VENDORS)) {
            return all.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void every_folder_has_one_line_in_the_roster_and_every_line_its_folder() throws Exception {
        assertThat(Roster.VENDORS)
                .extracting(Vendor::name)
                .containsExactlyInAnyOrderElementsOf(folders())
                .doesNotHaveDuplicates();
        assertThat(Roster.VENDORS)
                .allSatisfy(vendor -> assertThat(vendor.getClass().getPackageName())
                        .isEqualTo("io.standstill.vendor." + vendor.name()));
    }

    @Test
    void every_vendor_has_a_simulator_of_its_name(Vertx vertx, @TempDir Path folder) throws Exception {
        var simulators = Simulators.start(vertx, 0, folder.resolve("world.jsonl"), Clock.systemUTC(), false)
                .await();
        var client = WebClient.create(vertx);
        try {
            for (var vendor : folders()) {
                var answer = client.get(simulators.port(), "127.0.0.1", "/_control/" + vendor)
                        .send()
                        .await();
                assertThat(answer.statusCode()).as(vendor).isEqualTo(200);
            }
        } finally {
            client.close();
            simulators.stop().await();
        }
    }

    @Test
    void every_vendor_stands_the_contract() throws Exception {
        var tried = new ClassFileImporter()
                .importPackages("io.standstill.vendor").stream()
                        .filter(one -> one.isAssignableTo(VendorContract.class))
                        .filter(one -> !one.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(RosterTest::vendorOf)
                        .toList();

        assertThat(tried).containsExactlyInAnyOrderElementsOf(folders());
    }

    private static String vendorOf(JavaClass contract) {
        try {
            var constructor = contract.reflect().getDeclaredConstructor();
            constructor.setAccessible(true);
            return ((VendorContract) constructor.newInstance()).vendor().name();
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(contract.getName(), failed);
        }
    }
}
