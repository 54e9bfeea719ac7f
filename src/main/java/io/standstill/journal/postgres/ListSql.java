package io.standstill.journal.postgres;

import io.standstill.domain.State;
import io.standstill.journal.Wanted;
import io.standstill.journal.Wanted.By;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statement behind a list: made of the pieces that are asked for, so that each shape is planned by itself, and with
 * all values as parameters.
 *
 * <p>A list of certain states, or in another order than by name, reads a page of each state by an index that has that
 * order, and merges them: it costs the same however many resources there are.
 */
final class ListSql {

    /** The place in the feed and the rows are of one snapshot: following the feed from there misses nothing. */
    private static final String WHOLE = """
            WITH found AS MATERIALIZED (%s)
            SELECT %s, feed.epoch, feed.position AS head, clock_timestamp() AS now, home.looked_at, home.overdue_looked_at
              FROM feed
              LEFT JOIN found ON true
              LEFT JOIN account AS home ON home.name = found.account
             ORDER BY %s
            """;

    private static final String AT_ONCE = "SELECT * FROM resource WHERE %s ORDER BY %s LIMIT %s";

    private static final String STATE_BY_STATE = """
            SELECT page.*
              FROM unnest(%s::text[]) AS wanted (state),
                   LATERAL (SELECT * FROM resource WHERE state = wanted.state AND %s ORDER BY %s LIMIT %s) AS page
             ORDER BY %s
             LIMIT %s""";

    private static final String BEARS =
            "EXISTS (SELECT FROM tag WHERE (tag.account, tag.id) = (resource.account, resource.id) AND %s)";

    /** By account, as all indexes are; what the accounts say already must not seem to narrow it once more. */
    private static final String OF_VENDORS = """
            account = ANY (ARRAY(SELECT account FROM tally WHERE vendor = ANY (%1$s)))
            AND vendor = ANY ((SELECT %1$s::text[])::text[])""";

    /** As {@link io.standstill.domain.Sight#stale} has it. */
    private static final String STALE = """
            coalesce(state IN ('requested', 'stopping', 'overdue')
                     AND greatest(ordered_at, observed_at,
                                  CASE WHEN (pursuit ->> 'looked')::boolean
                                            AND NOT coalesce((pursuit ->> 'blind')::boolean, false)
                                       THEN (SELECT CASE WHEN state = 'overdue' THEN overdue_looked_at ELSE looked_at END
                                               FROM account WHERE name = resource.account) END)
                         < clock_timestamp()
                           - (SELECT CASE WHEN state = 'overdue' THEN overdue ELSE in_time END
                                FROM unnest(%s::text[], %s::bigint[], %s::bigint[])
                                     AS patience (account, in_time, overdue)
                               WHERE patience.account = resource.account) * interval '1 millisecond', false) = %s""";

    private static final Set<String> IN_FLIGHT = Arrays.stream(State.values())
            .filter(State::inFlight)
            .map(State::word)
            .collect(Collectors.toSet());

    private static final Set<String> ANY_STATE =
            Arrays.stream(State.values()).map(State::word).collect(Collectors.toSet());

    private final Tuple values = Tuple.tuple();
    private final StringBuilder conditions = new StringBuilder("true");
    private final Wanted wanted;

    private ListSql(Wanted wanted) {
        this.wanted = wanted;
    }

    /** A statement and its values. */
    record Statement(String sql, Tuple values) {}

    /**
     * What finds them.
     *
     * @param without those that have nothing to be ordered by, which come after the others, by name
     */
    static Statement of(Wanted wanted, boolean without) {
        return new ListSql(narrowed(wanted)).statement(without);
    }

    /** What can only be so in some states is sought in those. */
    private static Wanted narrowed(Wanted wanted) {
        if (!wanted.states().isEmpty()) {
            return wanted;
        }
        if (!wanted.verdicts().isEmpty()) {
            return wanted.of(Set.of(State.STOPPED.word()));
        }
        return wanted.stale() != null && wanted.stale().is() ? wanted.of(IN_FLIGHT) : wanted;
    }

