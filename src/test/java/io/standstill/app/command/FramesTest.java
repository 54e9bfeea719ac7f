package io.standstill.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed's frames, whatever ends their lines. */
class FramesTest {

    private static List<Frames.Frame> read(String text) throws IOException {
        var frames = new Frames(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        var all = new ArrayList<Frames.Frame>();
        for (var frame = frames.next(); frame != null; frame = frames.next()) {
            all.add(frame);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void frames_are_told_apart_and_one_that_is_cut_off_is_none(String end) throws Exception {
        var told = """
                retry: 1200

                : a comment
                id: e-1

                id: e-2
                event: note
                data: {"a":
                data:"é"}
                later: word


                id: e-3
                event: transition
                data: {"cut":""".replace("\n", end);

        assertThat(read(told))
                .containsExactly(
                        new Frames.Frame(null, "message", null, 1200L),
                        new Frames.Frame("e-1", "message", null, null),
                        new Frames.Frame("e-2", "note", "{\"a\":\n\"é\"}", null));
    }
}
