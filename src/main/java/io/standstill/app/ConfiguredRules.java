package io.standstill.app;

import io.standstill.domain.Policy;
import io.standstill.journal.Rules;
import java.util.Map;
import java.util.Optional;

/** The rules of the accounts that are configured. */
record ConfiguredRules(Map<String, Settings.Account> accounts) implements Rules {

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
        return Roster.find(vendor)
                .orElseThrow(() -> new IllegalStateException("a vendor nobody knows: " + vendor))
                .policy();
    }
}
