package io.standstill.vendor;

import io.standstill.domain.Policy;
import java.net.URI;

/**
 * What is configured for an account whatever its vendor.
 *
 * @param url what precedes the vendor's documented paths
 * @param environment where it runs: {@link #PRODUCTION} unless said otherwise
 * @param policy the vendor's, with the account's own settings laid over it
 */
public record Terms(String account, URI url, String environment, Policy policy) {

    public static final String PRODUCTION = "production";

    public boolean production() {
        return environment.equals(PRODUCTION);
    }
}
