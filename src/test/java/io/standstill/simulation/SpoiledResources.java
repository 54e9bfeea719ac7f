package io.standstill.simulation;

import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Sight;
import io.standstill.journal.Resources;
import io.standstill.journal.Seen;
import io.standstill.journal.Tally;
import io.standstill.journal.Wanted;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers about resources that are as they should be, but for what a bug makes of them. */
abstract class SpoiledResources implements Resources {

    private final Resources real;

    SpoiledResources(Resources real) {
        this.real = real;
    }

    @Override
    public Future<List<Seen>> see(Set<ResourceId> ids) {
        return real.see(ids);
    }

    @Override
    public Future<Page> list(Wanted wanted) {
        return real.list(wanted);
    }

    @Override
    public Future<List<ResourceId>> choose(
            Set<String> accounts, Set<String> states, Map<String, String> labels, int limit) {
        return real.choose(accounts, states, labels, limit);
    }

    @Override
    public Future<List<Tally>> tallies() {
        return real.tallies();
    }

    @Override
    public Future<List<Double>> timesToStandstill(Set<String> accounts) {
        return real.timesToStandstill(accounts);
    }

    @Override
    public Future<Sight> sight(String account) {
        return real.sight(account);
    }

    @Override
    public Future<List<Resource>> timeDue(Set<String> held, Duration grace, int limitEach) {
        return real.timeDue(held, grace, limitEach);
    }

    @Override
    public Future<List<Resource>> callDue(Set<String> accounts, int limitEach) {
        return real.callDue(accounts, limitEach);
    }

    @Override
    public Future<List<Resource>> inFlight(Set<String> accounts, long after, int limit) {
        return real.inFlight(accounts, after, limit);
    }

    @Override
    public Future<List<Resource>> changed(Set<String> accounts, long after, int limit) {
        return real.changed(accounts, after, limit);
    }
}
