package io.standstill.vendor.feldera;

import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Reading;
import io.standstill.domain.Trace;
import io.standstill.vendor.Answered;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Looked;
import io.standstill.vendor.Paths;
import io.standstill.vendor.Refusal;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Feldera instance and tenant. */
final class FelderaAccount implements Vendor {

    private static final String PIPELINES = "/v0/pipelines";
    private static final String STATUS_ONLY = "?selector=status";

    private final Terms terms;
    private final Wire wire;
    private final Blotter blotter;
    private final Map<String, String> headers = new HashMap<>();
    private final String seenAs;

    FelderaAccount(Vertx vertx, Terms terms, Secret apiKey, String tenant) {
        this.terms = terms;
        this.wire = new Wire(vertx, terms.url());
        this.blotter = new Blotter(List.of(apiKey), List.of());
        this.seenAs = tenant.isEmpty() ? terms.url().toString() : terms.url() + " tenant " + tenant;
        headers.put("Accept", "application/json");
        if (!apiKey.isEmpty()) {
            headers.put("Authorization", "Bearer " + apiKey.reveal());
        }
        if (!tenant.isEmpty()) {
            headers.put("Feldera-Tenant", tenant);
        }
    }

    @Override
    public String kind() {
        return Feldera.NAME;
    }

    @Override
    public Policy policy() {
        return terms.policy();
    }

    @Override
    public Optional<Refusal> refuses(String id, Mode mode) {
        return Optional.empty();
    }

    @Override
    public Future<Answered> stop(String id, Mode mode) {
        var force = mode == Mode.FORCE;
        return wire.call(HttpMethod.POST, pipeline(id) + "/stop?force=" + force, headers)
                .map(exchange -> new Answered(
                        FelderaAnswers.toStop(exchange),
                        exchange.retryAfter(),
                        exchange.trace(Trace.Source.ANSWER, blotter)));
    }

    @Override
    public Future<Looked> look(String id) {
        return wire.call(HttpMethod.GET, pipeline(id) + STATUS_ONLY, headers).compose(exchange -> {
            if (FelderaReadings.saysUnknown(exchange)) {
                return controlled(exchange);
            }
            return Future.succeededFuture(looked(exchange, FelderaReadings.of(exchange, id, seenAs)));
        });
    }

    /** An absence counts only beside a second look that answers. */
    private Future<Looked> controlled(Exchange absence) {
        return list().map(control -> {
            var answers = control.status() == 200
                    && control.json().filter(JsonArray.class::isInstance).isPresent();
            return looked(absence, new Reading.Absent(seenAs, answers));
        });
    }

    private Looked looked(Exchange exchange, Reading reading) {
        return new Looked(reading, exchange.retryAfter(), exchange.trace(Trace.Source.LOOK, blotter));
    }

    @Override
    public Future<List<String>> check() {
        return list().map(exchange -> exchange.status() == 200
                ? List.of()
                : List.of("the list of pipelines could not be read: " + exchange.inShort()));
    }

    private Future<Exchange> list() {
        return wire.call(HttpMethod.GET, PIPELINES + STATUS_ONLY, headers);
    }

    private static String pipeline(String id) {
        return PIPELINES + "/" + Paths.segment(id);
    }

    @Override
    public void close() {
        wire.close();
    }
}
