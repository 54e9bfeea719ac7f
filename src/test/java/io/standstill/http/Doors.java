package io.standstill.http;

import io.standstill.http.door.Caller;
import io.standstill.http.door.Cookies;
import io.standstill.http.door.Door;
import io.standstill.http.door.Patience;
import io.standstill.http.door.Rates;
import io.standstill.http.door.Stays;
import io.standstill.http.door.Tokens;
import io.standstill.testing.Samples;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Doors for faces that are tried without a whole service behind them. */
final class Doors {

    private Doors() {}

    /** Lets everybody in who comes over loopback. */
    static Door open() {
        var stays = new Stays(null, () -> Samples.NOON);
        return new Door(
                new Tokens(List.of()),
                Optional.empty(),
                new Cookies(null, stays, new Random(1), () -> Samples.NOON, Duration.ofHours(1), 1, false),
                stays,
                new Rates(0, 1, () -> 0),
                new Door.Rule(Set.of(), false, false),
                () -> 0);
    }

    /** Instead of a door: whoever comes is let in. */
    static void letIn(RoutingContext request) {
        Caller.LOCAL.enter(request);
        request.next();
    }

    /** Loopback, any port, and patience without end. */
    static HttpFace.Settings settings(int mostBodyBytes, int mostSubscribers) {
        var hour = Duration.ofHours(1);
        return new HttpFace.Settings(
                "127.0.0.1",
                0,
                mostBodyBytes,
                mostSubscribers,
                new HttpFace.Wire(16_384, 16_384, new Patience.Limits(hour, hour, hour), null),
                false);
    }
}
