package io.standstill.journal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the journal as the outside world names it: {@code <epoch>-<position>}.
 *
 * <p>The epoch changes when a database is restored, so that a cursor from a history that was lost is told from one of
 * this history.
 */
public record Cursor(String epoch, long position) {

    private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,16})-(0|[1-9][0-9]{0,17})");

    public static Optional<Cursor> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new Cursor(match.group(1), Long.parseLong(match.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return epoch + "-" + position;
    }
}
