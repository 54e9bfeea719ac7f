package io.standstill.http.door;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request that may be answered for as long as what its caller came with is good, and no longer. */
public final class Stay {

    private static final String HERE = Stay.class.getName();

    private final Stays stays;
    private final Caller caller;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Context context;
    private volatile Runnable end = () -> {};

    Stay(Stays stays, Caller caller) {
        this.stays = stays;
        this.caller = caller;
    }

    static void begin(RoutingContext request, Stays stays, Caller caller) {
        if (caller.until() != null || caller.session() != null) {
            var stay = new Stay(stays, caller);
            request.put(HERE, stay);
            request.addEndHandler(ended -> stays.forget(stay));
        }
    }

    /** What to do, once and on this event loop, when the caller of this request may stay no longer. */
    public static void whenOver(RoutingContext request, Runnable end) {
        Stay stay = request.get(HERE);
        if (stay != null) {
            stay.context = Objects.requireNonNull(Vertx.currentContext(), "somebody must hear of it");
            stay.end = end;
            stay.stays.keep(stay);
        }
    }

    Caller caller() {
        return caller;
    }

    void over() {
        var where = context;
        if (where != null && over.compareAndSet(false, true)) {
            where.runOnContext(nothing -> end.run());
        }
    }
}
