package io.standstill.simulator.memories;

import io.standstill.simulator.Thing;
import io.standstill.simulator.World;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The vendor's tasks: how they begin, live and end. */
final class Tasks {

    static final String VENDOR = "memories";

    /** What a task remembers: where it calls back, and whose it is. */
    static final String CALLBACK = "callback";

    private static final String OWNER = "owner";
    private static final String SAID_ENDED = "saidEnded";
    /** What is counted of what it called back. */
    private static final List<String> COUNTERS =
            List.of("segments", "finals", "forgeries", "strangers", "callbacksLost");

    private static final String DELIVERED = "callbacks";

    /** Nothing is ever thrown away here, so there is an end to what is taken in. */
    private static final int MOST_TASKS = 20_000;

    private final World world;
    private int begun;

    Tasks(World world) {
        this.world = world;
    }

    Ways ways(Thing thing) {
        return new Ways(thing.behaviour(), world.manners(VENDOR));
    }

    /** The task that the wire names so, if this key may know of it. */
    Optional<Thing> find(Product product, String task, String key) {
        var id = product.id(task);
        if (Product.of(id) != product) {
            return Optional.empty();
        }
        var found = world.find(VENDOR, id);
        found.ifPresent(this::settle);
        return world.manners(VENDOR).getBoolean("keysApart", false)
                ? found.filter(thing -> ownedBy(thing, key))
                : found;
    }

    // ---- beginning

    /** A new task; none where there are too many already. */
    Optional<Thing> begin(Product product, String key, @Nullable String callback) {
        if (world.all(VENDOR).size() >= MOST_TASKS) {
            return Optional.empty();
        }
        var thing = world.make(VENDOR, freshId(product));
        thing.memo().put(OWNER, fingerprint(key));
        if (callback != null) {
            thing.memo().put(CALLBACK, callback);
        }
        return Optional.of(thing);
    }

    private String freshId(Product product) {
        String id;
        do {
            id = product.id(uuid("task %d %d".formatted(world.now(), ++begun)));
        } while (world.find(VENDOR, id).isPresent());
        return id;
    }

    /** How many understanding tasks of this key live; those that the controls made belong to every key. */
    long understandingNow(String key) {
        return world.all(VENDOR).stream()
                .filter(thing -> Product.of(thing.id()) == Product.UNDERSTANDING && ownedBy(thing, key))
                .filter(this::lives)
                .count();
    }

    private boolean lives(Thing thing) {
        settle(thing);
        return !thing.atRest(world.now());
    }

    private static boolean ownedBy(Thing thing, String key) {
        return thing.memo().getString(OWNER, fingerprint(key)).equals(fingerprint(key));
    }

    /** The key itself is nobody's business, not even that of a simulated world's file. */
    private static String fingerprint(String key) {
        return uuid("key " + key);
    }

    private static String uuid(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    // ---- ending

    /** A user's stop, of a task that has not ended. */
    void stop(Thing thing) {
        var never = thing.flag("never");
        if (!thing.stopAsked()) {
            thing.stop(world.now(), false);
        } else if (thing.endsAt() == Thing.NEVER && !never) {
            // It would not stop before, and has since been cured of that.
            thing.endAt(world.now() + ways(thing).millis("stopAfter", 1_000));
        } else {
            return;
        }
        if (never) {
            return;
        }
        Agenda.ends(thing, ways(thing), thing.endsAt());
        if (thing.flag("ghost")) {
            thing.memo()
                    .put(SAID_ENDED, new JsonObject().put("life", thing.life()).put("at", thing.endsAt()));
            thing.hold();
        }
    }

    /** Whether the vendor takes it for ended: of a ghost that is not the truth. */
    boolean ended(Thing thing) {
        return thing.atRest(world.now()) || (haunts(thing) && saidEndedAt(thing) <= world.now());
    }

    /** A ghost that was stopped in this life. */
    private static boolean haunts(Thing thing) {
        var said = thing.memo().getJsonObject(SAID_ENDED);
        return thing.flag("ghost") && said != null && said.getInteger("life") == thing.life();
    }

    private static long saidEndedAt(Thing thing) {
        return thing.memo().getJsonObject(SAID_ENDED).getLong("at");
    }

    /** Brings it up to now: its source may have ended, and what was said may be over. Tells whether it changed. */
    boolean settle(Thing thing) {
        var ended = sourceEnds(thing);
        return Agenda.letGo(thing, ways(thing), world.now()) || ended;
    }

    private boolean sourceEnds(Thing thing) {
        var source = thing.duration("endsByItselfAfter");
        if (source == null || thing.endsAt() != Thing.NEVER) {
            return false;
        }
        var at = thing.livesSince() + source.toMillis();
        if (world.now() < at) {
            return false;
        }
        thing.endAt(at);
        if (!haunts(thing)) {
            Agenda.ends(thing, ways(thing), at);
        }
        return true;
    }

    // ---- the truth

    /** All that is counted of a task, besides what is counted of any thing. */
    static List<String> counters() {
        var all = new ArrayList<>(COUNTERS);
        all.add(DELIVERED);
        return all;
    }

    static void count(Thing thing, String counter) {
        thing.memo().put(counter, thing.memo().getInteger(counter, 0) + 1);
    }

    /** What was delivered, and what was not, besides what is true of any thing. */
    JsonObject truth(Thing thing) {
        var truth = thing.truth(world.now());
        var delivered = 0;
        for (var counter : COUNTERS) {
            int count = thing.memo().getInteger(counter, 0);
            truth.put(counter, count);
            delivered += counter.equals("callbacksLost") ? 0 : count;
        }
        return truth.put(DELIVERED, delivered);
    }
}