    private Statement statement(boolean without) {
        var by = wanted.order().by() == By.DEADLINE && without
                ? By.ID
                : wanted.order().by();
        var down = wanted.order().descending() && !without;
        filter();
        if (wanted.order().by() == By.DEADLINE) {
            and("deadline_at IS %s NULL".formatted(without ? "" : "NOT"));
        }
        goOn(by, down);
        var order = columns(by).stream()
                .map(column -> column + (down ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        var limit = value(wanted.limit());
        String found;
        if (by == By.UPDATED || (wanted.order().by() == By.ID && wanted.states().isEmpty())) {
            want("state", wanted.states());
            found = AT_ONCE.formatted(conditions, order, limit);
        } else {
            var states = value(array(wanted.states().isEmpty() ? ANY_STATE : wanted.states()));
            found = STATE_BY_STATE.formatted(states, conditions, order, limit, order, limit);
        }
        return new Statement(WHOLE.formatted(found, ResourceRows.columns("found"), order), values);
    }

    private static List<String> columns(By by) {
        return switch (by) {
            case ID -> List.of("account", "id");
            case SINCE -> List.of("since", "account", "id");
            case UPDATED -> List.of("position");
            case DEADLINE -> List.of("deadline_at", "account", "id");
        };
    }

    // ---- what fits

    private void filter() {
        want("account", wanted.accounts());
        want("verdict", wanted.verdicts());
        if (!wanted.vendors().isEmpty()) {
            and(OF_VENDORS.formatted(value(array(wanted.vendors()))));
        }
        wanted.labels()
                .forEach((name, ones) ->
                        and(BEARS.formatted("name = %s AND %s".formatted(value(name), any("value", ones)))));
        if (wanted.text() != null) {
            and(BEARS.formatted("lower(value) LIKE lower(%s)".formatted(value(containing(wanted.text())))));
        }
        var stale = wanted.stale();
        if (stale != null) {
            var accounts = List.copyOf(stale.patience().keySet());
            var patience = accounts.stream()
                    .map(account -> Objects.requireNonNull(stale.patience().get(account)))
                    .toList();
            and(STALE.formatted(
                    value(array(accounts)),
                    value(millis(patience, Wanted.Patience::inTime)),
                    value(millis(patience, Wanted.Patience::overdue)),
                    value(stale.is())));
        }
    }

    private static Long[] millis(List<Wanted.Patience> patience, Function<Wanted.Patience, Duration> which) {
        return patience.stream().map(which).map(Duration::toMillis).toArray(Long[]::new);
    }

    private static String containing(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private void want(String column, Set<String> ones) {
        if (!ones.isEmpty()) {
            and(any(column, ones));
        }
    }

    /** One alone by an equals, so that an index that begins with it keeps its order. */
    private String any(String column, Set<String> ones) {
        return ones.size() == 1
                ? "%s = %s".formatted(column, value(ones.iterator().next()))
                : "%s = ANY (%s)".formatted(column, value(array(ones)));
    }

    // ---- where it goes on

    private void goOn(By by, boolean down) {
        var after = wanted.after();
        // Whoever has come to those without a deadline is told so by a place without one.
        if (after == null || (by == By.ID && wanted.order().by() == By.DEADLINE && after.key() != null)) {
            return;
        }
        var place = columns(by).stream().map(column -> at(column, after)).collect(Collectors.joining(", "));
        and("(%s) %s (%s)".formatted(String.join(", ", columns(by)), down ? "<" : ">", place));
    }

    private String at(String column, Wanted.After after) {
        return switch (column) {
            case "account" -> value(after.id().account());
            case "id" -> value(after.id().id());
            case "position" -> value(Long.valueOf(key(after)));
            default -> value(OffsetDateTime.parse(key(after)));
        };
    }

    private static String key(Wanted.After after) {
        return Objects.requireNonNull(after.key(), "a place in this order has a key");
    }

    // ---- the pieces

    private void and(String condition) {
        conditions.append(" AND ").append(condition);
    }

    private static String[] array(Collection<String> ones) {
        return ones.toArray(String[]::new);
    }

    private String value(Object value) {
        values.addValue(value);
        return "$" + values.size();
    }
}
