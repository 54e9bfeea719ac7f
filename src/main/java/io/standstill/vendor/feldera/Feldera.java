package io.standstill.vendor.feldera;

import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.vendor.Keys;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.standstill.vendor.VendorKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Feldera, and its rules. */
public final class Feldera implements VendorKind {

    static final String NAME = "feldera";

    private static final Policy POLICY = new Policy(
            true,
            Set.of(Mode.GRACEFUL, Mode.FORCE),
            Policy.Row.ONCE,
            new Policy.Row(3, Duration.ofSeconds(6)),
            false,
            null,
            Duration.ofSeconds(30),
            Duration.ofMinutes(20),
            null,
            Duration.ofSeconds(2),
            new Policy.Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
            new Policy.Backoff(Duration.ofSeconds(30), Duration.ofMinutes(5)),
            Duration.ofSeconds(10),
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2)));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Policy policy() {
        return POLICY;
    }

    @Override
    public Connection read(Terms terms, Keys keys) {
        // An open instance runs without any.
        var apiKey = keys.secret("apiKey").orElse(new Secret(""));
        var tenant = keys.text("tenant").orElse("");
        return vertx -> new FelderaAccount(vertx, terms, apiKey, tenant);
    }
}
