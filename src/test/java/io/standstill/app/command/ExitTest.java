package io.standstill.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a state is worth to a pipeline: 0 is nothing but a proof. */
class ExitTest {

    private static int exit(Object state, Object verdict, Object clean) {
        var resource = new HashMap<String, Object>();
        resource.put("state", state);
        resource.put("verdict", verdict);
        resource.put("clean", clean);
        return Exit.of(new Json(resource));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "stopped,    confirmed, 0",
                "stopped,    gone,      0",
                "stopped,    asserted,  3",
                "overdue,    null,      4",
                "failed,     null,      5",
                "reappeared, null,      6",
                "requested,  null,      8",
                "stopping,   null,      8",
                "active,     null,      9",
            })
    void each_state_has_a_code_of_its_own(String state, String verdict, int code) {
        assertThat(exit(state, verdict, null)).isEqualTo(code);
        assertThat(exit(state, verdict, true)).isEqualTo(code);
        assertThat(exit(state, verdict, false)).isEqualTo(state.equals("stopped") ? 7 : code);
    }

    /** Whatever else comes in these three fields, also from a later release or from something that is no service of ours. */
    @Test
    void nothing_else_is_0() {
        var states =
                new ArrayList<Object>(Stream.of(State.values()).map(State::word).toList());
        var verdicts = new ArrayList<Object>(
                Stream.of(Verdict.values()).map(Verdict::word).toList());
        for (var odd : new Object[] {null, "", "STOPPED", "halted", 0, true, List.of("stopped"), Map.of()}) {
            states.add(odd);
            verdicts.add(odd);
        }
        var proofs = new ArrayList<String>();
        for (var state : states) {
            for (var verdict : verdicts) {
                for (var clean : new Object[] {null, true, false}) {
                    if (exit(state, verdict, clean) == 0) {
                        proofs.add(state + " " + verdict + " " + clean);
                    }
                }
            }
        }

        assertThat(proofs)
                .containsExactlyInAnyOrder(
                        "stopped confirmed null", "stopped confirmed true", "stopped gone null", "stopped gone true");
    }
}
