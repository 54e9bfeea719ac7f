package io.standstill.simulation;

import io.standstill.journal.Journal;
import io.vertx.core.Future;
import java.util.function.Predicate;

/** A journal that says of some batches that they are committed, and only then begins to. */
final class Hasty extends Spoiled {

    private final World world;
    private final Node node;
    private final Predicate<Journal.Writes> which;

    Hasty(Journal real, World world, Node node, Predicate<Journal.Writes> which) {
        super(real, Journal.Batch::decide);
        this.world = world;
        this.node = node;
        this.which = which;
    }

    @Override
    public Future<Void> commit(Batch batch) {
        if (!which.test(batch.decide(world.memory.ground(batch)))) {
            return super.commit(batch);
        }
        world.timeline.in(world.dice.spread(1, 20), () -> node.runs(() -> super.commit(batch)));
        return Future.succeededFuture();
    }
}
