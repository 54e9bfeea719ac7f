package io.standstill.vendor;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The configuration keys of one account, as its vendor's folder reads them.
 *
 * <p>A fault is noted with its key and something usable is returned, so that all faults can be told together.
 */
public interface Keys {

    Optional<String> text(String key);

    Optional<Secret> secret(String key);

    /** Several secrets: a list, or one text with commas; none where there is no such key. */
    List<Secret> secrets(String key);

    Optional<URI> url(String key);

    boolean flag(String key, boolean otherwise);

    int number(String key, int otherwise, int least, int most);

    Duration duration(String key, Duration otherwise);

    /** Notes a fault of this key. */
    void fault(String key, String whatWasExpected);
}
