package io.standstill.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.fuzz.Target;
import io.standstill.journal.Cursor;
import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Whatever a follower brings as its cursor, and whatever text an entry bears. */
public final class CursorTarget implements Target {

    private static final Head HEAD = new Head("e1", 1_000, 200);

    @Override
    public void take(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        var parsed = Cursor.parse(text);
        parsed.ifPresent(cursor -> {
            assertThat(cursor.toString()).isEqualTo(text);
            assertThat(cursor.position()).isNotNegative();
        });

        var start = Start.of(text, HEAD);
        assertThat(start.reset()).isEqualTo(reset(text));
        if (start.reset() == null) {
            assertThat(start.from().toString()).isEqualTo(text.equals("0") ? "e1-199" : text);
        } else {
            assertThat(start.from()).isEqualTo(HEAD.cursor());
        }
        written(text);
    }

    /** What is wrong with it, told without its pattern. */
    private static Reset reset(String text) {
        if (text.equals("0")) {
            return null;
        }
        var dash = text.indexOf('-');
        if (dash < 1 || dash > 16 || !text.substring(0, dash).chars().allMatch(CursorTarget::isOfAnEpoch)) {
            return Reset.UNREADABLE;
        }
        var digits = text.substring(dash + 1);
        if (digits.isEmpty()
                || digits.length() > 18
                || !digits.chars().allMatch(one -> one >= '0' && one <= '9')
                || (digits.startsWith("0") && digits.length() > 1)) {
            return Reset.UNREADABLE;
        }
        if (!text.startsWith("e1-")) {
            return Reset.EPOCH;
        }
        var position = Long.parseLong(digits);
        if (position > 1_000) {
            return Reset.AHEAD;
        }
        return position < 199 ? Reset.EXPIRED : null;
    }

    private static boolean isOfAnEpoch(int one) {
        return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
    }

    /** As a reason, it comes out of the stream as it went in, and makes no event of its own. */
    private static void written(String text) {
        var entry = new Entry(7, Instant.EPOCH, text, "feldera", null, "note", null, null, text, "{}", null);
        var lines = List.of(Sse.entry(entry, "e1").toString().split("\n", -1));

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).isEqualTo("id: e1-7");
        assertThat(lines.get(1)).isEqualTo("event: note");
        assertThat(lines.get(2)).startsWith("data: ").doesNotContain("\r");
        assertThat(lines.subList(3, 5)).containsOnly("");
        assertThat(new JsonObject(lines.get(2).substring(6)).getString("reason"))
                .isEqualTo(text.replace('\0', '\ufffd'));
    }
}
