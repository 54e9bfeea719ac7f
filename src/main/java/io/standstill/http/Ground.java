package io.standstill.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Sight;
import io.standstill.feed.Feed;
import io.standstill.http.door.Caller;
import io.standstill.journal.Accounts;
import io.standstill.journal.Journal;
import io.standstill.journal.ResourceJson;
import io.standstill.journal.Resources;
import io.standstill.journal.Rules;
import io.standstill.journal.Seen;
import io.standstill.journal.Tally;
import io.standstill.journal.Tracker;
import io.standstill.vendor.Account;
import io.standstill.vendor.Paths;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the faces stand on: the doors to bring something to, what may be read, and the configured accounts.
 *
 * @param accounts for reading
 * @param switches the same, for holding an account's sends and freeing them
 * @param connections to the vendors, by account
 * @param meters where what this node does is counted
 * @param missed is told the account whose callback could not be taken
 */
public record Ground(
        Tracker tracker,
        Journal journal,
        Resources resources,
        Accounts accounts,
        Accounts switches,
        Feed feed,
        Map<String, Account> connections,
        Rules rules,
        PrometheusMeterRegistry meters,
        Consumer<String> missed) {

    public Ground {
        connections = Map.copyOf(connections);
    }

    Account account(String name) {
        return Optional.ofNullable(connections.get(name)).orElseThrow(() -> Fault.unknownAccount(name));
    }

    /** Why nobody can have a resource of this name; empty: somebody can. */
    Optional<Fault> faultOf(ResourceId id) {
        var account = connections.get(id.account());
        if (account == null) {
            return Optional.of(Fault.unknownAccount(id.account()));
        }
        return ResourceId.faultOf(id.id()).or(() -> account.faultOfId(id.id())).map(Fault::invalidId);
    }

    /** The same name, if somebody can have a resource of it. */
    ResourceId possible(ResourceId id) {
        faultOf(id).ifPresent(fault -> {
            throw fault;
        });
        return id;
    }

    /** What the resources come to that this caller may hear of. */
    Future<List<Tally>> tallies(Caller caller) {
        return resources.tallies().map(all -> all.stream()
                .filter(tally -> caller.mayUse(tally.account()))
                .toList());
    }

    /** How the accounts stand that this caller may hear of. */
    Future<List<Accounts.Standing>> standings(Caller caller) {
        return accounts.all().map(all -> all.stream()
                .filter(standing -> caller.mayUse(standing.account()))
                .toList());
    }

    /** The one that was asked for, if it is known. */
    Seen mustBeKnown(ResourceId id, Optional<Seen> seen) {
        return seen.orElseThrow(() -> {
            account(id.account());
            return Fault.unknownResource(id.toString());
        });
    }

    static String location(ResourceId id) {
        return "/v1/resources/" + Paths.segment(id.account()) + "/" + Paths.segment(id.id());
    }

    /** Why the configuration alone refuses to stop it in this way; empty: nothing speaks against it. */
    Optional<Fault> refusal(ResourceId id, Mode mode) {
        return faultOf(id).or(() -> account(id.account()).policy().refuses(mode).map(Problems::of));
    }

    /** A resource as it looks from outside. */
    String face(Resource resource, Sight sight) {
        return ResourceJson.of(resource, sight, feed.head().epoch(), policy(resource));
    }

    String face(Seen seen) {
        return face(seen.resource(), seen.sight());
    }

    Policy policy(Resource resource) {
        return rules.policy(resource.id().account(), resource.vendor());
    }
}
