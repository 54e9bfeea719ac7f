package io.standstill.engine;

import io.standstill.domain.Evidence;
import io.standstill.domain.Machine;
import io.standstill.domain.Reading;
import io.standstill.domain.Resource;
import io.standstill.domain.Trace;
import io.standstill.domain.Vantage;
import io.standstill.journal.Submission;
import io.standstill.vendor.Lists;
import io.standstill.vendor.Returned;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The looks: at one resource by itself, or at the whole account at once. */
final class Looking {

    private final Station station;
    private final Sending sending;

    Looking(Station station, Sending sending) {
        this.station = station;
        this.sending = sending;
    }

    // ---- at one

    Future<Void> look(Resource resource) {
        var vantage = resource.vantage();
        var began = station.ticker().nanos();
        return station.call(() -> station.account().look(resource.id().id())).compose(looked -> {
            station.attempts().look(resource, looked, station.since(began));
            station.flights().looked(resource.id(), began, sees(looked.says()), looked.notBefore());
            if (sees(looked.says())) {
                station.flights().readAlone(resource.id(), vantage);
            }
            return bring(resource, vantage, looked);
        });
    }

    /** Where the look shows it alive and a stop is to be sent, both go in one commit. */
    private Future<Void> bring(Resource resource, Vantage vantage, Returned<Reading> looked) {
        var look = Station.item(resource, evidence(vantage, looked.says(), looked.trace()));
        if (!resource.state().inFlight() || !lives(looked.says()) || !sending.mayCall()) {
            return station.bring(List.of(look)).mapEmpty();
        }
        return sending.next(resource)
                .compose(next -> station.bring(List.of(look, Station.item(resource, next))))
                .compose(outcomes -> sending.granted(outcomes.get(1)));
    }

    private Evidence.Look evidence(Vantage vantage, Reading reading, Trace trace) {
        return new Evidence.Look(vantage, reading, station.account().seenAs(), trace);
    }

    private static boolean lives(Reading reading) {
        return reading instanceof Reading.Remembered remembered
                ? lives(remembered.was())
                : reading instanceof Reading.Alive;
    }

    /** What was only remembered may be of any time, and what makes no sense is of none. */
    private static boolean sees(Reading reading) {
        return !(reading instanceof Reading.Unsure) && !(reading instanceof Reading.Remembered);
    }

    // ---- at all

    /** One look that serves everything in flight; what it does not show is then looked at alone. */
    Future<Void> lookAtAll(Lists lists) {
        // How each stood before the look began: what happens meanwhile is judged against that.
        var before = station.flights().all().stream()
                .map(cadence -> cadence.resource)
                .toList();
        var began = station.ticker().nanos();
        return station.call(lists::list).compose(listed -> {
            station.attempts().lookAtAll(station, listed, station.since(began));
            var listing = listed.says();
            var news = new ArrayList<Submission.Item>();
            for (var stood : before) {
                var cadence = station.flights().of(stood.id());
                var reading = cadence == null ? null : read(cadence, lists, listing, began, listed.notBefore());
                if (cadence != null && reading != null) {
                    var look = evidence(stood.vantage(), reading, withoutExcerpt(listed.trace()));
                    if (isNews(cadence.resource, look)) {
                        news.add(Station.item(cadence.resource, look));
                    }
                }
            }
            return station.bringAll(news);
        });
    }

    /** What the list says of this one; null: nothing that could be brought. */
    private @Nullable Reading read(
            Cadence cadence, Lists lists, Lists.Listing listing, long began, @Nullable Duration notBefore) {
        var id = cadence.resource.id();
        var reading = listing.readings().get(id.id());
        if (reading != null && (lists.tellsLives() || cadence.isKnownAlone())) {
            station.flights().looked(id, began, sees(reading), notBefore);
            return reading;
        }
        // An absence from a list is only a hint, and what a broken list does not show may be seen all the same. What it
        // shows may be another life than the one that was stopped.
        cadence.alone = true;
        if (reading != null) {
            return null;
        }
        // In a row means that nothing stood between, and a look that told nothing did.
        return !listing.whole() && cadence.resource.pursuit().streak() > 0
                ? new Reading.Unsure("the whole account could not be read: " + listing.fault(), null)
                : null;
    }

    /** The machine itself tells, without a database, whether this would change anything: most looks do not. */
    private boolean isNews(Resource resource, Evidence.Look look) {
        return Machine.isNews(resource, look, station.policy(), station.tenure().now());
    }

    /** The raw text of a whole list says little of one resource in it. */
    private static Trace withoutExcerpt(Trace trace) {
        return new Trace(trace.source(), trace.status(), trace.digest(), null);
    }
}
