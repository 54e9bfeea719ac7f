package io.standstill.simulation;

import io.standstill.domain.Callback;
import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Resource;
import io.standstill.journal.Journal;
import io.standstill.journal.Leases;
import io.standstill.journal.Resources;
import io.standstill.vendor.Account;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Ticker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The bugs that such a service is known to come to have, each by itself. */
enum Planted implements Bug {

    /** The vendor is called for while the intent is still being written. */
    SENT_BEFORE_COMMIT {
        @Override
        public Journal journal(Journal real, World world, Node node) {
            return new Hasty(real, world, node, writes -> tells(writes, "sent"));
        }
    },

    /** Whoever orders is answered while the order is still being written. */
    REPLY_BEFORE_COMMIT {
        @Override
        public Journal journal(Journal real, World world, Node node) {
            return new Hasty(real, world, node, writes -> tells(writes, "ordered"));
        }
    },

    /** What was answered to one order counts for the next. */
    GENERATION_UNCHECKED {
        @Override
        public Journal journal(Journal real, World world, Node node) {
            return new Spoiled(real, Planted::forgettingGenerations);
        }
    },

    /** A look that began before what happened last counts all the same. */
    STALE_LOOK_ACCEPTED {
        @Override
        public Journal journal(Journal real, World world, Node node) {
            return new Spoiled(real, Planted::forgettingFreshness);
        }
    },

    /** What was read a while ago is told as if it were read now. */
    LOOK_FROM_A_CACHE {
        @Override
        public Account account(Account real, World world) {
            var cache = new HashMap<String, Returned<Reading>>();
            return new SpoiledAccount(real) {
                @Override
                public Future<Returned<Reading>> look(String id) {
                    return cache.containsKey(id)
                            ? Future.succeededFuture(cache.get(id))
                            : super.look(id).onSuccess(looked -> {
                                if (looked.says() instanceof Reading.AtRest) {
                                    cache.put(id, looked);
                                }
                            });
                }
            };
        }
    },

    /** What is not found is taken for stopped, by one look. */
    NOT_FOUND_IS_SUCCESS {
        @Override
        public Account account(Account real, World world) {
            return new SpoiledAccount(real) {
                @Override
                public Future<Returned<Reading>> look(String id) {
                    return super.look(id)
                            .map(looked -> looked.map(says -> says instanceof Reading.Absent
                                    ? new Reading.AtRest("not found", null, null, List.of())
                                    : says));
                }
            };
        }
    },

    /** The vendor's word that it takes a stop is taken for the stop. */
    TAKEN_IS_PROOF {
        @Override
        public Account account(Account real, World world) {
            var taken = new HashSet<String>();
            return new SpoiledAccount(real) {
                @Override
                public Future<Returned<Reply>> stop(String id, Mode mode) {
                    return super.stop(id, mode).onSuccess(answered -> {
                        if (answered.says() instanceof Reply.Taken) {
                            taken.add(id);
                        }
                    });
                }

                @Override
                public Future<Returned<Reading>> look(String id) {
                    return super.look(id)
                            .map(looked -> looked.map(says ->
                                    taken.contains(id) ? new Reading.AtRest("Stopped", null, null, List.of()) : says));
                }
            };
        }
    },

    /** No answer is taken for a good one. */
    TIMEOUT_IS_SUCCESS {
        @Override
        public Account account(Account real, World world) {
            return new SpoiledAccount(real) {
                @Override
                public Future<Returned<Reply>> stop(String id, Mode mode) {
                    return super.stop(id, mode)
                            .map(answered ->
                                    answered.map(says -> says instanceof Reply.Unsure ? new Reply.Taken(false) : says));
                }
            };
        }
    },

    /** A stop that was not answered is sent once more, past the journal. */
    RETRIED_PAST_THE_JOURNAL {
        @Override
        public Account account(Account real, World world) {
            return new SpoiledAccount(real) {
                @Override
                public Future<Returned<Reply>> stop(String id, Mode mode) {
                    return super.stop(id, mode)
                            .compose(answered -> answered.says() instanceof Reply.Unsure
                                    ? super.stop(id, mode)
                                    : Future.succeededFuture(answered));
                }
            };
        }
    },

    /** A node works for whatever is configured, whoever holds it. */
    LEASE_IGNORED {
        @Override
        public Leases leases(Leases real, World world) {
            return new SpoiledLeases(real) {
                @Override
                public Future<Tenancy> hold(String node, Set<String> wanted, Duration term, boolean renew) {
                    return super.hold(node, wanted, term, renew)
                            .map(told -> new Tenancy(told.now(), wanted, told.paused(), told.lapsed(), null));
                }
            };
        }
    },

