package io.standstill.http;

import io.standstill.domain.ResourceId;
import io.standstill.feed.Filter;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a follower of the feed asks for.
 *
 * <p>Nothing is passed over: a filter that is not understood would let everything through.
 */
record FeedQuery(@Nullable String cursor, Filter filter, boolean heartbeatEvents) {

    private static final Set<String> KNOWN =
            Set.of("after", "account", "vendor", "resource", "state", "label", "event", "heartbeat");

    static FeedQuery of(RoutingContext request) {
        Asked.only(request, KNOWN);
        var filter = new Filter(
                Filters.names(request, "account"),
                Filters.names(request, "vendor"),
                resources(request),
                Filters.states(request),
                Filters.labels(request),
                is(request, "event", "transition"));
        return new FeedQuery(cursor(request), filter, is(request, "heartbeat", "event"));
    }

    /** A browser that comes back names what it heard last; that is newer than what its page once asked for. */
    private static @Nullable String cursor(RoutingContext request) {
        var header = request.request().getHeader("Last-Event-ID");
        return header == null || header.isEmpty() ? request.queryParams().get("after") : header;
    }

    private static Set<ResourceId> resources(RoutingContext request) {
        var resources = new HashSet<ResourceId>();
        for (var text : Asked.words(request, "resource")) {
            var slash = text.indexOf('/');
            if (slash <= 0 || ResourceId.faultOf(text.substring(slash + 1)).isPresent()) {
                throw Fault.malformed("resource: account/id was expected");
            }
            resources.add(new ResourceId(text.substring(0, slash), text.substring(slash + 1)));
        }
        return resources;
    }

    /** A parameter that says one thing or is left out. */
    private static boolean is(RoutingContext request, String parameter, String only) {
        var words = Asked.words(request, parameter);
        if (!words.isEmpty() && !words.equals(Set.of(only))) {
            throw Fault.malformed("%s: %s was expected, or nothing".formatted(parameter, only));
        }
        return !words.isEmpty();
    }
}
