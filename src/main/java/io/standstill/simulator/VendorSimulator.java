package io.standstill.simulator;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;

/** One vendor's way of speaking, over the common world. */
public interface VendorSimulator {

    /** As the paths and the controls name it. */
    String vendor();

    /** Its routes, below {@code /{vendor}}. */
    void routes(Router router);

    /** How a thing can behave here, besides what any thing can. */
    Knobs thingKnobs();

    /** How this vendor itself can behave, besides what any vendor can. */
    Knobs vendorKnobs();

    /** What it answers when it is asked too often. */
    Answer tooManyRequests();

    /** Makes the things that a fresh demo begins with. */
    void furnish();

    /** What truly is, in this vendor's own terms besides. */
    JsonObject truth(Thing thing);

    /** What of that truth is counted, besides what is counted of any thing. */
    default List<String> counters() {
        return List.of();
    }

    /**
     * Knobs of the vendor itself are about to be turned, known ones and to values they take; what makes no sense here is
     * an {@link IllegalArgumentException}.
     */
    default Future<Void> turning(JsonObject knobs) {
        return Future.succeededFuture();
    }

    /** Brings a thing up to now where this vendor's things change by themselves in ways of their own. */
    default void settle(Thing thing) {}

    /** Begins what has fallen due by now, a bounded part of it at a time; ends with it, and tells how much it was. */
    default Future<Integer> step() {
        return Future.succeededFuture(0);
    }

    /** Begins nothing more, and ends with what is under way. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }
}
