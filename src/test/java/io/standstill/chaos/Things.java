package io.standstill.chaos;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is stopped in a storm, by its manners.
 *
 * @param common stop within seconds once they are asked to
 * @param endless never stop, or are never told to by a vendor that fails at every stop
 * @param bystanders whom nobody orders; without them an account would show nothing at all and be out of sight
 */
record Things(List<Target> common, Set<Target> endless, List<Target> bystanders) {

    private static final int HOT = 12;

    Things {
        common = List.copyOf(common);
        endless = Set.copyOf(endless);
        bystanders = List.copyOf(bystanders);
    }

    static Things of(Dice dice) {
        var common = new ArrayList<Target>();
        common.addAll(Target.some("feldera", 60, dice.random()));
        common.addAll(Target.some("storm", 30, dice.random()));
        common.addAll(Target.some("memories", 30, dice.random()));
        common.addAll(Target.some("nomad", 8, dice.random()));
        Collections.shuffle(common, dice.random());
        var endless = Stream.of("feldera", "storm", "memories", "nomad")
                .flatMap(account -> Target.some(account, 2, dice.random()).stream())
                .toList();
        return new Things(
                common,
                Set.copyOf(endless),
                List.of(
                        new Target("feldera", "bystander"),
                        new Target("nomad", "00000000-0000-0000-0000-000000000000"),
                        new Target("memories", "00000000-0000-0000-0000-000000000000"),
                        new Target("storm", "bystander")));
    }

    /** One to be called about: half of the time one of the few that everybody calls about. */
    Target anyOf(Dice dice) {
        if (dice.oneIn(12)) {
            return dice.oneOf(endless.stream()
                    .sorted(Comparator.comparing(Target::toString))
                    .toList());
        }
        return dice.oneIn(2) ? common.get(dice.below(HOT)) : dice.oneOf(common);
    }

    /** Whose state somebody else can call back about: no 14 may ever count for any of them. */
    List<Target> neverToStop() {
        return Stream.concat(endless.stream(), bystanders.stream())
                .filter(target -> target.account().equals("memories"))
                .sorted(Comparator.comparing(Target::toString))
                .toList();
    }

    List<Target> all() {
        return Stream.of(common.stream(), endless.stream(), bystanders.stream())
                .flatMap(some -> some)
                .toList();
    }

    /** All of them live. */
    void begin(Vendors vendors, List<Node> nodes, Dice dice) {
        vendors.behave(common, target -> {
            var manners = new JsonObject().put("stopAfter", dice.millis(100, 6_000));
            return target.account().equals("memories")
                    ? manners.put("callbackUrl", dice.oneOf(nodes).callbackUrl())
                            .put("callbackTimes", dice.between(1, 4))
                            .put("noFinalCallback", dice.oneIn(3))
                    : manners;
        });
        vendors.behave(
                endless,
                target -> target.account().equals("memories")
                        ? new JsonObject().put("failStops", 1_000_000)
                        : new JsonObject().put("never", true));
        vendors.behave(bystanders, bystander -> new JsonObject());
    }
}
