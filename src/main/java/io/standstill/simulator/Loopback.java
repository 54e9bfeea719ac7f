package io.standstill.simulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Addresses of this machine: the only ones that a simulated vendor ever calls. */
public final class Loopback {

    private static final int LONGEST = 2_000;

    /** Numbers or the one reserved name: any other name could lead anywhere. */
    private static final Pattern HOST =
            Pattern.compile("localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    private Loopback() {}

    public static boolean is(String url) {
        if (url.length() > LONGEST) {
            return false;
        }
        try {
            var uri = new URI(url);
            return "http".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && HOST.matcher(uri.getHost()).matches()
                    && uri.getRawUserInfo() == null
                    && uri.getPort() <= 65_535;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
