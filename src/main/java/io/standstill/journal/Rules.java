package io.standstill.journal;

import io.standstill.domain.Policy;
import java.math.BigDecimal;
import java.util.Optional;

/** By which rules an account is judged, configured or not. */
public interface Rules {

    /** What an hour of a running resource costs there, where that is configured. */
    default Optional<BigDecimal> costPerHour(String account) {
        return Optional.empty();
    }

    /** The vendor of a configured account; empty: nobody configures it. */
    Optional<String> vendor(String account);

    /** An account that nobody configures any more goes on by its vendor's own rules. */
    Policy policy(String account, String vendor);
}
