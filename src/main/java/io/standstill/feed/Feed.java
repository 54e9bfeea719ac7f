package io.standstill.feed;

import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The journal as it is followed on this node: one tail, and an audience on each event loop. */
public final class Feed {

    /**
     * How much it takes from the machine.
     *
     * @param ringBytes how much of the newest is kept in memory
     * @param readers how many connections to the database older entries are read over at once
     * @param tailRead how long a read of what is new may take before it is given up
     * @param olderRead the same for what is older; longer than the database lets a statement run, so that a reader
     *     whose place is given to another has truly left the database
     */
    public record Limits(long ringBytes, int readers, Duration tailRead, Duration olderRead) {

        public static Limits of(long ringBytes, int readers) {
            return new Limits(ringBytes, readers, Duration.ofSeconds(10), Duration.ofSeconds(35));
        }
    }

    private final Tail tail;
    private final Archive archive;
    private final List<Audience> audiences = new CopyOnWriteArrayList<>();
    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private final Gate leisure = new Gate(1);
    private final AtomicInteger seats = new AtomicInteger();

    /**
     * @param nanos time that only ever goes forward
     * @param lookEvery how often it looks by itself, should a hint be lost
     */
    public Feed(Vertx vertx, Journal journal, LongSupplier nanos, Duration lookEvery, Limits limits) {
        this.tail = new Tail(vertx, journal, nanos, lookEvery, limits.tailRead(), limits.ringBytes(), () -> {
            audiences.forEach(Audience::wake);
            ears.forEach(Ear::wake);
        });
        this.archive = new Archive(journal, limits.readers(), limits.olderRead());
    }

    /** Begins at the head as it is now. */
    public Future<Void> start() {
        return tail.start();
    }

    public void stop() {
        tail.stop();
    }

    /** The journal may have grown; may be called from anywhere. */
    public void poke() {
        tail.poke();
    }

    /** Where the journal begins and ends, as far as this node has read. */
    public Head head() {
        return history().head();
    }

    /** Whether this node has read all that was there so long ago; else nobody here can say that nothing is new. */
    public boolean upToDate(Duration ago) {
        return tail.upToDate(ago);
    }

    // ---- followers

    /** The followers of the event loop this is called on. */
    public Audience audience() {
        var audience = new Audience(this);
        audiences.add(audience);
        return audience;
    }

    /** Tells, on the event loop this is called on, of which resources something is told from now on. */
    public Ear ear(Ear.Listening listening) {
        var ear = new Ear(this, listening);
        ears.add(ear);
        // What was read between its beginning and its being known here woke nobody.
        ear.wake();
        return ear;
    }

    void leave(Ear ear) {
        ears.remove(ear);
    }

    /** Takes a seat for a follower, unless so many are taken already. */
    public boolean enter(int most) {
        return seats.getAndUpdate(taken -> taken < most ? taken + 1 : taken) < most;
    }

    /** Gives a seat back: the follower's connection is gone, with all that was waiting to go out over it. */
    public void leave() {
        seats.decrementAndGet();
    }

    /** The seats that are taken. */
    public int subscribers() {
        return seats.get();
    }

    void leave(Audience audience) {
        audiences.remove(audience);
    }

    // ---- reading further back

    /** A read of much of the journal, in turn with all others; called on the context that will hear of it. */
    public <T> Future<T> inTurn(Supplier<Future<T>> reading) {
        var context = Objects.requireNonNull(Vertx.currentContext(), "somebody must hear of it");
        return archive.read(new Object(), context, reading);
    }

    /**
     * A read of much that is not the journal's: one at a time on this node, so that neither whoever catches up with the
     * feed nor whoever asks for little waits for it. Called on the context that will hear of it.
     */
    public <T> Future<T> oneByOne(Supplier<Future<T>> reading) {
        var context = Objects.requireNonNull(Vertx.currentContext(), "somebody must hear of it");
        return OnContext.hear(context, leisure.pass(new Object(), reading));
    }

    /** How many wait for their turn. */
    public int waiting() {
        return archive.waiting();
    }

    Archive archive() {
        return archive;
    }

    History history() {
        return tail.history();
    }

    Future<Tail.Sighting> look() {
        return tail.look();
    }
}
