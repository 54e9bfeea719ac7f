package io.standstill.vendor;

import io.standstill.domain.Finding;

/** What a person can do where a call that only asked came to nothing. */
public final class Advice {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;

    private Advice() {}

    /** That nobody can see what there is. */
    public static Finding unlisted(String what, String fault, String advice) {
        return Finding.fault("the list of %s could not be read: %s".formatted(what, fault), advice);
    }

    /**
     * On this exchange.
     *
     * @param admits the key of the configuration that lets the account in
     * @param root where the vendor's documented paths begin
     */
    public static String on(Exchange exchange, String admits, String root) {
        if (exchange.fault() != null) {
            return onNothing(exchange.fault(), admits);
        }
        return switch (exchange.status()) {
            case UNAUTHORIZED ->
                "See whether %s in the configuration is what the vendor gave out, whole and not expired"
                        .formatted(admits);
            case FORBIDDEN ->
                "See at the vendor what %s may do, and whether calls from this address are let in".formatted(admits);
            case NOT_FOUND -> "Nothing answers there; url must be what precedes %s".formatted(root);
            case TOO_MANY -> "Too many calls were made; wait a minute, and make callsPerSecond smaller if it stays so";
            default -> onStatus(exchange.status(), root);
        };
    }

    private static String onStatus(int status, String root) {
        if (status >= 500) {
            return "The vendor, or a proxy before it, is in trouble; ask again later, and them if it stays so";
        }
        return status >= 300
                ? "Redirects are not followed, for they would carry the login along; url must name where it leads to"
                : "Something else answers there; url must be that of the vendor itself, and what precedes " + root;
    }

    private static String onNothing(Fault fault, String admits) {
        return fault instanceof Fault.OfCall met
                ? onCall(met)
                : "Log in at the vendor as this user once: see whether the %s is right, and no second step is asked for"
                        .formatted(admits);
    }

    private static String onCall(Fault.OfCall fault) {
        return switch (fault) {
            case UNKNOWN_HOST -> "See whether url is spelt right, and whether this machine can resolve its host";
            case NO_CONNECTION ->
                "See whether url names the right host and port, and whether a firewall lets this machine through";
            case NOT_SECURE ->
                "See whether url should begin with http instead, and whether this machine's Java trusts the certificate";
            case LATE ->
                "See whether a firewall swallows the calls, and whether the vendor answers others within %d s"
                        .formatted(Wire.LONGEST_CALL.toSeconds());
            case NOT_ASKED, UNSENDABLE, NO_TIME, NO_TIME_TO_ASK, BROKE, TOO_LARGE ->
                "Ask again; if it stays so, see what stands between this machine and the vendor";
        };
    }
}
