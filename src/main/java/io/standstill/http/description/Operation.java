package io.standstill.http.description;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked: a method on a path, and what it takes.
 *
 * @param path with its parameters in braces
 * @param query the parameters of the query, by name
 * @param headers those headers that are described, by name
 * @param body what its body must be like; null: it has none, or one that is read otherwise
 * @param mediaTypes in which it is answered where all is well
 * @param statuses with which it is answered
 */
public record Operation(
        String id,
        String method,
        String path,
        Map<String, Schema> query,
        Map<String, Schema> headers,
        @Nullable Schema body,
        Set<String> mediaTypes,
        Set<Integer> statuses) {

    public Operation {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        mediaTypes = Set.copyOf(mediaTypes);
        statuses = Set.copyOf(statuses);
    }

    /** What is wrong with a parameter of the query that came with these values; empty: nothing. */
    public Optional<String> faultOfQuery(String name, List<String> values) {
        var schema = query.get(name);
        if (schema == null) {
            var known = query.isEmpty() ? "none" : new TreeSet<>(query.keySet()).toString();
            return Optional.of("%s: no such parameter; %s were expected".formatted(name, known));
        }
        return fault(name, schema, values);
    }

    /** The same of a header. */
    public Optional<String> faultOfHeader(String name, List<String> values) {
        return values.isEmpty() ? Optional.empty() : fault(name, Objects.requireNonNull(headers.get(name)), values);
    }

    private static Optional<String> fault(String name, Schema schema, List<String> values) {
        if (!schema.repeatable() && values.size() > 1) {
            return Optional.of(name + ": it was expected once");
        }
        var value = schema.repeatable() ? List.copyOf(values) : schema.read(values.get(0));
        // Where in the list it stands is of no use to whoever wrote a query.
        return schema.faultOf(value).map(wrong -> name + ": " + wrong.expected());
    }
}
