package io.standstill.http;

import io.standstill.domain.Resource;
import io.standstill.feed.Feed;
import io.standstill.journal.Journal;
import io.standstill.journal.ResourceJson;
import io.standstill.journal.Resources;
import io.standstill.journal.Rules;
import io.standstill.journal.Tracker;
import io.standstill.vendor.Account;
import java.util.Map;
import java.util.Optional;

/** What the faces stand on: the tracker to bring evidence to, what may be read, and the configured accounts. */
public record Ground(
        Tracker tracker, Journal journal, Resources resources, Feed feed, Map<String, Account> accounts, Rules rules) {

    public Ground {
        accounts = Map.copyOf(accounts);
    }

    Account account(String name) {
        return Optional.ofNullable(accounts.get(name)).orElseThrow(() -> Fault.unknownAccount(name));
    }

    /** A resource as it looks from outside. */
    String face(Resource resource) {
        var policy = rules.policy(resource.id().account(), resource.vendor());
        return ResourceJson.of(resource, feed.head().epoch(), policy, false);
    }
}
