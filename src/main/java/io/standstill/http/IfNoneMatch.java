package io.standstill.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a caller has already, as {@code If-None-Match} says it.
 *
 * @param tags compared weakly, as RFC 9110 has it for this header
 */
record IfNoneMatch(Set<String> tags) {

    IfNoneMatch {
        tags = Set.copyOf(tags);
    }

    static IfNoneMatch of(RoutingContext request) {
        return new IfNoneMatch(request.request().headers().getAll("If-None-Match").stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(IfNoneMatch::weakly)
                .collect(Collectors.toSet()));
    }

    private static String weakly(String tag) {
        var bare = tag.strip();
        return bare.startsWith("W/") ? bare.substring(2) : bare;
    }

    boolean has(String tag) {
        return tags.contains(tag) || tags.contains("*");
    }
}
