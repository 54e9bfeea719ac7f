package io.standstill;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan of the house: which room stands on which, and what only one room may touch. */
class HouseTest {

    private static final String OURS = "io.standstill..";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.standstill");

    // ---- floors

    /** Each room, and the rooms it may import; whatever is not named here is above it or beside it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "domain,            domain",
        "journal,           domain journal",
        "vendor,            domain vendor",
        "journal.postgres,  domain journal journal.postgres",
        "vendor.feldera,    domain vendor vendor.feldera",
        "vendor.nomad,      domain vendor vendor.nomad",
        "vendor.storm,      domain vendor vendor.storm",
        "vendor.memories,   domain vendor vendor.memories",
        "engine,            domain journal vendor engine",
        "feed,              domain journal feed",
        "http.door,         domain journal http.door",
        "http,              domain journal vendor feed http http.description http.door",
        "http.description,  http.description",
        "app.command,       domain app.command",
        "simulator,         simulator simulator.feldera simulator.memories simulator.nomad simulator.storm",
        "simulator.feldera, simulator simulator.feldera",
        "simulator.memories, simulator simulator.memories",
        "simulator.nomad,   simulator simulator.nomad",
        "simulator.storm,   simulator simulator.storm",
    })
    void a_room_imports_only_lower_floors(String room, String allowed) {
        var mayImport = packages(allowed);
        holds(noClasses()
                .that()
                .resideInAPackage("io.standstill." + room)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(OURS).and(DescribedPredicate.not(resideInAnyPackage(mayImport)))));
    }

    @Test
    void every_room_but_the_top_is_in_that_plan() throws Exception {
        var planned = new TreeSet<String>();
        var plan = HouseTest.class
                .getDeclaredMethod("a_room_imports_only_lower_floors", String.class, String.class)
                .getAnnotation(CsvSource.class);
        for (var row : plan.value()) {
            planned.add(row.substring(0, row.indexOf(',')));
        }
        planned.addAll(List.of("app", "app.embedded"));

        assertThat(planned).isEqualTo(rooms());
    }

    private static String[] packages(String rooms) {
        return List.of(rooms.split(" ")).stream()
                .map(room -> "io.standstill." + room)
                .toArray(String[]::new);
    }

    private static Set<String> rooms() {
        return HOUSE.stream()
                .map(one -> one.getPackageName().substring("io.standstill.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void the_core_knows_no_framework_no_clock_and_no_io() {
        holds(classes()
                .that()
                .resideInAPackage("io.standstill.domain")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.standstill.domain",
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "java.time",
                        "org.jspecify.annotations")));
    }

    /** Whoever types a command waits for every class of it. */
    @Test
    void the_command_line_loads_no_library_but_the_reader_of_json() {
        holds(classes()
                .that()
                .resideInAPackage("io.standstill.app.command")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.standstill.app.command",
                        "io.standstill.domain",
                        "com.fasterxml.jackson.core",
                        "java.io",
                        "java.lang..",
                        "java.net",
                        "java.nio.charset",
                        "java.time",
                        "java.util",
                        "java.util.concurrent",
                        "java.util.function",
                        "org.jspecify.annotations")));
    }

    @Test
    void only_the_roster_lists_the_vendors() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("io.standstill.vendor..")
                .and()
                .doNotHaveFullyQualifiedName("io.standstill.app.Roster")
                .should()
                .dependOnClassesThat(resideInAPackage("io.standstill.vendor.*")));
    }

    @Test
    void the_simulators_are_reached_only_over_http() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages("io.standstill.simulator..", "io.standstill.app")
                .should()
                .dependOnClassesThat(resideInAPackage("io.standstill.simulator..")));
    }

    // ---- one door

    @Test
    void the_tracker_alone_writes() {
        holds(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.standstill.journal.Tracker")
                .should()
                .callMethodWhere(calls("io.standstill.journal.Journal", "commit")));
    }

    @Test
    void the_tracker_alone_asks_the_machine() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("io.standstill.domain")
                .and()
                .doNotHaveFullyQualifiedName("io.standstill.journal.Judging$Trial")
                .should()
                .callMethodWhere(calls("io.standstill.domain.Machine", "hear")));
        // Whether a look would be news decides nothing; whoever looks may ask that, and nobody else.
        holds(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.standstill.engine.Looking")
                .should()
                .callMethodWhere(calls("io.standstill.domain.Machine", "isNews")));
    }

    @Test
    void only_one_room_of_the_core_ever_says_proved() {
        holds(noClasses()
                .that()
                .haveNameNotMatching("io\\.standstill\\.domain\\.(Proof|Moves|Heard)")
                .should()
                .accessField("io.standstill.domain.Heard", "PROVED"));
    }

    // ---- what comes in from outside

    @Test
    void only_the_top_reads_the_clock() {
        for (var reading : List.of(
                calls("java.lang.System", "nanoTime|currentTimeMillis"),
                calls("java.time.Instant", "now"),
                calls("java.time.OffsetDateTime", "now"),
                calls("java.time.ZonedDateTime", "now"),
                calls("java.time.LocalDateTime", "now"),
                calls("java.time.Clock", "system.*"))) {
            holds(noClasses()
                    .that()
                    .resideOutsideOfPackage("io.standstill.app..")
                    .should()
                    .callCodeUnitWhere(reading));
        }
    }

    @Test
    void only_the_top_reads_the_environment_and_throws_dice() {
        for (var reading : List.of(
                calls("java.lang.System", "getenv|getProperty"),
                calls("java.lang.Math", "random"),
                calls("java.util.UUID", "randomUUID"),
                calls("java.util.concurrent.ThreadLocalRandom", "current"),
                calls("java.util.Random", "<init>"),
                calls("java.security.SecureRandom", "<init>"))) {
            holds(noClasses()
                    .that()
                    .resideOutsideOfPackage("io.standstill.app..")
                    .should()
                    .callCodeUnitWhere(reading));
        }
    }

    @Test
    void only_the_top_reads_files() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("io.standstill.app..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.(nio\\.file\\.Files|io\\.File|io\\.FileInputStream|io\\.FileReader)"));
    }

    // ---- habits

    @Test
    void nothing_reaches_into_the_insides_of_vertx() {
        holds(noClasses().should().dependOnClassesThat(resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..")));
    }

    @Test
    void nobody_sleeps_or_blocks_an_event_loop() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("io.standstill.app..")
                .should()
                .callMethodWhere(calls("java.lang.Thread", "sleep")));
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("io.standstill.app..")
                .should()
                .callMethodWhere(calls("io.vertx.core.Future", "await")));
        holds(noClasses().should().callMethodWhere(calls("io.vertx.core.Vertx", "executeBlocking")));
    }

    @Test
    void rooms_call_each_other_and_not_a_bus() {
        holds(noClasses().should().dependOnClassesThat(assignableTo("io.vertx.core.eventbus.EventBus")));
    }

    @Test
    void names_say_what_a_thing_is() {
        holds(noClasses()
                .should()
                .haveNameMatching(".*(Manager|Service|Util|Utils|Helper|Impl|DTO|Dto|Data|Info|Common)"));
    }

    @Test
    void every_room_tells_its_story_and_knows_null() throws Exception {
        for (var room : rooms()) {
            var story = Path.of("src/main/java/io/standstill", room.replace('.', '/'), "package-info.java");
            assertThat(story).exists();
            assertThat(Files.readString(story)).as(room).contains("/**").contains("@NullMarked");
        }
    }

    @Test
    void the_top_level_holds_what_it_should_and_nothing_else() throws Exception {
        try (var top = Files.list(Path.of("."))) {
            var names = top.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.equals("target"))
                    .toList();
            assertThat(names).containsExactlyInAnyOrder("src", "db", "conf", "README.md", "pom.xml");
        }
    }

    private static DescribedPredicate<JavaCall<?>> calls(String type, String method) {
        return target(owner(assignableTo(type))).and(target(nameMatching(method)));
    }

    private static void holds(ArchRule rule) {
        rule.check(HOUSE);
    }
}
