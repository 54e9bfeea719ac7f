package io.standstill.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.journal.Cursor;
import io.standstill.journal.Head;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest {

    private static final Head HEAD = new Head("e1", 20, 11);

    @ParameterizedTest
    @CsvSource({"0, 10", "e1-10, 10", "e1-15, 15", "e1-20, 20", ", 20"})
    void a_cursor_of_what_is_kept_is_served_and_none_means_now(String cursor, long position) {
        assertThat(Start.of(cursor, HEAD)).isEqualTo(new Start(new Cursor("e1", position), null));
    }

    @ParameterizedTest
    @CsvSource({"e2-15, EPOCH", "e1-21, AHEAD", "e1-9, EXPIRED", "e1-, UNREADABLE", "15, UNREADABLE", "'', UNREADABLE"})
    void any_other_begins_at_the_head_and_says_why(String cursor, Reset why) {
        assertThat(Start.of(cursor, HEAD)).isEqualTo(new Start(new Cursor("e1", 20), why));
    }

    @Test
    void an_empty_journal_has_a_beginning() {
        assertThat(Start.of("0", new Head("e1", 0, 1)).from()).isEqualTo(new Cursor("e1", 0));
    }
}
