package io.standstill.http.door;

import io.vertx.ext.web.RoutingContext;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line a request: what it was, by whom, and what came of it.
 *
 * <p>No path as it came, no query and no header: any of them may hold a secret. What is told of the path is the route's,
 * and the account and id it names.
 */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("access");

    private static final int LONGEST = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private final LongSupplier nanos;

    AccessLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A request has come; its line is written when it has been answered. */
    void begin(RoutingContext request) {
        var begun = nanos.getAsLong();
        request.addEndHandler(ended -> write(request, nanos.getAsLong() - begun, ended.succeeded()));
    }

    private static void write(RoutingContext request, long took, boolean whole) {
        var route = Door.route(request);
        var line = LOG.atInfo()
                .addKeyValue("method", request.request().method())
                .addKeyValue("route", route)
                .addKeyValue("status", request.response().getStatusCode())
                .addKeyValue("tookMs", Math.round(took / NANOS_PER_MILLI))
                .addKeyValue("bytes", request.response().bytesWritten())
                .addKeyValue("caller", Caller.let(request).map(Caller::name).orElse("-"));
        // Of whoever was turned away before there was a route, nothing they wrote is told.
        (route.equals(Door.NO_ROUTE) ? line : about(line, request)).log(whole ? "answered" : "cut off");
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, RoutingContext request) {
        var account = request.pathParam("account");
        var id = request.pathParam("id");
        var told = account == null ? line : line.addKeyValue("account", shown(account));
        return id == null ? told : told.addKeyValue("resource", shown(id));
    }

    /** Nobody who asks can end a line of the log, or fill it. */
    private static String shown(String text) {
        var printable = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\"]", "?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
    }
}
