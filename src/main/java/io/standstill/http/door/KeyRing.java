package io.standstill.http.door;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of whoever signs tokens, as they were published last.
 *
 * <p>They are fetched when somebody comes with a key that is not known, at most every 30 s, and again while they are
 * used, so that one taken back is not used for long. While their source is away, what is known is kept.
 */
public final class KeyRing {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private static final long AGAIN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long OLD_NANOS = Duration.ofMinutes(5).toNanos();

    private final Supplier<Future<Buffer>> source;
    private final LongSupplier nanos;
    private List<Key> known = List.of();

    /** The last fetch; null: there was none. */
    private @Nullable Future<List<Key>> fetch;

    private long fetchedAt;

    /**
     * @param source where they are published, bounded in size and time by whoever gives it
     * @param nanos time that passes
     */
    public KeyRing(Supplier<Future<Buffer>> source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    /** Fetches them, whatever is known. */
    public synchronized Future<Integer> fetch() {
        return begin().map(List::size);
    }

    /**
     * Those by which a token may be signed; none: there is no such key.
     *
     * @param id null: the token names none, so any that fits is tried
     */
    synchronized Future<List<Key>> fitting(Key.Algorithm algorithm, @Nullable String id) {
        var fitting = fitting(known, algorithm, id);
        var due = fetch == null || nanos.getAsLong() - fetchedAt >= (fitting.isEmpty() ? AGAIN_NANOS : OLD_NANOS);
        if (!fitting.isEmpty()) {
            if (due) {
                begin();
            }
            return Future.succeededFuture(fitting);
        }
        var fetching = due || fetch == null ? begin() : fetch;
        return fetching.map(fresh -> fitting(fresh, algorithm, id));
    }

    private static List<Key> fitting(List<Key> keys, Key.Algorithm algorithm, @Nullable String id) {
        return keys.stream()
                .filter(key -> key.algorithm() == algorithm && (id == null || id.equals(key.id())))
                .toList();
    }

    private Future<List<Key>> begin() {
        if (fetch != null && !fetch.isComplete()) {
            return fetch;
        }
        fetchedAt = nanos.getAsLong();
        var fetching = source.get().map(KeyRing::read);
        fetch = fetching;
        return fetching.onSuccess(this::know).onFailure(away -> LOG.atWarn()
                .addKeyValue("fault", away.getMessage())
                .log("keys of the token issuer not fetched; what is known is kept"));
    }

    private synchronized void know(List<Key> fresh) {
        known = fresh;
    }

    private static List<Key> read(Buffer published) {
        List<Key> keys;
        try {
            keys = Key.published(new JsonObject(published));
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException("it is no set of keys");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("it has no key for RS256, ES256 or EdDSA");
        }
        return keys;
    }
}
