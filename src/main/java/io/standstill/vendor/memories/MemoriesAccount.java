package io.standstill.vendor.memories;

import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Trace;
import io.standstill.vendor.Account;
import io.standstill.vendor.Ask;
import io.standstill.vendor.Callbacks;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Paths;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One account at memories.ai: two hosts, one key, and nothing that could be read. */
final class MemoriesAccount implements Account {

    private static final String VIDEO_STOP = "/serve/api/v2/stream/stop";
    private static final String AUDIO_STOP = "/serve/api/v2/audio-stream/stop";
    private static final String UNDERSTANDING_STOP = "/v1/understand/stop";

    private final Terms terms;
    private final URI understandingUrl;
    private final Secret apiKey;
    private final MemoriesCallbacks callbacks;
    private final Wire moderation;
    private final Wire understanding;

    MemoriesAccount(
            Vertx vertx, Ticker ticker, Terms terms, URI understandingUrl, Secret apiKey, MemoriesCallbacks callbacks) {
        this.terms = terms;
        this.understandingUrl = understandingUrl;
        this.apiKey = apiKey;
        this.callbacks = callbacks;
        this.moderation = new Wire(vertx, ticker, terms.url(), callbacks.blotter());
        this.understanding = new Wire(vertx, ticker, understandingUrl, callbacks.blotter());
    }

    @Override
    public String vendor() {
        return Memories.NAME;
    }

    @Override
    public Policy policy() {
        return terms.policy();
    }

    /** Whose key it is, the vendor tells nowhere. */
    @Override
    public String seenAs() {
        return terms.url().toString();
    }

    @Override
    public Optional<String> faultOfId(String id) {
        return Task.of(id).fault();
    }

    // ---- the stop

    @Override
    public Future<Returned<Reply>> stop(String id, Mode mode) {
        var task = Task.of(id);
        return send(task)
                .map(exchange -> Returned.of(exchange, Trace.Source.ANSWER, MemoriesAnswers.toStop(exchange, task)));
    }

    private Future<Exchange> send(Task task) {
        return switch (task.product()) {
            case VIDEO -> ask(moderation, Ask.post(VIDEO_STOP).json(named(task)));
            case AUDIO -> ask(moderation, Ask.post(AUDIO_STOP).json(named(task)));
            case UNDERSTANDING -> ask(understanding, Ask.post(UNDERSTANDING_STOP + "/" + Paths.segment(task.id())));
        };
    }

    private static JsonObject named(Task task) {
        return new JsonObject().put("task_id", task.id());
    }

    /** The key stands there bare, as the vendor wants it. */
    private Future<Exchange> ask(Wire wire, Ask ask) {
        return wire.call(ask.with("Accept", "application/json").with("Authorization", apiKey.reveal()));
    }

    // ---- what cannot be read

    @Override
    public Future<Returned<Reading>> look(String id) {
        return Future.succeededFuture(new Returned<>(
                new Reading.Unsure("this vendor cannot be asked", null),
                null,
                new Trace(Trace.Source.LOOK, null, null, null)));
    }

    @Override
    public Optional<Callbacks> callbacks() {
        return Optional.of(callbacks);
    }

    // ---- the account

    /**
     * The vendor documents no read at all, so little can be known: that somebody answers where a stop would be sent, and
     * that a key which is refused there is no good. A key that is not refused may be no good all the same.
     *
     * <p>Asked by GET and without any task, at addresses that take only POST: whatever answers, nothing is changed.
     */
    @Override
    public Future<List<Finding>> check() {
        var asked = List.of(
                findings(moderation, terms.url(), VIDEO_STOP),
                findings(understanding, understandingUrl, UNDERSTANDING_STOP));
        return Future.all(asked)
                .map(all -> asked.stream().flatMap(Future::result).toList());
    }

    private Future<Stream<Finding>> findings(Wire wire, URI url, String path) {
        return ask(wire, Ask.get(path))
                .map(exchange -> MemoriesAnswers.findingOfAccount(exchange, url + path).stream());
    }

    @Override
    public Optional<Wire.Told> clock() {
        return moderation.clock().or(understanding::clock);
    }

    @Override
    public void close() {
        moderation.close();
        understanding.close();
    }
}
