package io.standstill.vendor.feldera;

import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.vendor.Keys;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import java.time.Duration;
import java.util.Set;

/** Feldera, and its rules. */
public final class Feldera implements Vendor {

    static final String NAME = "feldera";

    private static final Policy POLICY = new Policy(
            Set.of(Mode.GRACEFUL, Mode.FORCE),
            null,
            new Policy.ByLooks(Policy.Row.ONCE, new Policy.Row(3, Duration.ofSeconds(6)), false, Policy.USUAL_WATCH),
            Duration.ofMinutes(20),
            null,
            Policy.Pace.USUAL,
            Policy.Limits.USUAL);

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
        // An open instance runs without any.
        var apiKey = keys.secret("apiKey").orElse(new Secret(""));
        var tenant = keys.text("tenant").orElse("");
        return new Configured(
                terms.policy(), (vertx, ticker) -> new FelderaAccount(vertx, ticker, terms, apiKey, tenant));
    }
}