    /** Waits are measured by a clock that people and programs set. */
    WALL_CLOCK_USED {
        @Override
        public Ticker ticker(Ticker real, World world) {
            var phase = Duration.ofSeconds(world.dice.between(10, 40)).toNanos();
            return () -> real.nanos() % (2 * phase) < phase
                    ? real.nanos()
                    : real.nanos() - Duration.ofSeconds(8).toNanos();
        }
    },

    /** What is due is judged by the node's own time of day. */
    DEADLINES_BY_THE_WALL_CLOCK {
        @Override
        public Journal journal(Journal real, World world, Node node) {
            var wrong = Duration.ofMillis(world.dice.spread(1_000, 600_000));
            return new Spoiled(
                    real,
                    (batch, ground) -> batch.decide(new Journal.Ground(
                            ground.now().plus(wrong),
                            ground.position(),
                            ground.resources(),
                            ground.waiting(),
                            ground.outOfSight(),
                            ground.kept())));
        }
    },

    /** Anybody's word that it ended is taken for the vendor's answer. */
    CALLBACK_TRUSTED {
        @Override
        public Journal journal(Journal real, World world, Node node) {
            return new Spoiled(real, Planted::trustingCallbacks);
        }
    },

    /** A callback is answered, and not kept. */
    LETTER_NOT_KEPT {
        @Override
        public Journal journal(Journal real, World world, Node node) {
            return new Spoiled(real, (batch, ground) -> {
                var writes = batch.decide(ground);
                return new Journal.Writes(
                        writes.resources(),
                        writes.entries(),
                        List.of(),
                        writes.joined(),
                        writes.sightings(),
                        writes.kept());
            });
        }
    },

    /** Nobody sees to the deadlines of what another node holds, or nobody does. */
    ONLY_OWN_DEADLINES {
        @Override
        public Resources resources(Resources real, World world) {
            return new SpoiledResources(real) {
                @Override
                public Future<List<Resource>> timeDue(Set<String> held, Duration grace, int limitEach) {
                    return Future.succeededFuture(List.of());
                }
            };
        }
    };

    private static final Pattern OLD_ANSWER = Pattern.compile("an answer to generation (\\d+), which is over");

    private static boolean tells(Journal.Writes writes, String kind) {
        return writes.entries().stream().anyMatch(entry -> entry.kind().equals(kind));
    }

    private static Journal.Writes forgettingGenerations(Journal.Batch batch, Journal.Ground ground) {
        var resources = new HashMap<>(ground.resources());
        for (var entry : batch.decide(ground).entries()) {
            var old = OLD_ANSWER.matcher(entry.reason() == null ? "" : entry.reason());
            if (old.find()) {
                Tampering.find(resources, entry)
                        .ifPresent(one ->
                                resources.put(one.id(), Tampering.ofGeneration(one, Integer.parseInt(old.group(1)))));
            }
        }
        return Tampering.restored(batch.decide(Tampering.on(ground, resources)), ground);
    }

    private static Journal.Writes forgettingFreshness(Journal.Batch batch, Journal.Ground ground) {
        var plain = batch.decide(ground);
        var stale = plain.entries().stream()
                .filter(entry -> "the look began before what happened last".equals(entry.reason()))
                .toList();
        if (stale.isEmpty()) {
            return plain;
        }
        for (var back = 0; back <= 1; back++) {
            var resources = new HashMap<>(ground.resources());
            for (var entry : stale) {
                var generations = back;
                Tampering.find(resources, entry)
                        .ifPresent(one -> resources.put(
                                one.id(),
                                Tampering.ofGeneration(Tampering.fresh(one), one.generation() - generations)));
            }
            var accepted = batch.decide(Tampering.on(ground, resources));
            if (!accepted.entries().equals(plain.entries()) && tells(accepted, "proved")) {
                return Tampering.restored(accepted, ground);
            }
        }
        return batch.decide(ground);
    }

    private static Journal.Writes trustingCallbacks(Journal.Batch batch, Journal.Ground ground) {
        var resources = new HashMap<>(ground.resources());
        for (var filed : batch.decide(ground).filed()) {
            if (filed.letter().callback() instanceof Callback.Ended) {
                new ArrayList<>(resources.values())
                        .stream()
                                .filter(one ->
                                        filed.letter().ids().contains(one.id().id())
                                                && one.state().inFlight())
                                .forEach(one -> resources.put(one.id(), Tampering.taken(one, ground.now())));
            }
        }
        return batch.decide(Tampering.on(ground, resources));
    }
}
