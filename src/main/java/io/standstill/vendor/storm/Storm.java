package io.standstill.vendor.storm;

import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.vendor.Keys;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import java.time.Duration;
import java.util.Set;

/** Storm, and its rules. */
public final class Storm implements Vendor {

    static final String NAME = "storm";

    /** Longer than an encoder needs to connect again, whoever made the stream go away. */
    private static final Policy.Row SUSTAINED = new Policy.Row(3, Duration.ofSeconds(30));

    /** What stopped leaves no record: after our acknowledged delete, a sustained absence is the read-back. */
    private static final boolean ABSENCE_IS_REST = true;

    /** One way of stopping, no refusal that is final, no residue: what is removed costs nothing. */
    private static final Policy POLICY = new Policy(
            Set.of(Mode.GRACEFUL),
            null,
            new Policy.ByLooks(SUSTAINED, SUSTAINED, ABSENCE_IS_REST, Policy.USUAL_WATCH),
            Duration.ofMinutes(5),
            null,
            Policy.Pace.USUAL,
            new Policy.Limits(8, 20, 8));

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
        var username = keys.text("username").orElse("");
        var password = keys.secret("password").orElse(new Secret(""));
        if (username.isEmpty()) {
            keys.fault("username", "is required");
        }
        if (password.isEmpty()) {
            keys.fault("password", "is required");
        }
        return new Configured(
                terms.policy(), (vertx, ticker) -> new StormAccount(vertx, ticker, terms, username, password));
    }
}
