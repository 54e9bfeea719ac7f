package io.standstill.app;

import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.journal.Rules;
import io.standstill.vendor.Vendor;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of the accounts that are configured. */
record ConfiguredRules(Map<String, Settings.Account> accounts) implements Rules {

    /** Of a vendor that an older or newer version knew: its time passes, and nothing else can be done. */
    private static final Policy OF_NOBODY = new Policy(
            Set.of(Mode.GRACEFUL),
            null,
            new Policy.ByWord(Duration.ofSeconds(15), Duration.ofSeconds(30)),
            Duration.ofMinutes(20),
            null,
            Policy.Pace.USUAL,
            Policy.Limits.USUAL);

    @Override
    public Optional<BigDecimal> costPerHour(String account) {
        return Optional.ofNullable(accounts.get(account)).flatMap(Settings.Account::costPerHour);
    }

    @Override
    public Optional<String> vendor(String account) {
        return Optional.ofNullable(accounts.get(account)).map(Settings.Account::vendor);
    }

    @Override
    public Policy policy(String account, String vendor) {
        var configured = accounts.get(account);
        if (configured != null) {
            return configured.policy();
        }
        return Roster.find(vendor).map(Vendor::policy).orElse(OF_NOBODY);
    }
}
