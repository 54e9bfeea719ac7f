package io.standstill.vendor.memories;

import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Keys;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** memories.ai, and its rules. */
public final class Memories implements Vendor {

    static final String NAME = "memories";

    /** A segment comes every 5 s while a task lives: three of them missing is a silence. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final int SHORTEST_SECRET = 8;

    /** The one in use, and the one it is being replaced by. */
    private static final int MOST_SECRETS = 2;

    private static final Policy POLICY = new Policy(
            Set.of(Mode.GRACEFUL),
            null,
            new Policy.ByWord(SILENCE, SKEW),
            Duration.ofMinutes(2),
            null,
            Policy.Pace.USUAL,
            new Policy.Limits(8, 20, 0));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Policy policy() {
        return POLICY;
    }

    @Override
    public Configured read(Terms terms, Keys keys) {
        var apiKey = apiKey(keys);
        var understandingUrl = keys.url("understandingUrl").orElse(terms.url());
        var secrets = callbackSecrets(keys);
        var kept = new ArrayList<>(secrets);
        kept.add(apiKey);
        var callbacks = new MemoriesCallbacks(secrets, new Blotter(kept, List.of("token")));
        return new Configured(
                terms.policy(),
                (vertx, ticker) -> new MemoriesAccount(vertx, ticker, terms, understandingUrl, apiKey, callbacks));
    }

    private static Secret apiKey(Keys keys) {
        var apiKey = keys.secret("apiKey").orElse(new Secret(""));
        if (apiKey.isEmpty()) {
            keys.fault("apiKey", "is required");
        } else if (!apiKey.reveal().matches("[!-~]+")) {
            // It goes into a header as it stands, where anything else would be another key, or another header.
            keys.fault("apiKey", "the key alone was expected, with no Bearer before it");
        }
        return apiKey;
    }

    private static List<Secret> callbackSecrets(Keys keys) {
        var secrets = keys.secrets("callbackSecret");
        if (secrets.size() > MOST_SECRETS) {
            keys.fault("callbackSecret", "one was expected, or two while the one replaces the other");
        }
        if (secrets.stream().anyMatch(secret -> secret.reveal().length() < SHORTEST_SECRET)) {
            keys.fault("callbackSecret", "at least %d characters were expected".formatted(SHORTEST_SECRET));
        }
        return secrets;
    }
}
