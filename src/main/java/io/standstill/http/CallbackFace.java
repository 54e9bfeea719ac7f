package io.standstill.http;

import io.micrometer.core.instrument.Counter;
import io.standstill.domain.Outcome;
import io.standstill.domain.Trace;
import io.standstill.http.door.Denied;
import io.standstill.http.door.Door;
import io.standstill.journal.Letter;
import io.standstill.journal.Submission;
import io.standstill.vendor.Account;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Callbacks;
import io.standstill.vendor.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Takes vendors' callbacks: stored raw, but for our own secrets, judged and committed before the 2xx.
 *
 * <p>Nobody signs them, so the address holds an unguessable part. Who does not know it learns nothing, not even whether
 * there is such an account.
 */
final class CallbackFace {

    static final int MOST_BODY_BYTES = 256 * 1024;

    /** A vendor that waits longer than this rather calls again. */
    private static final long PATIENCE_MILLIS = 10_000;

    /** What an account that does not exist compares with. */
    private static final Secret NOBODYS = new Secret("the secret of nobody");

    private static final String TOLD = "told";
    private static final String REMEMBERED = "remembered";
    private static final String NOTHING_NEW = "nothing-new";
    private static final String UNKNOWN = "unknown";
    private static final String UNREADABLE = "unreadable";
    private static final String TURNED_AWAY = "turned-away";

    /** What can become of one. */
    private static final List<String> VERDICTS =
            List.of(TOLD, REMEMBERED, NOTHING_NEW, UNKNOWN, UNREADABLE, TURNED_AWAY);

    private static final String ADDRESSED = CallbackFace.class.getName();

    private final Ground ground;
    private final Door door;

    CallbackFace(Ground ground, Door door) {
        this.ground = ground;
        this.door = door;
        // Counted from nothing on: what was never told cannot be seen to fall silent.
        ground.connections().forEach((name, account) -> account.callbacks()
                .filter(callbacks -> !callbacks.secrets().isEmpty())
                .ifPresent(listens -> VERDICTS.forEach(verdict -> counter(name, verdict))));
    }

    // ---- POST /callbacks/{account}/{secret}

    /** Before anything of its body is read. */
    void admit(RoutingContext request) {
        var account = Objects.requireNonNull(request.pathParam("account"));
        request.put(ADDRESSED, addressed(account, Objects.requireNonNull(request.pathParam("secret"))));
        try {
            door.calledBack(account);
        } catch (Denied turnedAway) {
            missed(account);
            throw turnedAway;
        }
        request.next();
    }

    Future<Answer> take(RoutingContext request) {
        var account = Objects.requireNonNull(request.pathParam("account"));
        Callbacks callbacks = Objects.requireNonNull(request.get(ADDRESSED), "it was admitted before");
        var body = Optional.ofNullable(request.body().buffer()).orElseGet(Buffer::buffer);
        var understood = callbacks.understand(body).orElseThrow(() -> {
            count(account, UNREADABLE);
            return Fault.malformed("the body is not JSON");
        });
        var blotter = callbacks.blotter();
        var trace = new Trace(Trace.Source.CALLBACK, null, Blotter.digest(body), blotter.excerpt(body));
        // It may tell its own address, which is all that lets anybody call back.
        var letter = new Letter(account, understood.ids(), understood.callback(), trace, blotter.raw(body));
        return ground.tracker()
                .apply(Submission.of(letter))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(notTaken -> missed(account))
                .onSuccess(judged -> count(account, verdict(judged)))
                .map(taken -> Answer.json(200, "{\"status\":\"taken\"}"));
    }

    /** Whoever was turned away may not come again, and then only seems to be silent. */
    private void missed(String account) {
        ground.missed().accept(account);
        count(account, TURNED_AWAY);
    }

    private void count(String account, String verdict) {
        counter(account, verdict).increment();
    }

    private Counter counter(String account, String verdict) {
        return Counter.builder("standstill.callbacks")
                .description("Callbacks that came, by what became of them")
                .tags("account", account, "verdict", verdict)
                .register(ground.meters());
    }

    private static String verdict(List<Outcome> judged) {
        if (judged.isEmpty()) {
            return UNKNOWN;
        }
        if (judged.stream().anyMatch(outcome -> outcome.news() != null)) {
            return TOLD;
        }
        return judged.stream().anyMatch(Outcome::changed) ? REMEMBERED : NOTHING_NEW;
    }

    /** Compares as long for a wrong account as for a wrong secret. */
    private Callbacks addressed(String account, String secret) {
        var callbacks = Optional.ofNullable(ground.connections().get(account)).flatMap(Account::callbacks);
        var given = secret.getBytes(StandardCharsets.UTF_8);
        var fits = false;
        for (var good : callbacks.map(Callbacks::secrets).orElse(List.of(NOBODYS))) {
            fits |= MessageDigest.isEqual(given, good.reveal().getBytes(StandardCharsets.UTF_8));
        }
        if (!fits || callbacks.isEmpty()) {
            throw Fault.noSuchPath();
        }
        return callbacks.get();
    }
}
