package io.standstill.http.door;

import io.standstill.journal.Sessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Those of one node whose requests stay: followers of the feed, and whoever waits for an answer.
 *
 * <p>When what they came with ends, so does their request. Whether sessions were given back is asked for all of them at
 * once.
 */
public final class Stays {

    /** In seconds; with the look itself well below what is promised. */
    private static final int LOOK_EVERY = 5;

    private final Sessions sessions;
    private final InstantSource clock;
    private final Set<Stay> staying = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private int ticks;

    public Stays(Sessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    void keep(Stay stay) {
        staying.add(stay);
    }

    void forget(Stay stay) {
        staying.remove(stay);
    }

    /** A second has passed. */
    public void tick() {
        var now = clock.instant();
        end(caller -> caller.until() != null && !now.isBefore(caller.until()));
        if (++ticks % LOOK_EVERY == 0) {
            look();
        }
    }

    private void look() {
        var asked = List.copyOf(staying).stream()
                .flatMap(stay -> Stream.ofNullable(stay.caller().session()))
                .collect(Collectors.toSet());
        if (asked.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        // While the database is away nobody is sent away: that says nothing of their sessions.
        sessions.alive(asked)
                .onSuccess(
                        alive -> end(caller -> asked.contains(caller.session()) && !alive.contains(caller.session())))
                .onComplete(done -> looking.set(false));
    }

    /** This session was given back here. */
    void gaveBack(String session) {
        end(caller -> session.equals(caller.session()));
    }

    private void end(Predicate<Caller> whose) {
        var ending = staying.stream().filter(stay -> whose.test(stay.caller())).toList();
        ending.forEach(stay -> {
            staying.remove(stay);
            stay.over();
        });
    }
}
