package io.standstill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void whatFellByMoreThanChanceOrIsGoneIsSaid() {
        // given
        var before = new JsonObject()
                .put("fell", 1.0)
                .put("held", 1.0)
                .put("rose", 1.0)
                .put("gone", 1.0);
        var now = new JsonObject()
                .put("fell", 0.84)
                .put("held", 0.86)
                .put("rose", 2.0)
                .put("new", 0.1);

        // when
        var fallen = Figures.fallen(before, now);

        // then
        assertThat(fallen.fieldNames()).containsExactlyInAnyOrder("fell", "gone");
    }

    @Test
    void theOneInTheMiddleCountsAndEachRoundIsComparedWithItself() {
        // given
        var ours = List.of(10.0, 300.0, 20.0);
        var theirs = List.of(10.0, 100.0, 40.0);

        // when
        var ratios = Spread.ofRatios(ours, theirs);

        // then
        assertThat(ratios).isEqualTo(new Spread(1.0, 0.5, 3.0));
    }
}
