package io.standstill.app.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows the question mark of an address. */
final class Query {

    private final StringBuilder text = new StringBuilder();

    /** What was given of these options, each under its own name. */
    static Query of(Arguments arguments, List<String> options) {
        var query = new Query();
        for (var option : options) {
            for (var value : arguments.all(option)) {
                query.add(option.substring(2), value);
            }
        }
        return query;
    }

    Query add(String name, @Nullable String value) {
        if (value != null) {
            text.append(text.isEmpty() ? '?' : '&').append(name).append('=').append(Address.encoded(value));
        }
        return this;
    }

    /** The same with these too; null: without. */
    String and(String name, String value, String other, @Nullable String otherValue) {
        var longer = new Query();
        longer.text.append(text);
        return longer.add(name, value).add(other, otherValue).toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
