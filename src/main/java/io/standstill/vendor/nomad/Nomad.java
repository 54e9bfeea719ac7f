package io.standstill.vendor.nomad;

import io.standstill.domain.Mode;
import io.standstill.domain.NextMove;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.vendor.Keys;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nomad Media, and its rules. */
public final class Nomad implements Vendor {

    static final String NAME = "nomad";

    /** Every look of a row comes after a refresh of its own, and those keep their distance: see {@link Refreshes}. */
    private static final Policy POLICY = new Policy(
            Set.of(Mode.GRACEFUL),
            null,
            new Policy.ByLooks(
                    new Policy.Row(2, Duration.ofSeconds(5)),
                    new Policy.Row(3, Duration.ofSeconds(10)),
                    false,
                    Policy.USUAL_WATCH),
            Duration.ofMinutes(12),
            null,
            Policy.Pace.USUAL.freshEvery(Refreshes.EVERY),
            new Policy.Limits(8, 20, 4));

    /** What goes on costing when a channel is at rest: the cloud charges for idle ones too. */
    static final List<String> RESIDUE = List.of("idle-charge");

    /** Nomad's stop is of class C: made for accounts that are not in production. */
    private static final Problem CLASS_C = new Problem(
            Problem.SAFETY_CLASS,
            "This stop is not for production",
            "Nomad's stop is for non-production accounts only, and this account's environment is production;"
                    + " only allowClassC: true in its configuration permits it",
            List.of(NextMove.STOP));

    private static final Problem NOT_ADMIN = new Problem(
            "invalid-api-type",
            "This account's API cannot stop channels",
            "channels are stopped by an account whose apiType is admin, and this one's is portal",
            List.of(NextMove.STOP));

    private static final String ADMIN = "admin";
    private static final Set<String> API_TYPES = Set.of(ADMIN, "portal");

    /** What an HTTP header can carry. */
    private static final String SENDABLE = "[\\x20-\\x7e]*";

    /** What the account is let in by: a user's name and password, or an API key, which is then not empty. */
    record Credentials(String username, Secret password, Secret apiKey) {

        boolean byKey() {
            return !apiKey.isEmpty();
        }
    }

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
        var credentials = credentials(keys);
        var isAdmin = isAdmin(keys);
        var barred = barred(terms, keys.flag("allowClassC", false), isAdmin);
        var policy = barred == null ? terms.policy() : terms.policy().barredBy(barred);
        return new Configured(
                policy, (vertx, ticker) -> new NomadAccount(vertx, ticker, terms.url(), policy, credentials));
    }

    private static @Nullable Problem barred(Terms terms, boolean allowsClassC, boolean isAdmin) {
        if (terms.production() && !allowsClassC) {
            return CLASS_C;
        }
        return isAdmin ? null : NOT_ADMIN;
    }

    private static boolean isAdmin(Keys keys) {
        var apiType = keys.text("apiType");
        if (apiType.isEmpty() || !API_TYPES.contains(apiType.get())) {
            keys.fault("apiType", "is required: admin or portal");
        }
        return apiType.filter(ADMIN::equals).isPresent();
    }

    private static Credentials credentials(Keys keys) {
        var username = keys.text("username").filter(text -> !text.isEmpty());
        var password = keys.secret("password").filter(secret -> !secret.isEmpty());
        var apiKey = keys.secret("apiKey").filter(secret -> !secret.isEmpty());
        if (apiKey.isPresent()) {
            refuseBoth(keys, "username", username);
            refuseBoth(keys, "password", password);
            if (!apiKey.get().reveal().matches(SENDABLE)) {
                keys.fault("apiKey", "printable characters were expected");
            }
        } else if (username.isEmpty() && password.isEmpty()) {
            keys.fault("username", "username and password, or apiKey, were expected");
        } else if (username.isEmpty()) {
            keys.fault("username", "is required beside a password");
        } else if (password.isEmpty()) {
            keys.fault("password", "is required beside a username");
        }
        return new Credentials(username.orElse(""), password.orElse(new Secret("")), apiKey.orElse(new Secret("")));
    }

    private static void refuseBoth(Keys keys, String key, Optional<?> set) {
        if (set.isPresent()) {
            keys.fault(key, "nothing was expected beside an apiKey");
        }
    }
}
