package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Problem;
import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.testing.Between.Call;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is different from vendor to vendor, and what every test of the contract begins and ends with. */
@ExtendWith(VertxExtension.class)
abstract class ContractTerms {

    /** What every configured secret is made of. */
    protected static final String SECRET = "open-sesame";

    /** What anything between us and the vendor says. */
    protected static final String PAGE = "<html><head><title>404 Not Found</title></head><body>Stopped.</body></html>";

    protected Trial trial;

    // ---- what is different

    public abstract Vendor vendor();

    /** The account's keys; this url is where it will be. */
    protected abstract Map<String, String> keys(String url);

    protected abstract String id();

    /** One that nobody ever made, of a form that the vendor can have. */
    protected abstract String unknownId();

    protected Verdict verdict() {
        return Verdict.CONFIRMED;
    }

    /** The verdict where the stop took effect, and its answer was lost. */
    protected Verdict verdictWithoutAnAnswer() {
        return verdict();
    }

    /** By how much time passes between two rounds. */
    protected Duration step() {
        return Duration.ofSeconds(2);
    }

    protected boolean isStop(Call call) {
        return call.posts("/stop");
    }

    /**
     * What the vendor's table calls final: the status that a first stop is answered with, and the problem it becomes. No
     * other ends anything.
     */
    protected Map<Integer, String> refusals() {
        return Map.of();
    }

    protected String problemOfUnknown() {
        return Problem.UNKNOWN_AT_VENDOR;
    }

    /** The behaviour that has a word told whatever is true; none where nothing can be read. */
    protected Optional<String> wordKnob() {
        return Optional.empty();
    }

    /** The vendor's manners that kill a login, each; none where there is no login. */
    protected List<JsonObject> expiries() {
        return List.of();
    }

    /** How a thing must behave here besides, for its truth to be heard of. */
    protected JsonObject always() {
        return new JsonObject();
    }

    /** Sets up what else this vendor needs. */
    protected void prepare(Vertx vertx) {}

    /** Something else that is there too, where the vendor's list matters to an absence. */
    protected Optional<String> neighbour() {
        return Optional.empty();
    }

    /** Things of another kind, for which the vendor answers in other words. */
    protected List<String> otherKinds() {
        return List.of();
    }

    /** The vendor's manners that have it word its answers otherwise, each. */
    protected List<JsonObject> dialects() {
        return List.of();
    }

    /** The fields that make an acknowledgement one, wherever they stand in it: with any of them wrong, it is none. */
    protected Set<String> acknowledgedBy() {
        return Set.of();
    }

    /** What rides on a 404 and is not the vendor's own word for what it does not know. */
    protected List<String> foreignNotFounds() {
        return List.of(PAGE, "Not Found");
    }

    /** The behaviour that has the vendor tell what it remembers; nothing where it always looks. */
    protected JsonObject remembering() {
        return new JsonObject();
    }

    /** A wish that it looked anew. */
    protected boolean isRefresh(Call call) {
        return false;
    }

    /** By how much time passes at once where nothing is expected to happen. */
    protected Duration longStep() {
        return Duration.ofMinutes(20);
    }

    // ---- begin and end

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        trial = new Trial(vertx, folder, vendor(), id(), this::keys);
        // Where nothing else is there, what is not found is lost from sight rather than gone.
        neighbour().ifPresent(id -> trial.desk.thing(vendor().name(), id, new JsonObject()));
        prepare(vertx);
    }

    @AfterEach
    void end() {
        try (var ending = trial) {
            ending.keepsThePromise();
            ending.keepsItsSecrets(secrets());
        }
    }

    private Set<String> secrets() {
        var secrets = new HashSet<String>();
        keys("").values().stream().filter(value -> value.contains(SECRET)).forEach(secrets::add);
        secrets.add(SECRET);
        return secrets;
    }

    protected final boolean readable() {
        return trial.policy().readable();
    }

    /** A thing that stops after that time, and behaves so besides. */
    final void runs(String stopAfter, JsonObject besides) {
        trial.thing(always().mergeIn(besides).put("stopAfter", stopAfter));
    }

    final void runs(String stopAfter) {
        runs(stopAfter, new JsonObject());
    }

    static JsonObject knob(String name, Object value) {
        return new JsonObject().put(name, value);
    }

    /** Every word of the vendor but those of a login. */
    static boolean isNoLogin(Call call) {
        return !call.isLogin();
    }

    final void endsStopped() {
        trial.passUntil(State.STOPPED, Duration.ofMinutes(15), step());
    }

    final void staysInFlight(Duration time) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step())) {
            trial.pass(step(), step());
            assertThat(trial.state().inFlight()).as(trial.told()).isTrue();
        }
    }

    /** Where the vendor can be read, no stop is sent again before somebody looked. */
    final void looksBetweenStops() {
        if (!readable()) {
            return;
        }
        var looked = false;
        for (var call : trial.between.calls()) {
            if (isStop(call)) {
                assertThat(looked)
                        .as("a look before every stop: " + trial.between.calls())
                        .isTrue();
                looked = false;
            }
            looked |= call.isRead();
        }
    }
}
