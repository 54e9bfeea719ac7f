package io.standstill.model;

import io.standstill.domain.State;
import io.standstill.model.Step.Sort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether what was ordered ends, or is overdue and says so, once nothing goes wrong any more: calls are answered, the
 * vendor does what it took, some node holds the account and looks, and time passes.
 */
final class Fairness {

    /** Nobody wishes for anything, nothing is lost, and there is time enough. */
    private static final Bounds ALL_GOES_WELL = new Bounds(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 100, 0);

    private static final int LONG_ENOUGH = 400;
    private static final List<Sort> FIRST = List.of(Sort.CALL, Sort.VENDOR, Sort.WORK);

    private final Steps steps;
    private final Set<Object> ending = new HashSet<>();

    Fairness(Steps steps) {
        this.steps = steps;
    }

    /** Follows the fair way from here. */
    void mustEnd(Moment from) {
        var way = new ArrayList<Object>();
        var moment = from.leaving(ALL_GOES_WELL);
        var looked = false;
        for (var step = 0; step < LONG_ENOUGH; step++) {
            var known = moment.known();
            if (known == null || !known.state().inFlight() || known.state() == State.OVERDUE) {
                ending.addAll(way);
                return;
            }
            var essence = List.of(moment.leaving(ALL_GOES_WELL).essence(), looked);
            if (ending.contains(essence)) {
                ending.addAll(way);
                return;
            }
            way.add(essence);
            var next = next(moment, looked);
            looked = next.sort() == Sort.LOOK || (looked && next.sort() != Sort.TIME);
            moment = next.next();
        }
        throw new Broken("from here on all goes well", "and it neither ends nor is overdue");
    }

    /** What is under way goes on before anything else begins; between two times it is looked once. */
    private Step next(Moment moment, boolean looked) {
        var possible = steps.from(moment);
        return FIRST.stream()
                .flatMap(sort -> of(possible, sort))
                .filter(step -> !step.next().equals(moment))
                .findFirst()
                .or(() -> looked ? Optional.empty() : of(possible, Sort.LOOK).findFirst())
                .or(() -> of(possible, Sort.TIME).findFirst())
                .orElseThrow(() -> new Broken("from here on all goes well", "and it neither ends nor is overdue"));
    }

    private static Stream<Step> of(List<Step> possible, Sort sort) {
        return possible.stream().filter(step -> step.sort() == sort);
    }
}
