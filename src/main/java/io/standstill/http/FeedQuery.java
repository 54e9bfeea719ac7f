package io.standstill.http;

import io.standstill.domain.ResourceId;
import io.standstill.feed.Filter;
import io.standstill.http.door.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a follower of the feed asks for. */
record FeedQuery(@Nullable String cursor, Filter filter, boolean heartbeatEvents) {

    static FeedQuery of(RoutingContext request) {
        var filter = new Filter(
                Caller.of(request).within(Asked.words(request, "account")),
                Asked.words(request, "vendor"),
                resources(request),
                Asked.words(request, "state"),
                Asked.labels(request),
                request.queryParams().contains("event"));
        return new FeedQuery(cursor(request), filter, request.queryParams().contains("heartbeat"));
    }

    /** A browser that comes back names what it heard last; that is newer than what its page once asked for. */
    private static @Nullable String cursor(RoutingContext request) {
        var header = request.request().getHeader("Last-Event-ID");
        return header == null || header.isEmpty() ? Asked.one(request, "after") : header;
    }

    private static Set<ResourceId> resources(RoutingContext request) {
        var resources = new HashSet<ResourceId>();
        for (var text : Asked.words(request, "resource")) {
            var slash = text.indexOf('/');
            if (ResourceId.faultOf(text.substring(slash + 1)).isPresent()) {
                throw Fault.malformed("resource: account/id was expected");
            }
            Caller.of(request).mustUse(text.substring(0, slash));
            resources.add(new ResourceId(text.substring(0, slash), text.substring(slash + 1)));
        }
        return resources;
    }
}
