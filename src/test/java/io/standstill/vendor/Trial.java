package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.engine.Engine;
import io.standstill.journal.Entry;
import io.standstill.testing.Between;
import io.standstill.testing.Desk;
import io.standstill.testing.LogLines;
import io.standstill.testing.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One vendor's account on trial: the real engine and a real database on this side, the simulated vendor on the other,
 * and between them what can spoil whatever passes.
 *
 * <p>It guards the promise at every step: what is stopped here is at rest there, and no secret is in any line.
 */
public final class Trial implements AutoCloseable {

    private static final String ACCOUNT = "eu";

    /** More than the longest excerpt, whatever its escapes make of it. */
    private static final int MOST_EVIDENCE = 16_384;

    public final Desk desk;
    public final Between between;
    public final Account account;

    private final String vendor;
    private final ResourceId id;
    private final LogLines log;
    private final Engine node;
    private Runnable meanwhile = () -> {};

    Trial(Vertx vertx, Path folder, Vendor vendor, String id, Function<String, Map<String, String>> keys) {
        this.vendor = vendor.name();
        this.id = new ResourceId(ACCOUNT, id);
        log = new LogLines();
        desk = new Desk(vertx, folder);
        between = new Between(vertx, desk.simulatorPort());
        var url = between.url() + "/" + vendor.name();
        var terms = new Terms(ACCOUNT, URI.create(url), "nonprod", vendor.policy());
        account = desk.account(ACCOUNT, vendor, terms, keys.apply(url));
        node = desk.node("one");
    }

    /** What happens by itself before each round of the node, like callbacks that arrive. */
    public void meanwhile(Runnable happens) {
        meanwhile = happens;
    }

    // ---- the vendor's side

    /** Makes the thing, or changes its manners. */
    public void thing(JsonObject behaviour) {
        desk.thing(vendor, id.id(), behaviour);
    }

    public void vendor(JsonObject manners) {
        desk.control("/" + vendor, manners);
    }

    public JsonObject truth() {
        return desk.truth(vendor, id.id());
    }

    public boolean running() {
        return truth().getBoolean("running");
    }

    public int stopCalls() {
        return truth().getInteger("stopCalls");
    }

    // ---- our side

    public ResourceId id() {
        return id;
    }

    public void order() {
        order(id);
    }

    public void order(ResourceId which) {
        desk.hears(which, Samples.order());
    }

    public Engine node() {
        return node;
    }

    /** Rounds until nothing more is to be done at this hour. */
    public void settle() {
        meanwhile.run();
        desk.settle(node);
        keepsThePromise();
    }

    /** Time passes in steps, and everything that it brings about happens. */
    public void pass(Duration time, Duration step) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            desk.pass(step);
            settle();
        }
    }

    /** Lets time pass in steps until it has come there, or for the given time at most. */
    public void passUntil(State wanted, Duration atMost, Duration step) {
        settle();
        for (var passed = Duration.ZERO;
                state() != wanted && passed.compareTo(atMost) < 0;
                passed = passed.plus(step)) {
            desk.pass(step);
            settle();
        }
        assertThat(state()).as(() -> "after " + told()).isEqualTo(wanted);
    }

    public State state() {
        return resource().state();
    }

    public Resource resource() {
        return desk.find(id);
    }

    public Policy policy() {
        return account.policy();
    }

    public List<String> kinds() {
        return desk.kinds(id);
    }

    /** The whole history, for whoever must find out why. */
    public String told() {
        return history(id).stream()
                .map(entry -> "%s → %s %s (%s) %s"
                        .formatted(entry.from(), entry.to(), entry.kind(), entry.reason(), entry.evidence()))
                .toList()
                .toString();
    }

    private List<Entry> history(ResourceId which) {
        return desk.journal.history(which, 0, 1_000).await();
    }

    public List<String> lines() {
        return log.lines();
    }

    // ---- the promise

    private List<Resource> all() {
        return desk.resources.changed(Set.of(ACCOUNT), 0, 1_000).await();
    }

    /** Whatever is stopped here is at rest there. */
    public void keepsThePromise() {
        for (var resource : all()) {
            if (resource.state() == State.STOPPED) {
                var truth = desk.truth(vendor, resource.id().id());
                assertThat(truth.getBoolean("running", false))
                        .as(() -> "%s is told to be stopped and is not: %s; %s".formatted(resource.id(), truth, told()))
                        .isFalse();
            }
        }
    }

    /** Nothing that was configured or has passed as a secret is in any line of the log or entry of the journal. */
    public void keepsItsSecrets(Set<String> configured) {
        var secrets = new ArrayList<>(configured);
        secrets.addAll(between.secrets());
        secrets.removeIf(String::isBlank);
        for (var line : lines()) {
            assertThat(line).doesNotContain(secrets);
        }
        for (var entry : desk.journal.entries(0, 10_000).await()) {
            assertThat(entry.toString()).doesNotContain(secrets);
            assertThat(entry.evidence().length()).isLessThan(MOST_EVIDENCE);
        }
    }

    @Override
    public void close() {
        desk.close();
        between.close();
        log.close();
    }
}
