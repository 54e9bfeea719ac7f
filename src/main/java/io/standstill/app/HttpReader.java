package io.standstill.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads where this listens, and how much it takes. */
final class HttpReader {

    private static final int PORTS = 65_535;
    private static final Duration LONGEST_DRAIN = Duration.ofHours(1);

    private HttpReader() {}

    /** Whether only this machine can reach what listens there. */
    static boolean loopback(String host) {
        return host.matches("localhost|127(\\.[0-9]{1,3}){3}|::1|\\[::1]");
    }

    /**
     * @param guarded whether somebody must say who they are
     */
    static Settings.Http http(Section keys, boolean guarded) {
        var host = keys.text("host", "127.0.0.1");
        if (!loopback(host) && !guarded) {
            keys.fault("host", "a host that is not loopback needs auth.tokens or auth.jwt, and none is configured");
        }
        return new Settings.Http(
                host,
                keys.number("port", 8080, 0, PORTS),
                keys.number("bodyLimit", 65_536, 1_024, 16_777_216),
                keys.number("subscribers", 10_000, 0, 1_000_000),
                bounded(keys, "drain", Duration.ofSeconds(20), Duration.ZERO, LONGEST_DRAIN, "at most 1h was expected"),
                limits(keys),
                cors(keys),
                keys.flag("accessLog", true),
                tls(keys.section("tls")));
    }

    private static Settings.Limits limits(Section keys) {
        return new Settings.Limits(
                keys.number("headerLimit", 16_384, 1_024, 1_048_576),
                keys.number("lineLimit", 16_384, 1_024, 1_048_576),
                keys.number("connections", 20_000, 1, 1_000_000),
                keys.number("rate", 0, 0, 1_000_000),
                keys.number("burst", 100, 1, 1_000_000),
                patience(keys, "headTimeout", Duration.ofSeconds(10)),
                patience(keys, "bodyTimeout", Duration.ofSeconds(60)),
                patience(keys, "idleTimeout", Duration.ofSeconds(60)));
    }

    private static Duration patience(Section keys, String key, Duration otherwise) {
        return bounded(keys, key, otherwise, Duration.ofSeconds(1), Duration.ofHours(1), "from 1s to 1h was expected");
    }

    private static Duration bounded(
            Section keys, String key, Duration otherwise, Duration least, Duration most, String expected) {
        var duration = keys.duration(key, otherwise);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            keys.fault(key, expected);
        }
        return duration;
    }

    private static List<String> cors(Section keys) {
        var origins = keys.texts("cors").orElse(List.of());
        for (var origin : origins) {
            if (!origin(origin)) {
                keys.fault("cors", "origins like https://ops.example.com were expected");
            }
        }
        return origins;
    }

    private static boolean origin(String text) {
        try {
            var url = URI.create(text);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && text.equals(url.getScheme() + "://" + url.getAuthority());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static Optional<Settings.Tls> tls(Section keys) {
        var certificate = keys.text("certificate");
        var key = keys.text("key");
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            keys.fault(certificate.isEmpty() ? "certificate" : "key", "is required with the other");
            return Optional.empty();
        }
        try {
            var tls = new Settings.Tls(Path.of(certificate.get()), Path.of(key.get()));
            Certificate.read(tls.certificate(), tls.key());
            return Optional.of(tls);
        } catch (Certificate.Unusable unusable) {
            keys.fault(unusable.which(), String.valueOf(unusable.getMessage()));
        } catch (IllegalArgumentException noPath) {
            keys.fault("certificate", "the names of two files were expected");
        }
        return Optional.empty();
    }

    static Settings.Metrics metrics(Section keys) {
        var port =
                keys.text("port").isEmpty() ? Optional.<Integer>empty() : Optional.of(keys.number("port", 0, 0, PORTS));
        return new Settings.Metrics(port, keys.text("host", "127.0.0.1"));
    }
}
