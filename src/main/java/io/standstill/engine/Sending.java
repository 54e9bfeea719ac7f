package io.standstill.engine;

import io.standstill.domain.Evidence;
import io.standstill.domain.Kind;
import io.standstill.domain.Outcome;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.domain.StopOrder;
import io.standstill.journal.Submission;
import io.standstill.vendor.Returned;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sending of stops: the intent is committed first, and only what was granted is called for. */
final class Sending {

    /** More answers than this do not wait for a database that is away. */
    private static final int MOST_UNWRITTEN = 1_000;

    private final Station station;

    /** Answers that could not be written when they came, and until when they are worth writing. */
    private final ArrayList<Unwritten> unwritten = new ArrayList<>();

    private record Unwritten(Submission.Item answer, long untilNanos) {}

    Sending(Station station) {
        this.station = station;
    }

    boolean mayCall() {
        return !station.tenure().paused(station.name()) && station.mayCall();
    }

    /** Whether every answer has been written. */
    boolean allWritten() {
        return unwritten.isEmpty();
    }

    Future<Void> send(Resource resource) {
        return next(resource).compose(next -> station.bring(resource, next)).compose(this::granted);
    }

    /** A stop is to be sent, unless the vendor is known to refuse it. */
    Future<Evidence> next(Resource resource) {
        var stop = resource.stop();
        if (stop == null || stop.attempts() > 0) {
            return Future.succeededFuture(intent(resource));
        }
        return station.account().objection(stop.mode()).map(objected -> objected.<Evidence>map(objection ->
                        new Evidence.Objection(resource.vantage(), stop.mode(), objection.says(), objection.trace()))
                .orElseGet(() -> intent(resource)));
    }

    private Evidence intent(Resource resource) {
        var attempts = resource.stop() == null ? 0 : resource.stop().attempts();
        var pace = station.policy().pace();
        return new Evidence.Sending(
                resource.vantage(),
                pace.awaited().plus(station.jittered(pace.retry().after(attempts + 1))));
    }

    /** The intent is durable now, if it was granted; only then is the vendor called. */
    Future<Void> granted(Outcome outcome) {
        var resource = outcome.resource();
        var stop = resource == null ? null : resource.stop();
        if (resource == null
                || stop == null
                || outcome.news() == null
                || outcome.news().kind() != Kind.SENT) {
            return Future.succeededFuture();
        }
        // Time has passed since it was asked for; whoever was frozen meanwhile must not call on an old lease.
        return station.stillHolds().compose(held -> held ? call(resource, stop) : Future.succeededFuture());
    }

    private Future<Void> call(Resource resource, StopOrder stop) {
        var began = station.ticker().nanos();
        var mode = stop.mode();
        return station.call(() -> station.account().stop(resource.id().id(), mode))
                .compose(answered -> {
                    station.attempts().stop(resource, stop, answered, station.since(began));
                    return write(Station.item(resource, answer(resource, answered)));
                });
    }

    private Evidence.Answer answer(Resource sent, Returned<Reply> answered) {
        var attempts = Objects.requireNonNull(sent.stop()).attempts();
        var wait = station.jittered(station.policy().pace().retry().after(attempts));
        return new Evidence.Answer(
                sent.vantage(), answered.says(), longer(wait, answered.notBefore()), answered.trace());
    }

    private Future<Void> write(Submission.Item answer) {
        return station.bring(List.of(answer)).<Void>mapEmpty().onFailure(away -> {
            var awaited = station.policy().pace().awaited();
            keep(new Unwritten(answer, station.ticker().nanos() + awaited.toNanos()));
        });
    }

    private void keep(Unwritten one) {
        if (unwritten.size() < MOST_UNWRITTEN) {
            unwritten.add(one);
        }
    }

    /** Brings again what could not be written; what is too old by now is learned by looks. */
    void writeAgain() {
        if (unwritten.isEmpty()) {
            return;
        }
        var now = station.ticker().nanos();
        var again = unwritten.stream().filter(one -> one.untilNanos() - now > 0).toList();
        unwritten.clear();
        for (var one : again) {
            station.bring(List.of(one.answer())).onFailure(away -> keep(one));
        }
    }

    private static Duration longer(Duration one, @Nullable Duration other) {
        return other == null || other.compareTo(one) < 0 ? one : other;
    }
}
