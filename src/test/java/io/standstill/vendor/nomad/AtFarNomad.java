package io.standstill.vendor.nomad;

import io.standstill.domain.Reading;
import io.standstill.vendor.Account;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Terms;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account at a far end that says what the test wants, with its ticker in the test's hand. */
@ExtendWith(VertxExtension.class)
abstract class AtFarNomad {

    static final String ID = FarNomad.ID;
    static final Reading IDLE = new Reading.AtRest("Idle", null, null, List.of("idle-charge"));
    static final Reading RUNNING = new Reading.Alive("Running", null, null, null);

    private final AtomicLong nanos = new AtomicLong(1);
    private Vertx vertx;
    private Context context;
    FarNomad far;
    Account account;

    @BeforeEach
    void begin(Vertx vertx) {
        this.vertx = vertx;
        context = vertx.getOrCreateContext();
        far = new FarNomad(vertx);
        account = open(far.url(), Map.of("username", "u@x", "password", "hunter2", "apiType", "admin"));
    }

    @AfterEach
    void end() {
        account.close();
        far.close();
    }

    Account open(URI url, Map<String, String> keys) {
        var terms = new Terms("n", url, "nonprod", new Nomad().policy());
        return new Nomad().read(terms, new NomadTest.Written(keys)).opening().open(vertx, nanos::get);
    }

    /** Begins it where the account is used from. */
    <T> Future<T> begun(Supplier<Future<T>> call) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(here -> call.get().onComplete(promise));
        return promise.future();
    }

    <T> T done(Supplier<Future<T>> call) {
        return begun(call).await();
    }

    Returned<Reading> look() {
        return done(() -> account.look(ID));
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    void nomadSays(String status) {
        far.says(FarNomad.GET, 200, FarNomad.channel(status).encode());
    }
}
