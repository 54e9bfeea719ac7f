package io.standstill.engine;

import io.standstill.domain.Evidence;
import io.standstill.domain.Reading;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Accounts;
import io.standstill.journal.Submission;
import io.standstill.vendor.Lists;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The taking down of everything a vendor lists, now and then; where asked to, what is listed becomes known. */
final class Stocktaking {

    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(30);

    private final Station station;
    private final Accounts accounts;
    private final boolean adopts;
    private long nextNanos;

    Stocktaking(Station station, Accounts accounts, boolean adopts) {
        this.station = station;
        this.accounts = accounts;
        this.adopts = adopts;
        this.nextNanos = station.ticker().nanos();
    }

    boolean isDue() {
        return station.ticker().nanos() - nextNanos >= 0;
    }

    Future<Void> take(Lists lists) {
        var began = station.ticker().nanos();
        nextNanos = began + AFTER_FAULT.toNanos();
        return station.call(lists::list).compose(listed -> {
            if (!listed.says().whole()) {
                return Future.succeededFuture();
            }
            station.flights().sighted(began);
            var readings = listed.says().readings();
            var ago = Duration.ofNanos(station.ticker().nanos() - began);
            return accounts.took(station.tenure().node(), station.name(), ago, statuses(readings))
                    .compose(taken -> adopts ? adopt(readings.keySet()) : Future.succeededFuture())
                    .onSuccess(done -> nextNanos = began + EVERY.toNanos());
        });
    }

    private static Map<String, Optional<String>> statuses(Map<String, Reading> readings) {
        var statuses = new HashMap<String, Optional<String>>();
        readings.forEach((id, reading) -> {
            // A vendor can name what nobody here could ask for.
            if (ResourceId.faultOf(id).isEmpty()) {
                statuses.put(id, Optional.ofNullable(reading.word()));
            }
        });
        return statuses;
    }

    /** In one order, whatever order the list came in. What is known already stays as it is. */
    private Future<Void> adopt(Set<String> ids) {
        return station.bringAll(ids.stream()
                .sorted()
                .filter(id -> ResourceId.faultOf(id).isEmpty())
                .map(id -> new Submission.Item(
                        new ResourceId(station.name(), id), new Evidence.Introduction("adoption", null, null)))
                .toList());
    }
}
